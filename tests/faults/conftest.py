"""What is tried in full sizes only: it starts ten programs, one after the other."""

from tests.support.sizes import THOROUGH

collect_ignore = [] if THOROUGH else ["test_going_back.py"]
