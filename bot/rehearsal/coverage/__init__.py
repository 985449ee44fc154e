"""How much of a dialog the green scripts walked, by the dialog's own sources."""
