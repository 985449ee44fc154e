"""Commands of `jiaji` as somebody types them, run in the process of the test."""

from typer.testing import CliRunner, Result

from bot.cli import app


def jiaji(*words: object, typed: str = "", **environment: object) -> Result:
    given = {name: str(value) for name, value in environment.items()}
    return CliRunner().invoke(app, [str(word) for word in words], input=typed, env=given)


def jiaji_test(*words: object, typed: str = "", **environment: object) -> Result:
    """`jiaji test`, as on a machine of one's own: it does not say that it is CI."""
    return jiaji("test", *words, typed=typed, **{"CI": "", **environment})
