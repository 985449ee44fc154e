"""The page to proof-read: every text of the catalogue in one row, in both languages, with examples; valid HTML."""

from html.parser import HTMLParser

from babel.messages.pofile import read_po

from bot.i18n import CHINESE, Text, translate
from bot.rehearsal.coverage.catalogue_page import entries, example, page
from tests.support.real_flow import FLOW

VOID = ("meta",)


class Rows(HTMLParser):
    """The texts of the cells, row by row; every element must be closed where it was opened."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.rows: list[list[str]] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in VOID:
            self.open.append(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in ("th", "td"):
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] in (["th"], ["td"]):
            self.rows[-1][-1] += data


def rows() -> list[list[str]]:
    parser = Rows()
    parser.feed(page(FLOW))
    assert parser.open == []
    return parser.rows[1:]


def test_every_text_of_the_catalogue_has_one_row_in_both_languages() -> None:
    assert CHINESE.catalogue is not None
    with CHINESE.catalogue.open("rb") as po:
        known = {str(one.id) for one in read_po(po) if one.id}
    assert [row[1] for row in rows()] == [entry.msgid for entry in entries(FLOW)]
    assert known <= {row[1] for row in rows()}
    assert len({row[1] for row in rows()}) == len(rows())
    assert all(row[2] == translate(Text(row[1]), "zh") for row in rows())


def test_every_text_says_where_it_is_said_or_written() -> None:
    assert all(entry.said_at or entry.written_at for entry in entries(FLOW))
    assert any("passport_number" in place for entry in entries(FLOW) for place in entry.said_at)


def test_an_example_has_values_for_its_placeholders() -> None:
    assert example("I understood: %(day)s", "zh") == "I understood: 2027年1月18日"
    assert example("no placeholder", "en") is None
    for entry in entries(FLOW):
        for lang in ("zh", "en"):
            assert "%(" not in (example(entry.msgid, lang) or "")


def test_a_text_is_never_markup_and_what_is_not_translated_is_marked() -> None:
    assert "<script" not in page(FLOW)
    assert 'class="missing"' not in page(FLOW)
