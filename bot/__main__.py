"""`python -m bot` is the same as `jiaji`."""

from bot.cli import main

main()
