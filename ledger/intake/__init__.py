"""Is this JSON an event that the ledger can hold? If not, what is wrong with it, and where?"""

from __future__ import annotations

from ledger.intake.checking import LIST_MOST, Draft, check, check_all
from ledger.intake.faults import FAULTS_MOST, Fault, NotAccepted
from ledger.intake.models import EVENT_BYTES_MOST, event_schema
from ledger.intake.text import BODY_BYTES_MOST, LEVELS_MOST, check_texts, parse

__all__ = [
    "BODY_BYTES_MOST",
    "EVENT_BYTES_MOST",
    "FAULTS_MOST",
    "LEVELS_MOST",
    "LIST_MOST",
    "Draft",
    "Fault",
    "NotAccepted",
    "check",
    "check_all",
    "check_texts",
    "event_schema",
    "parse",
]
