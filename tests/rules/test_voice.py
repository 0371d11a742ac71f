"""May it speak? Yes by a mandate that is held and not contested, with care by one carried in any other way, else no."""

from __future__ import annotations

from ledger import times
from ledger.projections.voice import Voice, voice
from tests.telling import (
    Given,
    a_pcn,
    given,
    goes,
    granted,
    happened,
    joined,
    leads,
    left,
    listed,
    narrowed,
    objected,
    on_condition,
    presumed,
    refused,
    registered,
    resolved,
    sought,
    told,
    withdrew,
)

THREE = given(*a_pcn("a", "b", "c"), listed("a", 9000), listed("b", 5000), sought())
HELD = given(*THREE.events, granted("a", "2024-02-01"), granted("b", "2024-02-01"))


def speaks(
    history: Given, as_of: str = "2024-03-01", texts: dict[int, str] | None = None, scope: str = "estates"
) -> Voice:
    instant = times.as_read(as_of)
    past = history.past(instant)
    return voice(past, "pcn", scope, as_of=instant, known_at=instant, position=1, texts=texts or {})


def test_yes_by_a_mandate_that_is_held() -> None:
    said = speaks(HELD)
    assert (said.answer, said.state, said.mandate) == ("yes", "held", "m")
    assert said.because == (11, 12, 13)
    assert (said.name, said.scope) == ("PCN", "estates")


def test_with_care_when_it_is_contested() -> None:
    assert speaks(given(*HELD.events, refused("c", "2024-02-01"))).answer == "with_care"
    blocked = given(*HELD.events, objected("c", "2024-02-01", weight="block"))
    assert speaks(blocked).answer == "with_care"
    assert speaks(given(*blocked.events, resolved("2024-02-10"))).answer == "yes"


def test_with_care_when_it_is_carried_in_any_other_way() -> None:
    assert speaks(HELD, "2026-01-01").answer == "with_care"
    assert speaks(given(*HELD.events, goes("amy", "2024-02-10"))).state == "unconfirmed"
    conditional = given(*THREE.events, granted("a", "2024-02-01"), on_condition("b", "2024-02-01", "c1"))
    assert (speaks(conditional).answer, speaks(conditional).state) == ("with_care", "conditional")
    silent = given(*THREE.events, granted("a", "2024-02-01"), told("b", "2024-01-02"), presumed("b", "2024-02-01"))
    assert (speaks(silent).answer, speaks(silent).state) == ("with_care", "presumed")


def test_no_when_it_is_not_carried() -> None:
    assert (speaks(THREE).answer, speaks(THREE).state, speaks(THREE).mandate) == ("no", "sought", "m")
    lost = given(*HELD.events, withdrew("a", "2024-02-10"))
    assert (speaks(lost).answer, speaks(lost).state) == ("no", "lost")


def test_no_without_any_mandate() -> None:
    said = speaks(HELD, scope="digital")
    assert (said.answer, said.state, said.mandate, said.caveats, said.because) == ("no", None, None, (), ())
    assert (said.speaks_for.practices, said.speaks_for.of_practices) == (0, 0)


def test_of_several_the_one_with_the_best_answer() -> None:
    two = given(*HELD.events, sought("2024-02-15", "later"))
    assert speaks(two).mandate == "m"


def test_of_equally_good_ones_the_one_sought_last() -> None:
    assert speaks(given(*THREE.events, sought("2024-02-15", "later"))).mandate == "later"
    assert speaks(given(*THREE.events, sought("2023-02-15", "earlier"))).mandate == "m"


def test_by_the_scope_that_it_has_been_narrowed_to() -> None:
    history = given(*HELD.events, narrowed("2024-02-10", scope="heating"))
    assert speaks(history, "2024-02-09").answer == "yes"
    assert speaks(history).answer == "no"
    assert speaks(history, scope="heating").answer == "yes"


def test_for_whom() -> None:
    said = speaks(HELD).speaks_for
    assert (said.practices, said.of_practices, said.patients, said.of_patients) == (2, 3, 14000, 14000)
    one = speaks(given(*THREE.events, listed("c", 100), granted("a", "2024-02-01"))).speaks_for
    assert (one.practices, one.of_practices, one.patients, one.of_patients) == (1, 3, 9000, 14100)


def test_for_the_practices_in_reach_of_those_who_were_asked() -> None:
    history = given(
        *a_pcn("a", "b"),
        registered("fed", "federation"),
        joined("pcn", "fed"),
        sought(holder="fed"),
        granted("pcn", "2024-02-01"),
    )
    instant = times.as_read("2024-03-01")
    said = voice(history.past(instant), "fed", "estates", as_of=instant, known_at=instant, position=1, texts={})
    assert (said.speaks_for.practices, said.speaks_for.of_practices) == (2, 2)


# Caveats


