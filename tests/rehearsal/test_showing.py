"""`jiaji test --show`: what is shown after each turn holds when it is copied into the script."""

from pathlib import Path

import pytest

from bot.rehearsal.playing.showing import show_run
from tests.support.scripting import play_scripts

WALKED = {
    "zh": "脚本：走几步\n语言：zh\n时间：2026-11-25 09:00\n\n",
    "en": "Script: a few steps\nLanguage: en\nTime: 2026-11-25 09:00\n\n",
}
STEPS = {
    "zh": "用户：/start\n机器人：…\n用户：[按钮 zh]\n机器人：…\n用户：同意\n机器人：…\n用户：two\n机器人：@mistake.choice.unknown\n",
    "en": "User: /start\nBot: …\nUser: [button en]\nBot: …\nUser: yes\nBot: …\nUser: two\nBot: @mistake.choice.unknown\n",
}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_is_shown_may_be_pasted_as_it_is(lang: str, tmp_path: Path) -> None:
    (played,) = play_scripts(tmp_path, WALKED[lang] + STEPS[lang])
    shown = "\n".join(show_run(played))
    assert "party" in shown
    (again,) = play_scripts(tmp_path, WALKED[lang] + shown)
    assert not again.differences
    assert sum(len(one.pairs) for one in again.exchanges) == sum(
        len(one.after.replies) for one in played.exchanges
    )
