"""Which rules are there? One file for each family of events; importing this package enters them all."""

from ledger.findings import RULES, rules_for
from ledger.rules import general, mandates, register
from ledger.rules.general import SET_APART

__all__ = ["RULES", "SET_APART", "general", "mandates", "register", "rules_for"]
