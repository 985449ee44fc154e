"""What a library for dates makes of texts; run apart, with that library, which the bot does not need.

The first argument names it; standard input is a JSON list of `[text, language, today]`; a line of JSON each comes out, an
ISO day or null.
"""

from __future__ import annotations

import json
import sys
import warnings
from collections.abc import Callable
from datetime import datetime
from pathlib import Path


def dateparser_reads() -> Callable[[str, str, datetime], str | None]:
    import dateparser

    def read(text: str, lang: str, today: datetime) -> str | None:
        found = dateparser.parse(text, languages=[lang], settings={"RELATIVE_BASE": today})
        return found.date().isoformat() if found else None

    return read


def jionlp_reads() -> Callable[[str, str, datetime], str | None]:
    import jionlp

    def read(text: str, lang: str, today: datetime) -> str | None:
        try:
            found = jionlp.parse_time(text, time_base=today)
        except (ValueError, KeyError, TypeError, IndexError, AttributeError):
            return None
        first, last = (str(one)[:10] for one in found["time"]) if found["type"] == "time_point" else ("", " ")
        return first if first == last else None

    return read


def duckling_reads() -> Callable[[str, str, datetime], str | None]:
    import duckling
    import jpype
    from duckling import DucklingWrapper, Language

    # The package was written for a JPype that made Python's strings of Java's by itself.
    jars = (Path(duckling.__file__).parent / "jars").glob("*.jar")
    jpype.startJVM(classpath=[str(jar) for jar in jars], convertStrings=True)
    by_language = {
        "en": DucklingWrapper(language=Language.ENGLISH),
        "zh": DucklingWrapper(language=Language.CHINESE),
    }

    def read(text: str, lang: str, today: datetime) -> str | None:
        found = by_language[lang].parse_time(text, reference_time=today.isoformat())
        values = [one["value"]["value"] for one in found]
        return str(values[0])[:10] if len(values) == 1 and isinstance(values[0], str) else None

    return read


READERS = {"dateparser": dateparser_reads, "jionlp": jionlp_reads, "duckling": duckling_reads}


def main(name: str) -> None:
    warnings.simplefilter("ignore")
    read = READERS[name]()
    for text, lang, today in json.load(sys.stdin):
        print(json.dumps(read(text, lang, datetime.fromisoformat(today))))


if __name__ == "__main__":
    main(sys.argv[1])
