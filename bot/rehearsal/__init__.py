"""Dialogs as tests: personas and the player that holds a whole conversation without any channel."""
