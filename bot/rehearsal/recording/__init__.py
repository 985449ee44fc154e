"""From talks that really happened to scripts, with invented people where they were stored."""
