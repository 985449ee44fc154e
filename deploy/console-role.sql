-- The role of the staff console in PostgreSQL: what it needs, and nothing besides. For the owner of the database, after the
-- bot has been started once and after each upgrade; it may be run again at any time:
--
--     psql -v ON_ERROR_STOP=1 -f console-role.sql
--     psql -c "ALTER ROLE jiaji_console PASSWORD '…'"
--
-- It writes no conversation, sees nobody's address, and changes or removes no row of the journal. What it reads of a
-- conversation is sealed; the review key opens what people agreed to show.

DO $$
BEGIN
    CREATE ROLE jiaji_console LOGIN;
EXCEPTION
    WHEN duplicate_object OR unique_violation THEN NULL;
END
$$;

REVOKE ALL ON ALL TABLES IN SCHEMA public FROM jiaji_console;
GRANT USAGE ON SCHEMA public TO jiaji_console;

GRANT SELECT ON alembic_version, cases, moments, orders, notes, labels, flags, viewers, reveals, tallies, purges, journal TO jiaji_console;
GRANT SELECT (id, channel, flow, state, language, body, version, updated_at, due_at, ends_at) ON conversations TO jiaji_console;
GRANT SELECT (conversation, turn, place, said, at, settled_at, failed) ON transcript TO jiaji_console;
GRANT SELECT (conversation, content) ON files TO jiaji_console;

GRANT INSERT (conversation, review, version), UPDATE (review, assignee, version) ON cases TO jiaji_console;
GRANT INSERT (id, conversation, staff, kind, seen_turn, sealed, at) ON orders TO jiaji_console;
GRANT UPDATE (ignored) ON moments TO jiaji_console;
GRANT INSERT ON notes, purges, journal TO jiaji_console;
GRANT INSERT, UPDATE, DELETE ON labels, flags TO jiaji_console;
GRANT INSERT, UPDATE ON viewers, reveals TO jiaji_console;

-- Its own people, and how they sign in.
GRANT SELECT, INSERT, UPDATE ON staff TO jiaji_console;
GRANT SELECT, INSERT, UPDATE, DELETE ON staff_sessions, staff_codes, staff_keys, staff_attempts TO jiaji_console;
