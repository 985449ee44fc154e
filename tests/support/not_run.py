"""How a test says what could not be run on a machine that is too poor for it; it is told at the end, in plain words."""

NOT_RUN = "not_run"
"""The property of a test under which it says what could not be run here, and why."""
