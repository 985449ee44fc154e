"""Personas: files of answers, and the player that holds a whole conversation with one."""
