"""Does the trust timeline hold what is rarer than its rules tell?"""

from __future__ import annotations

from ledger import times
from ledger.counting.marks import KINDS
from ledger.counting.rhythm import rhythm
from ledger.counting.trust import Trust
from ledger.history import Place
from ledger.projections.marks_in_words import SENTENCES
from ledger.times import DAY
from tests.telling import a_pcn, given, registered
from tests.trusting import PLACE, asked_for_help, decided, in_touch, proposed, trust


def test_every_kind_of_mark_has_a_sentence() -> None:
    assert set(SENTENCES) == {*KINDS, "wrote"}


def test_of_many_names_some_are_told() -> None:
    codes = [f"p{number}" for number in range(1, 8)]
    history = given(*a_pcn(*codes), proposed("2024-02-01") | {"by": "p1"}, decided("2024-02-03"))
    (mark,) = trust(history).timeline
    assert mark.text == "PCN adopted “A hub” by consensus, together with P1, P2, P3, P4, P5 and 2 others."
    six = given(*a_pcn(*codes[:6]), proposed("2024-02-01") | {"by": "p1"}, decided("2024-02-03"))
    assert trust(six).timeline[0].text.endswith("with P1, P2, P3, P4, P5 and P6.")


def test_everyone_has_the_name_of_the_moment() -> None:
    renamed = {"type": "OrganisationRenamed", "effective_at": "2024-06-01", "organisation": "a", "name": "Elm Lane"}
    history = given(*PLACE, asked_for_help("2024-02-01"), renamed)
    assert trust(history, "2024-05-01").timeline[0].text == "PCN asked A for help."
    assert trust(history, "2024-06-01").timeline[0].text == "PCN asked Elm Lane for help."


def test_a_percent_sign_in_a_name_is_a_percent_sign() -> None:
    history = given(*PLACE, registered("d") | {"name": "100 %s {by}"}, asked_for_help("2024-02-01", ["d"]))
    assert trust(history).timeline[0].text == "PCN asked 100 %s {by} for help."


def test_a_whole_history_can_be_asked_about_its_middle() -> None:
    past = given(*PLACE, in_touch("2024-02-01"), in_touch("2024-06-01"), asked_for_help("2024-06-02")).past()
    then = Place.after_all_of(times.start("2024-03-01"))
    assert rhythm(past, "pcn", then.effective_at).conversations == 1
    summed = Trust(past, "pcn")
    assert len(summed.timeline(then)) == 1
    assert summed.levels(then).of_trusters == {"a": 2.0 ** (-29 * DAY / (365 * DAY))}
