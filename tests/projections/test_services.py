"""Who answers for a service, and who delivers it?"""

from __future__ import annotations

from ledger import times
from ledger.projections.services import Services, services
from tests.telling import Given, a_pcn, given, happened, registered, retracted
from tests.together import assigned

PROPOSED = happened("DecisionProposed", "2024-01-01", decision="d", group="pcn", by="a", title="Flu", text="Flu.")
HISTORY = given(
    *a_pcn("a", "b"),  # 1 to 6
    registered("fed", "federation"),
    PROPOSED,  # 8
    assigned("s1", "fed", decision="d", ends_at="2024-12-31", core_contract=False),  # 9
    assigned("s2", "pcn", at="2024-06-01"),
    assigned("s3", "fed", scope="bloods", at="2024-06-01"),
    assigned("s4", "fed", by="a", core_contract=True),  # 12
)


def read(code: str = "pcn", as_of: str = "2024-07-01", history: Given = HISTORY) -> Services:
    instant = times.as_read(as_of)
    return services(history.past(instant), code, as_of=instant, known_at=instant, position=12)


def listed(found: Services) -> tuple[list[str], list[str]]:
    return [one.service for one in found.services], [one.service for one in found.earlier]


def test_of_one_matter_and_one_that_answers_for_it_the_latest_is_the_present_one() -> None:
    assert listed(read()) == (["s3", "s2"], ["s1"])
    assert listed(read(as_of="2024-05-01")) == (["s1"], [])
    assert listed(read("a")) == (["s4"], [])
    assert listed(read("b")) == ([], [])


def test_what_another_took_over_is_an_earlier_one_of_who_delivered_it() -> None:
    assert listed(read("fed")) == (["s3", "s4"], ["s1"])


def test_one_assignment() -> None:
    found = read(as_of="2024-05-01")
    (line,) = found.services
    assert (line.scope, line.responsible, line.responsible_name) == ("flu", "pcn", "PCN")
    assert (line.delivered_by, line.delivered_by_name, line.core_contract) == ("fed", "FED", False)
    assert (line.since, line.ends_at, line.ended) == ("2024-03-01T00:00:00Z", "2025-01-01T00:00:00Z", False)
    assert (line.decision, line.because) == ("d", (9,))
    assert (found.organisation, found.name, found.position) == ("pcn", "PCN", 12)
    assert found.as_of == found.known_at == "2024-05-01T22:59:59.999999Z"


def test_what_is_not_known_is_null() -> None:
    line = read("a").services[0]
    assert (line.core_contract, line.ends_at, line.ended, line.decision) == (True, None, False, None)
    assert read().services[0].core_contract is None


def test_it_has_ended_at_the_end_of_its_last_day() -> None:
    alone = given(*HISTORY.events[:9])
    assert not read(as_of="2024-12-31", history=alone).services[0].ended
    assert read(as_of="2025-01-01", history=alone).services[0].ended


def test_a_decision_that_was_retracted_is_not_named() -> None:
    assert read(as_of="2024-05-01", history=given(*HISTORY.events, retracted(8))).services[0].decision is None


def test_an_assignment_that_was_retracted_leaves_the_one_before_it() -> None:
    assert listed(read(history=given(*HISTORY.events, retracted(10)))) == (["s3", "s1"], [])