def test_everyone_who_is_not_behind_it_is_named_with_the_reason() -> None:
    history = given(
        *a_pcn("a", "b", "c", "d", "e", "f", "g", "h"),
        sought(),
        granted("a", "2023-01-15", irregular_because="Early."),
        refused("b", "2024-02-02"),
        granted("c", "2024-02-01"),
        withdrew("c", "2024-02-03"),
        on_condition("d", "2024-02-04", "c1"),
        told("e", "2024-01-02"),
        presumed("e", "2024-02-05"),
        granted("f", "2024-02-06"),
        granted("g", "2024-01-07"),
        left("g", "2024-01-10"),
        joined("g", at="2024-01-20"),
    )
    assert speaks(history).caveats == (
        "A has not reaffirmed it in time (since 15 January 2023).",
        "B refused (since 2 February 2024).",
        "C withdrew (since 3 February 2024).",
        "D agreed on conditions that are not met (since 4 February 2024).",
        "E was only presumed to agree by its silence (since 5 February 2024).",
        "G has not confirmed it since the leaders or its own membership changed (since 7 January 2024).",
        "H has not been heard.",
    )


def test_open_objections() -> None:
    history = given(
        *HELD.events,
        objected("c", "2024-02-10", weight="block"),
        objected("a", "2024-02-11", "p"),
        refused("c", "2024-02-12"),
    )
    assert speaks(history).caveats[1:] == (
        "C blocks it; its objection is open.",
        "A has raised a concern; its objection is open.",
    )
    assert {14, 15} <= set(speaks(history).because)


def test_a_leader_drawn_from_the_system() -> None:
    history = given(
        *HELD.events,
        granted("c", "2024-02-01"),
        leads("bob", "2024-01-01", drawn_from="system"),
        leads("cal", "2024-01-01", drawn_from="management"),
    )
    assert speaks(history).caveats == ("bob, who leads PCN, is drawn from the system.",)
    assert 15 in speaks(history).because


def other_holder(*more: dict[str, object], scope: str = "estates") -> Given:
    return given(
        *HELD.events,
        granted("c", "2024-02-01"),
        registered("fed", "federation"),
        registered("x"),
        joined("x", "fed"),
        *more,
        sought(mandate="n", holder="fed", scope=scope),
        granted("x", "2024-02-01", "n"),
    )


def test_another_holder_of_a_carried_mandate_on_the_same_matter_with_shared_practices() -> None:
    shared = other_holder(joined("a", "fed"))
    assert speaks(shared).caveats == ()
    both = given(*shared.events, granted("a", "2024-02-01", "n"))
    assert speaks(both).caveats == ("FED has a mandate on the same matter (n, held), and 1 of the same practices.",)
    assert 19 in speaks(both).because


def test_not_one_on_another_matter_or_without_shared_practices() -> None:
    assert speaks(other_holder()).caveats == ()
    other = other_holder(joined("a", "fed"), scope="digital")
    assert speaks(given(*other.events, granted("a", "2024-02-01", "n"))).caveats == ()


def stated(at: str, by: str = "pcn", scope: str = "estates") -> dict[str, object]:
    return happened("PositionStated", at, by=by, scope=scope, to=["pcn"], position_text="More rooms.")


def test_different_positions_within_a_year() -> None:
    history = given(*HELD.events, granted("c", "2024-02-01"), stated("2023-06-01"), stated("2024-02-10", "a"))
    assert speaks(history, texts={15: "More rooms.", 16: "No more rooms."}).caveats == (
        (
            "Different positions on this matter were stated to the system within a year: "
            "PCN on 1 June 2023; A on 10 February 2024."
        ),
    )
    assert {15, 16} <= set(speaks(history, texts={15: "x", 16: "y"}).because)


def test_not_the_same_one_twice_case_and_spaces_aside() -> None:
    history = given(*HELD.events, granted("c", "2024-02-01"), stated("2023-06-01"), stated("2024-02-10", "a"))
    assert speaks(history, texts={15: "More  Rooms.", 16: "more rooms. "}).caveats == ()


def test_not_one_of_more_than_a_year_ago_or_on_another_matter() -> None:
    history = given(
        *HELD.events,
        granted("c", "2024-02-01"),
        stated("2024-02-10", "a"),
        stated("2023-03-02T12:00:00Z"),
        stated("2024-02-10", scope="digital"),
    )
    texts = {15: "x", 16: "y", 17: "z"}
    assert len(speaks(history, "2024-03-01T11:59:59.999999Z", texts).caveats) == 1
    assert speaks(history, "2024-03-01T12:00:00Z", texts).caveats == ()


def test_positions_whose_texts_were_erased_may_differ() -> None:
    history = given(*HELD.events, granted("c", "2024-02-01"), stated("2023-06-01"), stated("2024-02-10", "a"))
    assert len(speaks(history).caveats) == 1
