"""Which rules are there? One file for each family of events; importing this package enters them all."""

# ruff: isort: off
# The order of the imports is the order in which rules are asked: those for every event first, then family by family.
from ledger.findings import RULES, rules_for
from ledger.rules import general
from ledger.rules import register
from ledger.rules import mandates
from ledger.rules import decisions
from ledger.rules import representation
from ledger.rules import access
from ledger.rules import priorities
from ledger.rules import activities
from ledger.rules.general import LEFT_OUT, SET_APART

__all__ = [
    "LEFT_OUT",
    "RULES",
    "SET_APART",
    "access",
    "activities",
    "decisions",
    "general",
    "mandates",
    "priorities",
    "register",
    "representation",
    "rules_for",
]
