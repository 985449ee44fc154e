"""The pages: templates filled with texts of the catalogue; Jinja escapes whatever is put in; nothing is marked safe."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

from bot.channels.web.mailing import HOW_TO_ATTACH
from bot.channels.web.talk import Bubble
from bot.i18n import N_, Lang, Text, translate

TEXTS: dict[str, Text] = {
    "write": N_("Write your answer"),
    "send": N_("Send"),
    "photo": N_("Photo"),
    "file": N_("PDF"),
    "more": N_("More"),
    "copy": N_("Copy"),
    "copied": N_("Copied"),
    "press_long": N_("Press long on the text to copy it."),
    "offline": N_("No connection. What you wrote is kept here and sent once you are back."),
    "reading": N_("I am reading your file."),
    "too_much": N_("That did not get through. Please wait a moment and send it again."),
    "to_mail": N_("Send the e-mail"),
    "mail_title": N_("Your e-mail, ready to send"),
    "mail_lead": N_(
        "Write a new e-mail in your mail app, from %(mailbox)s. Copy the address, the subject and the text into it, and attach the proof."
    ),
    "back": N_("Back to the talk"),
    "sent": N_("Sent it? Go back to the talk and tell me, and I say what comes next."),
    "to": N_("To"),
    "no_address": N_("The published page leaves the address blank. Look it up on the official website."),
    "subject": N_("Subject"),
    "body": N_("Text"),
    "part": N_("Part %(number)s of %(all)s"),
    "proof": N_("Proof to attach"),
    "share": N_("Share with my mail app"),
    "open_mail": N_("Open in my mail app"),
    "eml": N_("On a computer: the whole e-mail as a file"),
    "attach": N_("How to attach the proof"),
    "in_wechat": N_("To download, tap ··· at the top right and open this page in your browser."),
    "elsewhere": N_("Go on in another browser"),
    "code_lead": N_(
        "This code works once, for 15 minutes. Open %(url)s/elsewhere in the other browser and type it there."
    ),
    "have_code": N_("Type the code from your other browser."),
    "was_elsewhere": N_("Started in another browser? Go on here with its code."),
    "go_on": N_("Continue"),
    "wrong_code": N_("That code is wrong, used already, or older than 15 minutes. Get a new one."),
    "open": N_("Open my e-mail"),
    "open_lead": N_(
        "This link opens what you wrote with Jiaji, once. Open it on the phone from which you send the e-mail."
    ),
    "open_gone": N_(
        "This link was opened already, or is older than 24 hours. Send “show me the letter” in the chat, and get a new one."
    ),
    "export": N_("Download all you told me"),
    "leave": N_("Leave this browser"),
    "leave_lead": N_(
        "On a phone that others use: your answers stay, but this browser no longer opens them. Get a code first if you want to come back."
    ),
    "run_by": N_("Run by %(operator)s"),
    "skip": N_("To the answer box"),
    "talk": N_("Conversation"),
    "gone_title": N_("Erased"),
    "again": N_("Begin anew"),
}
REFUSALS: dict[int, Text] = {
    403: N_("That form did not come from this page. Go back and send it again."),
    404: N_("There is nothing here."),
    408: N_("That took too long to arrive. Please send it again, a smaller copy if it is a file."),
    413: N_("That is larger than 20 MB. Please send a smaller copy."),
    425: N_("I am still reading your last file. Please wait a moment."),
    429: N_("Too many messages at once. Please wait a moment and send it again."),
    503: N_("I cannot save anything at the moment. Please send it again in a minute."),
}


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("bot.channels.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def page(name: str, lang: Lang, status: int = 200, **given: Any) -> HTMLResponse:
    filled = _environment().get_template(name).render(how_to_attach=HOW_TO_ATTACH, **_words(lang), **given)
    return HTMLResponse(filled, status)


def bubble(said: Bubble, lang: Lang) -> str:
    """One message as the page holds it, for the script to add."""
    return _environment().get_template("bubble.html").render(one=said, **_words(lang))


def refused(status: int, lang: Lang) -> str:
    return translate(REFUSALS[status], lang)


def _words(lang: Lang) -> dict[str, Any]:
    """How templates say something: `_` a text of the list above by its key, `say` one that was given."""

    def of_the_list(key: str, **values: object) -> str:
        return translate(TEXTS[key].of(**values), lang)

    return {
        "_": of_the_list,
        "say": lambda text: translate(text, lang),
        "lang": lang,
    }
