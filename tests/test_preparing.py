"""What becomes of a draft on its way into the ledger?"""

from __future__ import annotations

from uuid import UUID

import orjson
from hypothesis import given

from ledger import times
from ledger.events.naming import words_of
from ledger.intake import check
from ledger.recording.preparing import ERASED, Prepared, ids_made, is_same, prepare, salted, with_texts
from ledger.store.rows import StoredEvent
from tests.strategies import any_event
from tests.telling import Told, granted, on_condition, sought

NOW = times.start("2024-05-01T12:00:00.000001Z")
ID = "0190A0A0-0000-7000-8000-00000000000A"


def stored(one: Prepared) -> StoredEvent:
    return StoredEvent(1, one.id, one.declaration.name, NOW, "local", one.effective_at, one.facts, one.made, None)


def salts(one: Prepared) -> dict[tuple[int, str], tuple[bytes, str]]:
    return {(1, word.pointer): (word.salt, word.text) for word in one.words}


def test_what_was_left_out_is_filled_in() -> None:
    event = sought()
    del event["mandate"], event["effective_at"]
    one = prepare(check(event), NOW)
    facts = orjson.loads(one.facts)
    assert one.made == ("mandate", "effective_at")
    assert str(UUID(facts["mandate"])) == facts["mandate"]
    assert facts["effective_at"] == "2024-05-01T12:00:00.000001Z"
    assert one.effective_at == NOW
    assert ids_made(one.made, one.facts) == {"mandate": facts["mandate"]}
    assert str(UUID(one.id)) == one.id
    assert not one.id_was_given


def test_what_was_given_stays_as_it_was() -> None:
    one = prepare(check(sought("2024-01-01") | {"id": ID}), NOW)
    assert one.made == ()
    assert orjson.loads(one.facts)["effective_at"] == "2024-01-01"
    assert one.effective_at == times.start("2024-01-01")
    assert (one.id, one.id_was_given) == (ID.lower(), True)


def test_an_id_that_it_had_in_another_ledger_is_kept() -> None:
    one = prepare(check(sought()), NOW, ID.lower())
    assert (one.id, one.id_was_given) == (ID.lower(), True)
    assert "id" not in orjson.loads(one.facts)


def test_words_are_set_apart_with_a_salt_of_their_own() -> None:
    event = on_condition("a", "2024-01-01", "c1", "c2") | {"note": "If so."}
    one = prepare(check(event), NOW)
    facts = orjson.loads(one.facts)
    assert [word.pointer for word in one.words] == ["/note", "/conditions/0/text", "/conditions/1/text"]
    assert {word.text for word in one.words} == {"If so."}
    assert len({word.salt for word in one.words}) == 3
    assert facts["note"] == salted(one.words[0].salt, "If so.")
    assert facts["note"].startswith("sha256:")
    assert b"If so." not in one.facts


@given(any_event())
def test_the_words_can_be_put_back(event: Told) -> None:
    one = prepare(check(event), NOW)
    words = {(1, word.pointer): word.text for word in one.words}
    back = with_texts(one.facts, 1, words)
    assert {name: back[name] for name in event} == event
    assert set(back) - set(event) == set(one.made)


@given(any_event())
def test_where_they_are_erased_that_is_said(event: Told) -> None:
    one = prepare(check(event), NOW)
    back = with_texts(one.facts, 1, {})
    assert {text for _, text in words_of(one.declaration, back)} <= {ERASED}


@given(any_event())
def test_the_same_json_is_the_same_event_in_whichever_order(event: Told) -> None:
    one = prepare(check(event), NOW)
    turned = dict(reversed(event.items()))
    assert is_same(turned, stored(one), salts(one))


def test_another_word_date_or_member_is_another_event() -> None:
    event = granted("a", "2024-01-01", note="So.")
    one = prepare(check(event), NOW)
    for other in (
        event | {"note": "No."},
        event | {"effective_at": "2024-01-02"},
        event | {"effective_at": "2024-01-01T00:00:00Z"},
        event | {"decided_how": "vote"},
        event | {"type": "MandateReaffirmed"},
        {name: value for name, value in event.items() if name != "note"},
    ):
        assert not is_same(other, stored(one), salts(one))


def test_a_default_that_is_written_down_is_another_json() -> None:
    assert not is_same(sought() | {"notice_days": 14}, stored(prepare(check(sought()), NOW)), {})


def test_what_the_ledger_filled_in_need_not_be_repeated() -> None:
    event = sought()
    del event["mandate"], event["effective_at"]
    one = prepare(check(event), NOW)
    assert is_same(event, stored(one), salts(one))
    assert not is_same(event | {"mandate": "m"}, stored(one), salts(one))


def test_a_text_that_was_erased_since_is_taken_to_be_the_same() -> None:
    event = on_condition("a", "2024-01-01", "c1") | {"note": "So."}
    one = prepare(check(event), NOW)
    assert is_same(event | {"note": "No."}, stored(one), {})
    assert is_same(event, stored(one), {})


def test_a_text_where_none_was_is_not() -> None:
    one = prepare(check(granted("a", "2024-01-01")), NOW)
    assert not is_same(granted("a", "2024-01-01", note="So."), stored(one), {})
    two = prepare(check(on_condition("a", "2024-01-01", "c1")), NOW)
    assert not is_same(on_condition("a", "2024-01-01", "c1", "c2"), stored(two), {})
