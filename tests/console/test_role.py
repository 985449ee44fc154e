"""The console's role in PostgreSQL: all that the console does, and nothing that would undo what it must leave alone."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.console.browsing import Staffed
from tests.support.databases import KINDS

FORBIDDEN = (
    "SELECT address FROM conversations",
    "SELECT person FROM conversations",
    "UPDATE conversations SET state = 'sent'",
    "DELETE FROM conversations",
    "UPDATE transcript SET said = ''",
    "SELECT * FROM data_keys",
    "SELECT * FROM secrets",
    "SELECT * FROM passes",
    "UPDATE cases SET data_key = NULL",
    "UPDATE cases SET taken_by = 'mei'",
    "UPDATE orders SET outcome = 'done'",
    "DELETE FROM orders",
    "UPDATE journal SET detail = 'nothing'",
    "DELETE FROM journal",
    "TRUNCATE journal",
    "UPDATE notes SET staff = 'mei'",
    "DELETE FROM tallies",
    "DELETE FROM staff",
    "CREATE TABLE mine (id int)",
)


@pytest.mark.parametrize("database", KINDS[1:], indirect=True)
async def test_the_role_may_do_no_more_than_the_console_does(on_either: Staffed) -> None:
    for statement in FORBIDDEN:
        with pytest.raises(DBAPIError, match="permission denied"):
            async with on_either.console.store.writing() as room:
                await room.connection.execute(text(statement))
