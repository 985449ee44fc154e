"""What was played, as one page to read: each talk, what of the dialog was said and checked, and its drawings."""
