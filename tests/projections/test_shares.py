"""What was each practice allocated, in pence and per patient?"""

from __future__ import annotations

from ledger import times
from ledger.projections.shares import ShareLine, Shares, shares
from tests.telling import Given, a_pcn, given, happened, listed, registered, retracted
from tests.together import allocated

PROPOSED = happened("DecisionProposed", "2024-01-01", decision="d", group="pcn", by="a", title="Money", text="x")
HISTORY = given(
    *a_pcn("a", "b", "c"),  # 1 to 8
    registered("icb", "icb"),
    listed("a", 3000),
    listed("b", 7000),
    PROPOSED,  # 12
    allocated("r1", "icb", "pcn", whole=50_000),  # 13
    allocated("r2", "pcn", "pcn", a=10_000, b=20_001, decision="d"),
    allocated("r3", "icb", "a", whole=5_000),
    allocated("r4", "icb", "b", a=100, c=300, at="2024-06-01"),  # 16
)


def read(code: str = "pcn", as_of: str = "2024-07-01", history: Given = HISTORY) -> Shares:
    instant = times.as_read(as_of)
    return shares(history.past(instant), code, as_of=instant, known_at=instant, position=16)


def lines(found: tuple[ShareLine, ...]) -> dict[str, tuple[int, int | None, float | None, tuple[int, ...]]]:
    return {one.organisation: (one.pence, one.patients, one.per_patient, one.because) for one in found}


def test_what_each_practice_got_of_what_an_organisation_gave_received_or_shared_in() -> None:
    found = read()
    assert [one.resource for one in found.resources] == ["r1", "r2"]
    assert lines(found.practices) == {"a": (10_000, 3000, 3.33, (14,)), "b": (20_001, 7000, 2.86, (14,))}
    assert found.mean_per_patient == 3.0
    assert lines(found.others) == {"pcn": (50_000, None, None, (13,))}
    assert (found.organisation, found.name, found.position) == ("pcn", "PCN", 16)
    assert found.as_of == found.known_at == "2024-07-01T22:59:59.999999Z"


def test_a_practice_sees_itself_beside_the_others_and_all_that_it_got() -> None:
    found = read("a")
    assert [one.resource for one in found.resources] == ["r2", "r3", "r4"]
    assert lines(found.practices)["a"] == (15_100, 3000, 5.03, (14, 15, 16))
    assert lines(found.practices)["b"] == (20_001, 7000, 2.86, (14,))
    assert found.practices[0].kind == "practice"


def test_one_without_a_list_size_counts_in_no_mean() -> None:
    found = read("b")
    assert lines(found.practices)["c"] == (300, None, None, (16,))
    assert found.resources[1].mean_per_patient == 0.03
    assert found.mean_per_patient == round((10_100 + 20_001) / 10_000, 2)


def test_a_list_of_nobody_is_divided_by_no_one() -> None:
    empty = given(*HISTORY.events, listed("c", 0, "2024-01-01"))
    assert lines(read("c", history=empty).practices)["c"] == (300, 0, None, (16,))


def test_one_resource() -> None:
    whole, shared = read().resources
    assert (whole.given_by, whole.given_by_name, whole.given_to, whole.given_to_name) == ("icb", "ICB", "pcn", "PCN")
    assert (whole.pence, whole.purpose, whole.at) == (50_000, "access", "2024-03-01T00:00:00Z")
    assert (whole.decision, whole.mean_per_patient, whole.because) == (None, None, (13,))
    assert lines(whole.shares) == {"pcn": (50_000, None, None, (13,))}
    assert (shared.decision, shared.mean_per_patient, list(lines(shared.shares))) == ("d", 3.0, ["a", "b"])


def test_the_list_size_is_that_of_the_day_that_is_read() -> None:
    grown = given(*HISTORY.events, listed("a", 4000, "2024-06-01"))
    assert lines(read(as_of="2024-05-01", history=grown).practices)["a"][1:3] == (3000, 3.33)
    assert lines(read(history=grown).practices)["a"][1:3] == (4000, 2.5)


def test_nothing_was_passed_on() -> None:
    found = read(as_of="2024-02-01")
    assert (found.practices, found.others, found.resources, found.mean_per_patient) == ((), (), (), None)


def test_what_was_retracted_was_not_passed_on_and_decided_nothing() -> None:
    assert [one.resource for one in read(history=given(*HISTORY.events, retracted(13))).resources] == ["r2"]
    assert read(history=given(*HISTORY.events, retracted(12))).resources[1].decision is None
