"""Does the made-up place show what it is there to show?"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ledger.demo import load_story, story
from ledger.events import EntryAttested, EntryDisputed, EventRetracted
from ledger.moment import Asked
from ledger.projections.standing import Standing
from tests.demo.place import judged, mandate, stances, standing_on, states, told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.application import Ledger

LOCAL_SERVICES = "m-local-services"
TODAY = story.TOLD_UNTIL


def texts(value: Any) -> Iterator[str]:
    match value:
        case dict():
            for inner in value.values():
                yield from texts(inner)
        case list():
            for inner in value:
                yield from texts(inner)
        case str():
            yield value


def leaders(standing: Standing) -> list[str]:
    return [one.person for one in standing.leaders]


def test_it_was_recorded_in_order() -> None:
    times = [line.entry.recorded_at for line in told()]
    assert all(earlier < later for earlier, later in pairwise(times))


def test_one_irregular_act_and_one_that_nothing_attests() -> None:
    assert Counter(finding.rule for finding in judged()) == {
        "not_in_constituency": 1,
        "unattested": 1,
        "weaker_than_rules": 1,
    }
    (irregular,) = (line for line in told() if "irregular_because" in line.given)
    assert [irregular.entry.position] == [one.position for one in judged() if one.severity == "stop"]


def test_nothing_looks_like_a_real_code() -> None:
    ods = re.compile(r"[A-Z]\d{5}")
    assert not [text for line in told() for text in texts(line.given) if ods.search(text)]


def test_every_person_has_a_name() -> None:
    persons = {line.given["person"] for line in told() if "person" in line.given}
    assert persons == set(story.people())


def test_corrections_name_the_lines_that_they_are_about() -> None:
    corrections = [line.entry.event for line in told()]
    aims = {
        type(one): (told()[one.position - 1].given["type"], told()[one.position - 1].given["by"])
        for one in corrections
        if isinstance(one, EntryDisputed | EntryAttested | EventRetracted)
    }
    assert aims == {
        EntryDisputed: ("MandateGranted", "oxmarrow"),
        EntryAttested: ("MandateGranted", "oxmarrow"),
        EventRetracted: ("MandateReaffirmed", "quillet-lane"),
    }


def test_silence_was_presumed_after_notice_and_ran_out() -> None:
    assert stances(LOCAL_SERVICES, "2022-06-13")["staithby"] == "unheard"
    assert stances(LOCAL_SERVICES, "2022-06-14")["staithby"] == "presumed"
    assert stances(LOCAL_SERVICES, "2023-06-13")["staithby"] == "presumed"
    assert stances(LOCAL_SERVICES, "2023-06-14")["staithby"] == "unheard"


def test_a_disputed_entry_counted_again_once_it_was_attested() -> None:
    def oxmarrow(known_at: str) -> str:
        return stances("m-extended-access", "2022-10-31", known_at)["oxmarrow"]

    assert oxmarrow("2022-11-11") == "firm"
    assert oxmarrow("2022-11-14") == "unheard"
    assert oxmarrow("2022-12-08") == "unheard"
    assert oxmarrow("2022-12-09") == "firm"


def test_a_withdrawal_was_known_seven_weeks_late() -> None:
    assert states("2023-12-31")["m-extended-access"] == "lost"
    assert states("2023-12-31", "2023-12-31")["m-extended-access"] == "stale"


def test_the_day_before_the_leader_left() -> None:
    assert leaders(standing_on(story.LAST_DAY)) == ["p-amara"]
    assert states(story.LAST_DAY) == {
        LOCAL_SERVICES: "held",
        "m-vaccination-site": "expired",
        "m-extended-access": "lost",
        "m-pharmacy-team": "held",
    }


def test_the_day_after() -> None:
    assert leaders(standing_on(story.DAY_AFTER)) == ["p-idris"]
    assert states(story.DAY_AFTER) == {
        LOCAL_SERVICES: "unconfirmed",
        "m-vaccination-site": "expired",
        "m-extended-access": "lost",
        "m-pharmacy-team": "unconfirmed",
    }


def test_the_day_after_as_it_was_known() -> None:
    then = standing_on(story.DAY_AFTER, story.DAY_AFTER)
    assert leaders(then) == ["p-amara"]
    assert states(story.DAY_AFTER, story.DAY_AFTER) == states(story.LAST_DAY)
    assert stances(LOCAL_SERVICES, story.DAY_AFTER, story.DAY_AFTER)["staithby"] == "unheard"
    assert leaders(standing_on(story.DAY_AFTER, story.LEARNED_ON)) == ["p-idris"]


def test_the_successor_won_it_back_practice_by_practice() -> None:
    assert Counter(stances(LOCAL_SERVICES, "2024-06-28").values()) == {"firm": 2, "unconfirmed": 3}
    assert Counter(stances(LOCAL_SERVICES, "2024-09-02").values()) == {"unconfirmed": 5}
    assert states("2024-10-02")[LOCAL_SERVICES] == "unconfirmed"
    assert states("2024-10-03")[LOCAL_SERVICES] == "held"


def test_an_entry_for_the_wrong_practice_was_taken_back() -> None:
    wrong = stances(LOCAL_SERVICES, "2024-10-04", "2024-10-08")
    right = stances(LOCAL_SERVICES, "2024-10-04")
    assert (wrong["quillet-lane"], wrong["pellinghurst"]) == ("firm", "unconfirmed")
    assert (right["quillet-lane"], right["pellinghurst"]) == ("unconfirmed", "firm")


def test_a_lost_mandate_was_rebuilt_by_a_narrower_one() -> None:
    rebuilt = mandate("m-saturday-clinics", TODAY)
    assert (rebuilt.rebuilds, rebuilt.state) == ("m-extended-access", "held")
    assert mandate("m-saturday-clinics", "2025-02-28").contested
    assert not mandate("m-saturday-clinics", "2025-03-06").contested


def test_one_practice_joined_and_one_merged() -> None:
    assert "tansy-mill" not in stances(LOCAL_SERVICES, "2025-03-31")
    assert stances(LOCAL_SERVICES, "2025-04-01")["tansy-mill"] == "unconfirmed"
    assert stances(LOCAL_SERVICES, "2025-06-12")["tansy-mill"] == "firm"
    assert "quillet-lane" in stances(LOCAL_SERVICES, "2025-09-30")
    assert "quillet-lane" not in stances(LOCAL_SERVICES, "2025-10-01")


def test_today() -> None:
    assert states(TODAY) == {
        LOCAL_SERVICES: "held",
        "m-vaccination-site": "expired",
        "m-extended-access": "lost",
        "m-pharmacy-team": "stale",
        "m-saturday-clinics": "held",
        "m-same-day-hub": "presumed",
        "m-share-appointment-data": "sought",
    }
    assert [one.mandate for one in standing_on(TODAY).mandates if one.contested] == ["m-same-day-hub"]
    quiet = {one.organisation for one in mandate(LOCAL_SERVICES, TODAY).stances if one.quiet}
    assert quiet == {"pellinghurst", "staithby"}


def test_the_other_bodies() -> None:
    federation = standing_on(TODAY, code="lunnow-skerrow-federation")
    assert {one.mandate: one.state for one in federation.mandates} == {
        "f-phlebotomy": "lost",
        "f-winter-hub": "relinquished",
    }
    (one_voice,) = standing_on(TODAY, code="lunnow-skerrow-gp-group").mandates
    assert (one_voice.state, one_voice.weights["organisations"]["total"]) == ("stale", 9)


def test_it_is_loaded_once(ledger: Ledger) -> None:
    assert load_story(ledger) == len(told())
    assert load_story(ledger) == 0
    assert ledger.store.get_person("p-josie") == "Dr Josie Tarrant"
    asked = Asked(as_of=story.DAY_AFTER, known_at=story.DAY_AFTER)
    assert ledger.asking.standing(story.PCN, asked) == standing_on(story.DAY_AFTER, story.DAY_AFTER)
