"""Does the made-up place show what it is there to show?"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ledger.demo import load_story, story
from ledger.events import TYPES, EntryAttested, EntryDisputed, EventRetracted
from ledger.moment import Asked
from ledger.projections.standing import Standing
from tests.demo.place import count_of, decided, judged, mandate, stances, standing_on, states, told

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


FOUND = {
    "activity_without_mandate": 3,
    "affected_unheard": 1,
    "conflicted_voice": 1,
    "core_work_outsourced": 1,
    "mandate_not_held": 1,
    "member_unheard": 1,
    "not_in_constituency": 1,
    "outside_brief": 1,
    "outside_remit": 1,
    "shopped_around": 1,
    "step_skipped": 1,
    "two_hats": 1,
    "unattested": 1,
    "ungated_item": 1,
    "unheard_priorities": 1,
    "voice_unnamed": 1,
    "weaker_than_rules": 2,
}
"""What the rules find in the story, and how often: all of it is meant to be found."""


def test_the_rules_find_what_they_are_meant_to_and_nothing_else() -> None:
    assert Counter(finding.rule for finding in judged()) == FOUND


def test_whatever_should_have_been_stopped_says_why_it_was_not() -> None:
    irregular = [line.entry.position for line in told() if "irregular_because" in line.given]
    assert irregular == [one.position for one in judged() if one.severity == "stop"]


def test_every_type_of_event_has_its_part() -> None:
    assert {line.given["type"] for line in told()} == set(TYPES)


def test_nothing_looks_like_a_real_code() -> None:
    ods = re.compile(r"[A-Z]\d{5}")
    assert not [text for line in told() for text in texts(line.given) if ods.search(text)]


def test_every_person_has_a_name() -> None:
    fields = ("person", "through", "support", "supported_by", "reported_by")
    named = {line.given[field] for line in told() for field in fields if field in line.given}
    assert {name for name in named if name.startswith("p-")} == set(story.people())


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


def test_a_decision_rested_on_a_mandate_that_only_looked_carried() -> None:
    assert states("2023-12-14")["m-extended-access"] == "lost"
    assert states("2023-12-14", "2023-12-14")["m-extended-access"] == "stale"


def test_an_amendment_and_another_method_made_it_a_decision_for_all_who_took_part() -> None:
    found = count_of(story.DECISION, "2023-11-15")
    assert (found.method, found.for_, found.against) == ("vote", ("lunnowbridge", "staithby"), ("pellinghurst",))
    assert count_of(story.DECISION, "2023-11-16").silent == ("lunnowbridge", "pellinghurst", "quillet-lane", "staithby")
    assert count_of(story.DECISION, "2023-12-14").outcome == "adopted"
    assert "oxmarrow" not in count_of(story.DECISION, "2023-12-14").electors


def test_the_network_was_outvoted_and_went_its_own_way() -> None:
    found = count_of("d-evening-provider", "2024-02-21")
    assert (found.outcome, found.against) == ("adopted", ("lunnow-vale-pcn",))
    assert [one.event.__class__.__name__ for one in decided("d-evening-provider").partings] == [
        "DecisionDeparted",
        "DecisionRejoined",
    ]


def test_an_admission_came_before_the_practice_turned_round() -> None:
    admitted, put_right = (line.entry.effective_at for line in told() if line.given.get("admission") == "adm-fridays")
    (back,) = (one.effective_at for one in decided(story.DECISION).partings[1:])
    assert admitted < put_right < back
    assert stances(LOCAL_SERVICES, "2024-10-03")["pellinghurst"] == "firm"


def test_the_last_months_leave_something_to_do() -> None:
    assert decided("d-hub-authors").decided is None
    admissions = {line.given["admission"] for line in told() if line.given["type"] == "ErrorAdmitted"}
    put_right = {line.given["admission"] for line in told() if line.given["type"] == "ErrorPutRight"}
    assert admissions - put_right == {"adm-missed-letter", "adm-staithby-wednesdays"}
    actions = {line.given["action"] for line in told() if line.given["type"] == "ActionAgreed"}
    ended = {line.given["action"] for line in told() if line.given["type"] in ("ActionDone", "ActionDropped")}
    assert actions - ended == {"a-hub-numbers", "a-hub-rooms"}
    briefs = {line.given["brief"] for line in told() if line.given["type"] == "BriefIssued"}
    reported = {line.given["brief"] for line in told() if line.given["type"] == "ReportedBack"}
    assert briefs - reported == {"brief-icb-2024-06", "brief-place-2026-11", "brief-place-2026-12"}


def test_it_is_loaded_once(ledger: Ledger) -> None:
    assert load_story(ledger) == len(told())
    assert load_story(ledger) == 0
    assert ledger.store.get_person("p-josie") == "Dr Josie Tarrant"
    asked = Asked(as_of=story.DAY_AFTER, known_at=story.DAY_AFTER)
    assert ledger.asking.standing(story.PCN, asked) == standing_on(story.DAY_AFTER, story.DAY_AFTER)
