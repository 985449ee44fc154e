"""The trace: every line of the consulate's page has its home in a question, a ruling or a text."""

import re
from functools import cache
from pathlib import Path

import pytest

from bot.core import Ruling
from dialogs import MAIN_FLOW
from tests.house.test_translations import all_questions, marked

PAGE = (Path(__file__).parents[1] / "procedure.txt").read_text("utf-8")
FLOW = MAIN_FLOW

# What the page says, and what carries it: ask a question, rule a ruling or note, say a text of the bot.
TRACE: tuple[tuple[str, str], ...] = (
    ("Skip Global Navigation to Main Content", "nothing navigation of the website"),
    ("Skip Breadcrumb Navigation", "nothing navigation of the website"),
    (
        "Non-Immigrant Expedited Visa Services",
        "say Jiaji helps you ask for an earlier US visa interview",
    ),
    (
        "Expedited Non-Immigrant Visa Interview Requests",
        "say Jiaji helps you ask for an earlier US visa interview",
    ),
    ("procedures for requesting an expedited appointment do change", "say It may have changed"),
    (
        "applicants who cannot wait for a normal non-immigrant visa interview",
        "say I help you write the e-mail",
    ),
    ("applicants who cannot wait for a normal non-immigrant visa interview", "rule interview_passed"),
    ("applicants who cannot wait for a normal non-immigrant visa interview", "rule event_after_interview"),
    ("only be considered when submitted by email to", "say the published page leaves it blank"),
    ("applicants must first schedule an appointment", "ask appointment_booked"),
    ("applicants must first schedule an appointment", "rule no_appointment"),
    ("refused a visa within the past 6 months will not be approved", "ask refused_before"),
    ("refused a visa within the past 6 months will not be approved", "ask last_refusal"),
    ("refused a visa within the past 6 months will not be approved", "rule recent_refusal"),
    ("refused a visa within the past 6 months will not be approved", "rule refusal_near_limit"),
    (
        "must call the Visa Call Center to schedule a new appointment",
        "say The page asks you to book anew by phone",
    ),
    ("bring new information to their interview", "say bring new information that shows what has changed"),
    ("only considers expedited appointment requests for applicants residing", "ask residence"),
    ("only considers expedited appointment requests for applicants residing", "rule outside_district"),
    ("should contact the appropriate United States Consulate", "say For where you live, contact %(post)s"),
    ("Generally, only requests falling into the following categories", "ask purpose"),
    ("Generally, only requests falling into the following categories", "rule category_not_listed"),
    ("for immediate family members", "ask relative"),
    ("for immediate family members", "ask emergency"),
    ("for immediate family members", "rule not_immediate_family"),
    ("or to assist with a family emergency", "rule death"),
    ("or to assist with a family emergency", "rule other_emergency"),
    ("Students visa (F, M, J visa): in the current academic year", "ask class_start"),
    ("Students visa (F, M, J visa): in the current academic year", "rule not_this_academic_year"),
    ("Students visa (F, M, J visa): in the current academic year", "rule class_mismatch"),
    (
        "whose classes will start before their current visa interview date",
        "rule classes_not_before_interview",
    ),
    ("whose classes will start before their current visa interview date", "rule class_start_passed"),
    ("clearly eligible for our", "ask renewal_eligible"),
    ("clearly eligible for our", "rule renewal_unsure"),
    ("which if missed will cause economic loss", "ask economic_loss"),
    ("which if missed will cause economic loss", "rule no_economic_loss"),
    ("which if missed will cause economic loss", "ask loss"),
    ("including large conventions, annual meetings, graduation", "rule purpose_not_considered"),
    ("including large conventions, annual meetings, graduation", "rule reason_contradicts_purpose"),
    ("including large conventions, annual meetings, graduation", "say A large convention does not qualify"),
    ("including large conventions, annual meetings, graduation", "say An annual meeting does not qualify"),
    (
        "including large conventions, annual meetings, graduation",
        "say A graduation ceremony does not qualify",
    ),
    ("including large conventions, annual meetings, graduation", "say A wedding does not qualify"),
    ("including large conventions, annual meetings, graduation", "say Tourism does not qualify"),
    (
        "These applicants should contact the Visa Call Center for rescheduling",
        "say You can look or call for an earlier regular appointment",
    ),
    ("you must first obtain a PIN card from CITIC Bank", "say was a PIN card from CITIC Bank"),
    (
        "dialing 4008-872-333 or internationally by dialing 86-21-3881-4611",
        "say Visa Information Call Center, numbers of",
    ),
    (
        "will not answer visa related inquiries",
        "say American Citizen Services does not answer visa questions",
    ),
    ("will not accept an expedited interview request", "rule renewal_service"),
    ("the CITIC Bank location at the corner", "say Hand in the application at %(bank)s"),
    ("encourages all applicants to apply well before", "rule apply_ahead"),
    ("Do not confirm your travel plans", "rule no_travel_plans"),
    ("does not improve an applicant's chances", "rule no_better_chances"),
    ("it simply results in an earlier appointment date", "rule no_better_chances"),
    ("Emergencies are not grounds for the issuance", "say An emergency is not a reason to issue one"),
    (
        "must still prove they meet the requirements",
        "say you must still qualify for your visa class",
    ),
    ("it must be given directly to the applicant", "rule bring_papers"),
    ("outside the request of the Consulate will not be considered", "rule bring_papers"),
    ("may only be submitted by e-mail submission", "say the request can be made only by e-mail"),
    ("MUST contain all of the following information", "say Still missing or not right:"),
    ("Applicant’s Full Name", "ask surname"),
    ("Applicant’s Full Name", "ask given_names"),
    ("Applicant’s Date of Birth", "ask date_of_birth"),
    ("Passport number", "ask passport_number"),
    ("Visa class", "ask visa_class"),
    ("Date and Time of Original Interview and Appointment Number", "ask interview_date"),
    ("Date and Time of Original Interview and Appointment Number", "ask interview_time"),
    ("Date and Time of Original Interview and Appointment Number", "ask appointment_number"),
    ("Previous U.S. visas issued or refused, if any, where", "ask visas[].outcome"),
    ("Previous U.S. visas issued or refused, if any, where", "ask visas[].visa_class"),
    ("Previous U.S. visas issued or refused, if any, where", "ask visas[].when"),
    ("Previous U.S. visas issued or refused, if any, where", "ask visas[].place"),
    ("Confirmation Bar Code Number from a complete and accurate", "ask ds160_number"),
    ("Confirmation Bar Code Number from a complete and accurate", "rule form_complete"),
    ("Detailed justification", "ask justification"),
    ("Contact information (phone and e-mail) for the applicant in China", "ask phone"),
    ("Contact information (phone and e-mail) for the applicant in China", "ask email"),
    ("Contact information (phone and e-mail) for the applicant in China", "rule contact_outside_china"),
    ("Place of Residence and Work for the past 6 months", "ask residences[].unit"),
    ("Place of Residence and Work for the past 6 months", "ask residences[].address"),
    ("Place of Residence and Work for the past 6 months", "ask workplaces[].employer"),
    ("Place of Residence and Work for the past 6 months", "rule short_residence"),
    ("1-2 pages of proof", "ask proof"),
    ("I-20 for F, J student", "say Now the proof: page 1 of your I-20"),
    ("DS-2019 for exchanger visitor", "say Now the proof: page 1 of your DS-2019"),
    ("invitation letter for business applicant", "say Now the proof: the US company"),
    (
        "U.S. doctor or hospital evidence for humanitarian cases",
        "say Now the proof: a letter from the US doctor",
    ),
    ("For group requests, please include the name, date of birth", "ask party"),
    ("For group requests, please include the name, date of birth", "ask members[].surname"),
    ("For group requests, please include the name, date of birth", "ask members[].given_names"),
    ("For group requests, please include the name, date of birth", "ask members[].date_of_birth"),
    ("For group requests, please include the name, date of birth", "ask members[].visas[].outcome"),
    ("For group requests, please include the name, date of birth", "ask members[].ds160_number"),
    ("in China for the group organizer", "ask organizer"),
    (
        "Expedited appointment requests may only be submitted by e-mail",
        "say the request can be made only by e-mail",
    ),
    ("will contact the applicant directly in 1-2 business days", "rule answer_in_days"),
    ("granted on a space available basis", "rule space_available"),
    ("we will normally not approve another expedited interview", "ask expedited_before"),
    ("we will normally not approve another expedited interview", "rule expedited_before"),
    ("printed and mailed out within 2 business days", "rule after_interview"),
    ("the applicant will be notified at the time of the interview", "say If it takes longer, you are told"),
    ("we cannot issue visas on the same day as the interview", "say never on the same day"),
    ("maintain a valid U.S. non-immigrant visa", "rule stay_valid"),
)


