"""What has to be recorded so that the ledger says what the published files say?"""

from __future__ import annotations

from collections.abc import Iterable

from ledger.history import Entry
from ledger.importers.ods.claims import Claims
from ledger.importers.ods.draft import Draft
from ledger.importers.ods.memberships import plan_memberships
from ledger.importers.ods.names import plan_names
from ledger.importers.ods.organisations import plan_organisation, report_missing
from ledger.importers.ods.register import Known, begins, read_known
from ledger.importers.ods.shapes import Extract, ListRow, OlderExtract, Plan, Problem
from ledger.importers.ods.sources import day_in_words


def plan(extract: Extract, known: Iterable[Entry]) -> Plan:
    """Compare an extract with every entry of the register, and every correction, that the ledger holds.

    The same files a second time come to an empty plan. Raises `OlderExtract`.
    """
    held = read_known(known)
    _refuse_older(extract, held)
    draft = Draft(extract, held)
    claimed = set()
    for claim in Claims(draft).all():
        claimed.add(claim.code)
        plan_organisation(draft, claim)
    report_missing(draft, claimed)
    plan_names(draft)
    plan_memberships(draft)
    for row in extract.lists:
        _plan_list_size(draft, row)
    return draft.plan()


def _refuse_older(extract: Extract, known: Known) -> None:
    for kind, published in extract.files.items():
        last = known.latest.get(kind)
        if last is not None and published.extract < last:
            msg = (
                f"{published.name} is an extract of {day_in_words(published.extract)}, and the one of "
                f"{day_in_words(last)} was imported already: an older extract would undo what the later one put right."
            )
            raise OlderExtract(msg)


def _plan_list_size(draft: Draft, row: ListRow) -> None:
    published = draft.extract.files["patients"]
    if row.practice not in draft.kinds:
        text = f"{row.practice} is a practice that neither the files nor the ledger know; its list is not recorded."
        draft.problem(Problem(row.file, row.line, text, "left_out"))
        return
    says = f"{draft.name(row.practice)} had {row.patients:,} registered patients on {day_in_words(published.extract)}."
    facts = [fact for fact in draft.known.lists.get(row.practice, ()) if fact.at == begins(published.extract)]
    if any(fact.event.patients == row.patients for fact in facts):
        return
    for fact in facts:
        text = f"{says} The ledger had {fact.event.patients:,}."
        if fact.origin is None:
            draft.differ("ledger_disagrees", (row.practice,), text)
            return
        draft.retract(fact, published, text)
    event = {
        "type": "ListSizeRecorded",
        "effective_at": published.extract.isoformat(),
        "organisation": row.practice,
        "patients": row.patients,
    }
    draft.add("sizes", published, event, says)
