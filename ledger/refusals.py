"""Why was something refused? One kind of refusal, with a stable code; HTTP and the terminal only word it."""

from __future__ import annotations

from dataclasses import dataclass

from ledger.findings import Finding


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with what came in: where (a JSON pointer), and what to do about it."""

    pointer: str
    text: str


class Refused(Exception):
    """What was asked for was not done, and nothing was changed.

    `code` is stable and one of `CODES`; the message is a sentence for people; `faults` point into what came in;
    `findings` are those of an act that broke a rule.
    """

    def __init__(
        self,
        code: str,
        text: str,
        *,
        faults: tuple[Fault, ...] = (),
        findings: tuple[Finding, ...] = (),
        facts: dict[str, str] | None = None,
    ) -> None:
        super().__init__(text)
        self.code = code
        self.text = text
        self.faults = faults
        self.findings = findings
        self.facts = facts or {}


CODES: dict[str, str] = {
    "invalid": "Something in the request does not fit; each fault says where and what.",
    "not_json": "The body is not JSON.",
    "too_large": "The body is larger than the ledger takes.",
    "too_deep": "The body is nested deeper than any event is.",
    "unknown_reference": "It names an organisation, id or position that the ledger does not know.",
    "already_exists": "The code or id that it opens is in use.",
    "already_retracted": "The event was retracted before.",
    "id_reused": "An event with this id and other content was recorded before.",
    "key_reused": "The Idempotency-Key was used before, with another body.",
    "irregular": "It breaks a rule; it can be recorded with `irregular_because`.",
    "not_found": "The ledger does not know this code or id.",
    "not_yet": "It opens only after `as_of`.",
    "older_extract": "A later extract of the register was imported before.",
    "unavailable": "The database cannot be reached; nothing was recorded.",
    "busy": "The database is busy; nothing was recorded.",
}
"""Every code that a refusal can have, with what it means."""