def same_marks(text: str) -> str:
    return text.translate(str.maketrans("“”’", '""\''))


def sentences(page: str) -> list[str]:
    """The page's sentences and list items, also divided at semicolons."""
    parts = re.split(r"\n|;|(?<=[.):])\s+(?=[A-Z“(])", page)
    return [part.strip(" •\t)(") for part in parts if len(part.strip(" •\t)(.")) > 1]


def rulings() -> dict[str, Ruling]:
    steps = [step for section in FLOW.sections for step in section.steps if isinstance(step, Ruling)]
    return {one.key: one for one in [*steps, *(one for message in FLOW.at_result for one in message)]}


QUESTIONS = {one.key for one in all_questions(FLOW)}


@cache
def all_texts() -> str:
    return " ".join(marked())


def homes_of(sentence: str) -> list[str]:
    return [home for quote, home in TRACE if same_marks(quote) in same_marks(sentence)]


def test_every_sentence_of_the_page_has_a_home() -> None:
    assert [sentence for sentence in sentences(PAGE) if not homes_of(sentence)] == []


def test_a_new_line_on_the_page_would_be_noticed() -> None:
    assert homes_of("Applicants must bring two photographs.") == []


@pytest.mark.parametrize(("quote", "home"), TRACE, ids=lambda text: text[:40])
def test_a_home_exists_and_its_quote_stands_on_the_page(quote: str, home: str) -> None:
    kind, _, what = home.partition(" ")
    assert same_marks(quote) in same_marks(PAGE)
    assert {
        "ask": what in QUESTIONS,
        "rule": what in rulings(),
        "say": what in all_texts(),
        "nothing": quote.startswith("Skip"),
    }[kind]


@pytest.mark.parametrize("ruling", rulings().values(), ids=lambda ruling: ruling.key)
def test_a_ruling_of_the_page_quotes_it(ruling: Ruling) -> None:
    assert ruling.basis != "page" or same_marks(ruling.source) in same_marks(PAGE)


@pytest.mark.parametrize("ruling", rulings().values(), ids=lambda ruling: ruling.key)
def test_a_stop_always_has_a_way_out_and_something_to_change(ruling: Ruling) -> None:
    assert ruling.strength not in ("stop", "pause") or (ruling.way_out is not None and ruling.about)
