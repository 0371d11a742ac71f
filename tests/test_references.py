"""Which codes and ids does an event refer to, and are they known?"""

from __future__ import annotations

from dataclasses import replace

import orjson
from hypothesis import given
from hypothesis import strategies as st

from ledger.events import TYPES, Event
from ledger.events.naming import codes_named, ids_named
from ledger.events.reading import read
from ledger.recording.references import all_known, references, unknown
from ledger.store.rows import Opening
from tests.strategies import any_event
from tests.telling import Told, granted, happened, registered, sought

NAMES = st.sampled_from("abcdef")
KINDS = sorted({of.opens for of in TYPES.values() if of.opens} | {"agenda"})
OPENINGS = st.dictionaries(
    NAMES.flatmap(lambda name: st.sampled_from([f"o:{name}", f"i:{name}"])),
    st.sampled_from([None, "organisation", *KINDS]),
).map(
    lambda kinds: {
        name: Opening(name, "organisation" if kind is not None and name.startswith("o:") else kind)
        for name, kind in kinds.items()
    }
)


def event_of(told: Told) -> Event:
    return read(told["type"], orjson.dumps(told))


def pointers(told: Told) -> list[tuple[str, str]]:
    return [(one.pointer, one.name) for one in references(event_of(told))]


def test_an_event_refers_to_all_that_it_names_but_what_it_opens() -> None:
    assert pointers(sought(rebuilds="old")) == [("/holder", "o:pcn"), ("/rebuilds", "i:old")]
    assert pointers(sought(constituency=["a", "b"])) == [
        ("/holder", "o:pcn"),
        ("/constituency/0", "o:a"),
        ("/constituency/1", "o:b"),
    ]
    assert pointers(registered("a", founded_by=["b"])) == [("/founded_by/0", "o:b")]


def test_names_in_lists_and_parts_are_pointed_at() -> None:
    items = [{"title": "x"}, {"title": "y", "priority": "p", "decision": "d"}]
    agenda = happened("AgendaSet", "2024-01-01", meeting="meet", items=items)
    assert pointers(agenda) == [("/items/1/priority", "i:p"), ("/items/1/decision", "i:d")]
    shared = happened(
        "ResourceAllocated",
        "2024-01-01",
        resource="r",
        from_="a",
        to="b",
        pence=1,
        purpose="x",
        shares=[{"organisation": "c", "pence": 1}],
    )
    assert pointers(shared) == [("/from", "o:a"), ("/to", "o:b"), ("/shares/0/organisation", "o:c")]


def faults(told: Told, **kinds: str | None) -> list[tuple[str, str]]:
    openings = {name.replace("_", ":"): Opening(name.replace("_", ":"), kind) for name, kind in kinds.items()}
    return [(one.pointer, one.text) for one in unknown(event_of(told), openings, "/3")]


def test_what_is_unknown_is_pointed_at_with_what_to_do() -> None:
    assert faults(granted("a", "2024-01-01")) == [
        ("/3/mandate", "There is no mandate m: record what opens it first."),
        ("/3/by", "There is no organisation a: register it first."),
    ]
    assert faults(granted("a", "2024-01-01"), i_m="mandate", o_a="organisation") == []


def test_what_was_retracted_is_unknown() -> None:
    assert len(faults(granted("a", "2024-01-01"), i_m=None, o_a=None)) == 2


def test_an_id_of_another_kind_is_no_answer() -> None:
    assert faults(granted("a", "2024-01-01"), i_m="decision", o_a="organisation") == [
        ("/3/mandate", "m is no mandate: it is used for another thing.")
    ]
    told_about = happened("OrganisationTold", "2024-01-01", about="m", organisation="a", by="a", channel="call")
    assert faults(told_about, i_m="seat", o_a="organisation") == [
        ("/3/about", "m is no decision or mandate or priority: it is used for another thing.")
    ]


def test_where_any_id_will_do_any_is_known() -> None:
    admitted = happened(
        "ErrorAdmitted",
        "2024-01-01",
        admission="e",
        by="a",
        to=["a"],
        what="x",
        apologised=True,
        asked_how_to_put_right=True,
        about="m",
    )
    assert faults(admitted, i_m="seat", o_a="organisation") == []
    assert faults(admitted, o_a="organisation") == [("/3/about", "There is no id m: record what opens it first.")]


@given(any_event(names=NAMES), OPENINGS)
def test_the_quick_answer_is_the_same(told: Told, openings: dict[str, Opening]) -> None:
    event = event_of(told)
    assert all_known(event, openings) == (next(unknown(event, openings, ""), None) is None)


@given(any_event(names=NAMES))
def test_nothing_is_unknown_where_everything_is_known(told: Told) -> None:
    event = event_of(told)
    names = [f"o:{code}" for code in codes_named(event)] + [f"i:{name}" for name in ids_named(event)]
    openings = {name: Opening(name, "organisation") for name in names}
    for one in references(event):
        if one.kinds:
            openings[one.name] = replace(openings[one.name], kind=one.kinds[0])
    found = [
        fault for fault in unknown(event, openings, "") if "no organisation" in fault.text or "There is" in fault.text
    ]
    assert found == []
