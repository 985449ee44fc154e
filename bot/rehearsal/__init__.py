"""Dialogs as tests: scripts and personas, how they are played, recorded and suggested, and how much of a dialog they walk."""
