"""What is there to say about an event of a history? The rules that guard recording, run over what is recorded."""

from __future__ import annotations

from ledger.findings import Finding
from ledger.history import Entry
from ledger.judgement import judge
from ledger.past import Case, Past


def audit(past: Past, entry: Entry, as_of: int) -> tuple[Finding, ...]:
    """The findings on an entry as of an instant.

    `past` is the history as far as it is known, and must hold all that the rules ask about the entry. A retracted
    event, and one that takes effect only later, has no findings.
    """
    if entry.effective_at > as_of or entry.position in past.history.retracted:
        return ()
    return judge(Case(entry, past))
