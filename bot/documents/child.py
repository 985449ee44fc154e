"""The child that opens a stranger's file: bytes in, one line of JSON and the bytes of the cleaned files out.

`python -m bot.documents.child` has little memory and time, and gives up all that it could do harm with before
it looks.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

from bot.documents.cleaning import Refused, scrub
from bot.documents.confining import confine, limit


def main() -> None:
    limit()
    content = sys.stdin.buffer.read()
    confine()
    try:
        files = scrub(content)
        head: dict[str, object] = {"files": [asdict(file.ref) for file in files]}
        said = [file.content for file in files]
    except Refused as refused:
        head, said = {"refused": refused.key, "found": refused.found}, []
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + b"".join(said))


if __name__ == "__main__":
    main()
