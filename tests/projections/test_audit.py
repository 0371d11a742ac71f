"""What is there to say about an event of a history?"""

from __future__ import annotations

from tests.telling import (
    a_pcn,
    all_the_same,
    attested,
    closed,
    disputed,
    given,
    granted,
    registered,
    retracted,
    sought,
)

STRANGER = given(*a_pcn("a"), registered("x"), sought(), all_the_same(granted("x", "2024-02-01")))


def test_what_the_guard_would_say() -> None:
    assert STRANGER.found_at(7) == ["not_in_constituency"]
    assert STRANGER.found_at(6) == []


def test_nothing_yet_about_what_takes_effect_later() -> None:
    assert STRANGER.found_at(7, as_of="2024-01-31") == []
    assert STRANGER.found_at(7, as_of="2024-02-01") == ["not_in_constituency"]


def test_nothing_about_what_was_retracted() -> None:
    assert given(*STRANGER.events, retracted(7)).found_at(7) == []


def test_only_the_dispute_about_what_is_disputed() -> None:
    assert given(*STRANGER.events, disputed(7, "x")).found_at(7) == ["disputed"]


def test_only_that_it_is_an_orphan_about_an_orphan() -> None:
    assert given(*STRANGER.events, retracted(6)).found_at(7) == ["orphaned"]


def test_nothing_about_what_hangs_from_something_disputed() -> None:
    history = given(
        *a_pcn("a"),
        sought(),
        {
            "type": "ObjectionRaised",
            "effective_at": "2024-02-01",
            "objection": "o",
            "about": "m",
            "by": "a",
            "reason": "So.",
        },
        {"type": "ObjectionResolved", "effective_at": "2024-02-02", "objection": "o", "how": "withdrawn"},
        {"type": "ObjectionResolved", "effective_at": "2024-02-03", "objection": "o", "how": "withdrawn"},
        disputed(6, "a"),
    )
    assert history.found_at(8) == []
    assert given(*history.events, attested(6, "a")).found_at(8) == ["already_resolved"]


def test_corrections_are_judged_too() -> None:
    history = given(*a_pcn("a"), sought(), granted("a", "2024-02-01"), closed("a", "2024-03-31"), attested(6, "a"))
    assert history.found_at(8) == ["after_closing"]
