"""What is kept so that it need not be folded for every question? A few views, all by one mechanism."""

from ledger.store.kept.due import KeptDue
from ledger.store.kept.findings import KeptFindings
from ledger.store.kept.standings import KeptStandings
from ledger.store.kept.view import Kept, KeptView, Progress

__all__ = ["Kept", "KeptDue", "KeptFindings", "KeptStandings", "KeptView", "Progress"]
