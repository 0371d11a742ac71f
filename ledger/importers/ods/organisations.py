"""Which organisations have to be registered, closed, or put right?"""

from __future__ import annotations

from ledger.events import OrganisationClosed
from ledger.importers.ods.claims import WHOSE, Claim
from ledger.importers.ods.draft import Draft
from ledger.importers.ods.register import Fact, begins, ends
from ledger.importers.ods.shapes import JsonEvent
from ledger.importers.ods.sources import NAMES, day_in_words
from ledger.times import in_words, last_day_in_words

KINDS = {
    "practice": "a practice",
    "pcn": "a primary care network",
    "icb": "an integrated care board",
    "sub_icb": "a sub-ICB location",
    "other": "an organisation of another kind",
}


def plan_organisation(draft: Draft, claim: Claim) -> None:
    """Register an organisation that the ledger does not know, put a wrong registration right, see to its closing."""
    code = claim.code
    if code not in draft.kinds:
        _register(draft, claim, claim.name)
    elif claim.decides:
        _compare(draft, claim)
    elif claim.kind != draft.kinds[code] and claim.kind in ("icb", "sub_icb"):
        text = f"{code} is the code of {claim.name}, {KINDS[claim.kind]}, and of {draft.names[code]}, which it is here."
        draft.differ("shared_code", (code,), text)
    is_its_own = (claim.kind == "pcn") == (draft.kinds[code] == "pcn")
    if claim.decides and is_its_own:
        _close(draft, claim)


def report_missing(draft: Draft, claimed: set[str]) -> None:
    """Report organisations that an earlier extract had and this one has not; nothing is taken back for that."""
    files = draft.extract.files
    for code, fact in draft.known.registered.items():
        file = WHOSE.get(fact.event.kind)
        if fact.origin is not None and file in files and fact.origin.kind == file and code not in claimed:
            text = f"{draft.name(code)} is no longer listed in {files[file].name}; what the ledger holds of it stays."
            draft.differ("no_longer_listed", (code,), text)


def _register(draft: Draft, claim: Claim, name: str) -> None:
    opened = claim.opened or claim.or_else
    event: JsonEvent = {
        "type": "OrganisationRegistered",
        "effective_at": opened.isoformat(),
        "organisation": claim.code,
        "name": name,
        "kind": claim.kind,
    }
    if claim.kind == "pcn":
        event["basis"] = "contractual"
    draft.kinds[claim.code], draft.names[claim.code] = claim.kind, name
    draft.opens[claim.code] = begins(opened)
    draft.registered_by[claim.code] = claim.published
    says = f"{name} ({claim.code}), {KINDS[claim.kind]}, opened on {day_in_words(opened)}."
    draft.add("registrations", claim.published, event, says)
    draft.counts[f"registered {claim.kind}"] += 1
    if claim.opened is None and claim.decides:
        text = f"{name} ({claim.code}) is registered as of {day_in_words(opened)}, for want of a date of opening."
        draft.differ("opening_unknown", (claim.code,), text)
    elif claim.kind in WHOSE and not claim.decides:
        text = f"{name} ({claim.code}) is on the map, and not in {NAMES[WHOSE[claim.kind]]}; registered as of "
        text += f"{day_in_words(opened)}."
        draft.differ("only_on_map", (claim.code,), text)


def _compare(draft: Draft, claim: Claim) -> None:
    fact = draft.known.registered.get(claim.code)
    if fact is None or claim.code in draft.registered_by:
        text = f"{claim.code} is the code of {claim.name} and of {draft.names[claim.code]}; it is the latter here."
        draft.differ("shared_code", (claim.code,), text)
        return
    wrong_day = claim.opened is not None and begins(claim.opened) != fact.at
    wrong_kind = claim.kind not in (fact.event.kind, "other")
    if not wrong_day and not wrong_kind:
        return
    opened = claim.opened or claim.or_else
    held = KINDS.get(fact.event.kind, f"a {fact.event.kind}")
    says = (
        f"The ledger has {draft.name(claim.code)} as {held} from "
        f"{in_words(fact.at)}; {claim.published.name} says {KINDS[claim.kind]} from {day_in_words(opened)}."
    )
    if fact.origin is None or fact.origin.kind not in (claim.published.kind, "map_"):
        draft.differ("ledger_disagrees", (claim.code,), says)
        return
    draft.retract(fact, claim.published, says)
    _register(draft, claim, fact.event.name)


def _close(draft: Draft, claim: Claim) -> None:
    if claim.closed is None:
        return
    code = claim.code
    wanted = ends(claim.closed) if claim.closed else None
    facts = draft.known.closed.get(code, [])
    wrong = [fact for fact in facts if fact.at != wanted]
    if any(fact.origin is None and (wanted or fact.at <= ends(claim.published.extract)) for fact in wrong):
        draft.differ("ledger_disagrees", (code,), _closings(draft, claim, wrong))
        return
    taken_back = [fact for fact in wrong if fact.origin is not None]
    for fact in taken_back:
        draft.retract(fact, claim.published, _closings(draft, claim, [fact]))
    kept = [fact.at for fact in facts if fact not in taken_back]
    if claim.closed and wanted not in kept:
        says = f"{draft.name(code)} closed on {day_in_words(claim.closed)}."
        event = {"type": "OrganisationClosed", "effective_at": claim.closed.isoformat(), "organisation": code}
        draft.add("closings", claim.published, event, says)
        kept.append(ends(claim.closed))
    draft.closes.pop(code, None)
    if kept:
        draft.closes[code] = min(kept)


def _closings(draft: Draft, claim: Claim, facts: list[Fact[OrganisationClosed]]) -> str:
    held = " and ".join(last_day_in_words(fact.at) for fact in facts)
    says = f"closed on {day_in_words(claim.closed)}" if claim.closed else "open"
    return f"The ledger has {draft.name(claim.code)} closed on {held}; {claim.published.name} has it {says}."
