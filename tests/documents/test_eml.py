"""The e-mail as a file: what RFC 2045 and RFC 5322 ask for, and attachments that say what they are."""

from email import message_from_bytes
from email.policy import SMTP

import pytest

from bot.core import FileRef, Letter
from bot.documents import attachment_names, eml

CONTENT = bytes(range(256)) * 40
FILE = FileRef("d", "pdf", 1, len(CONTENT), "I-20.pdf")


def letter(body: str = "Dear Consular Officer,", *files: FileRef, to: str = "") -> Letter:
    return Letter(to, "zhang@example.com", "Expedited interview request", body, files)


@pytest.mark.parametrize("body", ["word " * 200, "=" * 300, "我母亲病重。" * 50, "a" * 400])
def test_no_line_of_the_body_or_an_attachment_is_longer_than_76_characters(body: str) -> None:
    made = eml(letter(body, FILE), {"d": CONTENT})
    assert max(map(len, made.split(b"\r\n"))) <= 76
    read = message_from_bytes(made, policy=SMTP)
    text, file = read.iter_parts()
    assert text.get_content().replace("\r\n", "\n") == body + "\n"
    assert file.get_content() == CONTENT


def test_without_an_address_there_is_no_empty_header_for_one() -> None:
    assert b"\r\nTo:" not in b"\r\n" + eml(letter(), {})
    assert b"To: visa@example.com" in eml(letter(to="visa@example.com"), {})


def test_two_files_never_have_the_same_name() -> None:
    assert attachment_names(letter("", FILE)) == ["I-20.pdf"]
    assert attachment_names(letter("", FILE, FILE)) == ["1-I-20.pdf", "2-I-20.pdf"]


@pytest.mark.parametrize(
    "typed", ["a@b.example,<", "a@b.example Cc: x@y.example", 'a@b.example"', "a@b.example;", "a@[b"]
)
def test_an_address_that_is_none_makes_no_error_and_no_second_one(typed: str) -> None:
    message = message_from_bytes(eml(Letter(typed, typed, "s", "b"), {}), policy=SMTP)
    assert "," not in str(message["From"])
    assert set(message.keys()) >= {"To", "From", "Subject"}
