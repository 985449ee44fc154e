"""What a green run checks of what it said: only what would make it red if it were another thing."""

from pathlib import Path

from bot.rehearsal.coverage.checked import checked_in, said_in
from tests.support.scripting import play_scripts


def checked(folder: Path, lines: str) -> frozenset[str]:
    [played] = play_scripts(folder, f"Languages: en\n{lines}")
    assert not played.differences
    held = checked_in(played)
    assert held <= said_in(played)
    return held


def test_an_id_checks_what_it_names_and_no_wording(tmp_path: Path) -> None:
    held = checked(tmp_path, "Start: party\nUser: cat\nBot: @mistake.choice.unknown + @ask.party\n")
    assert held == {"error:choice.unknown", "question:party"}


def test_anything_checks_nothing_even_where_it_is_said(tmp_path: Path) -> None:
    held = checked(tmp_path, "Start: party\nUser: one\nBot: …\n  data: party = one\n")
    assert held == frozenset()


def test_words_check_the_texts_that_stand_in_them_and_what_is_said(tmp_path: Path) -> None:
    held = checked(tmp_path, "Start: party\nUser: one\nBot: Do you already have a regular …\n")
    assert held == {"question:appointment_booked"}
    whole = "Do you already have a regular interview appointment at the consulate in Shanghai?"
    held = checked(tmp_path, f"Start: party\nUser: one\nBot: {whole}\n  buttons: Yes, booked | …\n")
    assert {f"text:en:{whole}", "text:en:Yes, booked"} <= held
    assert "text:en:Not yet" not in held
    held = checked(tmp_path, f"Start: party\nUser: one\nBot: @ask.appointment_booked\n  text: {whole}\n")
    assert f"text:en:{whole}" in held


def test_a_not_checks_nothing_of_what_was_said(tmp_path: Path) -> None:
    lines = "Start: party\nUser: one\nBot: !@ask.party\n  !text: …passport…\n  !state: party\n"
    assert checked(tmp_path, lines) == frozenset()


def test_a_state_checks_the_place_and_the_last_way_to_it(tmp_path: Path) -> None:
    lines = "User: en\nBot: …\n  state: consent\nUser: stuff\nBot: @mistake.choice.unknown + …\n"
    held = checked(tmp_path, lines.replace(" + …", " + @ask.consent"))
    assert {"transition:choosing_language -choose_language-> asking", "question:consent"} <= held
    later = "User: en\nBot: @intro\nBot: …\nUser: help\nBot: …\n  state: asking\n"
    held = checked(tmp_path, later)
    assert "transition:choosing_language -choose_language-> asking" in held
    assert "command:help" not in held


def test_a_command_is_checked_by_the_name_of_its_answer(tmp_path: Path) -> None:
    assert "command:help" in checked(tmp_path, "Start: party\nUser: help\nBot: @help + @ask.party\n")


def test_a_ruling_is_checked_by_its_name_wherever_it_stands(tmp_path: Path) -> None:
    lines = "Start: purpose\nInclude: parts.txt\nUser: wedding\nBot: {said}\n  {check}\n"
    (tmp_path / "parts.txt").write_text("Data: residence = shanghai\n", "utf-8")
    start = "Data: party = one\nData: appointment_booked = yes\n"
    for said, check in (
        ("@stop.purpose_not_considered", "state: stopped"),
        ("…", "ruling: purpose_not_considered"),
        ("…", "state: purpose_not_considered"),
    ):
        text = start + lines.replace("{said}", said).replace("{check}", check)
        assert "ruling:purpose_not_considered" in checked(tmp_path, text)
    text = start + lines.replace("{said}", "…").replace("{check}", "state: stopped")
    assert "ruling:purpose_not_considered" not in checked(tmp_path, text)


def test_a_button_is_checked_where_it_is_named_or_pressed_and_not_by_anything(tmp_path: Path) -> None:
    held = checked(tmp_path, "Start: party\nUser: one\nBot: @ask.appointment_booked\n  buttons: yes | …\n")
    assert "button:appointment_booked=yes" in held
    assert "button:appointment_booked=no" not in held
    held = checked(tmp_path, "Start: party\nUser: [button one]\nBot: @ask.appointment_booked\n")
    assert {one for one in held if one.startswith("button:party")} == {"button:party=one"}


def test_a_state_is_checked_where_it_is_named_and_not_by_the_question_there(tmp_path: Path) -> None:
    lines = "Start: party\nUser: one\nBot: @ask.appointment_booked\n  state: {}\n"
    assert "state:asking" in checked(tmp_path, lines.format("asking"))
    assert "state:asking" not in checked(tmp_path, lines.format("appointment_booked"))


def test_a_line_of_the_letter_is_checked_where_the_letter_would_be_red_with_another_answer(
    tmp_path: Path,
) -> None:
    parts = Path(__file__).parents[1] / "scripts"
    for name in ("parts/mother_ill.txt", "files/letter.pdf"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes((parts / name).read_bytes())
    lines = "Start: reviewing\nInclude: parts/mother_ill.txt\nUser: [button confirm]\nBot: …\nBot: @ready\n  email: {}\n"
    held = checked(tmp_path, lines.format("body = …Passport number: E12345678…"))
    assert {one for one in held if one.startswith("letter:")} == {"letter:passport_number"}
    held = checked(tmp_path, lines.format("subject = …interview 19 January 2027…"))
    assert {one for one in held if one.startswith("letter:")} == {"letter:interview_date"}
    assert not any(
        one.startswith("letter:") for one in checked(tmp_path, lines.format("body = …Sincerely,…"))
    )
