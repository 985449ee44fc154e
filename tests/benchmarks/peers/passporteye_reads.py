"""What PassportEye makes of passport photos; run apart, with that package and tesseract, which the bot does not need.

A line of JSON a picture: seconds, and what it read where all its check digits are right.
"""

from __future__ import annotations

import json
import sys
import warnings
from time import process_time


def main(files: list[str]) -> None:
    warnings.simplefilter("ignore")
    from passporteye import read_mrz

    for file in files:
        start = process_time()
        read = read_mrz(file)
        found = read.to_dict() if read is not None else {}
        facts = {
            "surname": found.get("surname", ""),
            "given_names": found.get("names", ""),
            "passport_number": found.get("number", ""),
            "date_of_birth": found.get("date_of_birth", ""),
            "passport_expires": found.get("expiration_date", ""),
        }
        is_offered = bool(found) and all(
            found[f"valid_{one}"] for one in ("number", "date_of_birth", "expiration_date")
        )
        print(json.dumps({"seconds": process_time() - start, "facts": facts if is_offered else {}}))


if __name__ == "__main__":
    main(sys.argv[1:])
