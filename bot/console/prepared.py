"""Prepared answers in both languages: what staff write again and again."""

from __future__ import annotations

from dataclasses import dataclass

from bot.i18n import N_, Lang, Text, translate


@dataclass(frozen=True, slots=True)
class Prepared:
    name: Text
    text: Text

    def in_language(self, lang: Lang) -> str:
        return translate(self.text, lang)


PREPARED = (
    Prepared(
        N_("Greeting"),
        N_("Hello, I am from the team. I have read what you wrote and am here to help. What is the trouble?"),
    ),
    Prepared(
        N_("Not the consulate"),
        N_("We are not the consulate and cannot see your application there. I can help you with the e-mail."),
    ),
    Prepared(
        N_("Look it up"),
        N_("Please take your time and look it up. Your answers are kept; write here when you have it."),
    ),
    Prepared(
        N_("Call center"),
        N_(
            "Only the Visa Information Call Center can answer that. The numbers come when you write “a person please”."
        ),
    ),
    Prepared(
        N_("Handing back"),
        N_("I am handing you back to the assistant now. Write “a person please” if you need us again."),
    ),
)
