"""Scripts as text: from a `*.chat.txt` to its values and back; every fault is told with its line."""
