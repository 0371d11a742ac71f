"""A mandate may say which lost one it rebuilds; if that one is not in the history, nothing is said."""

from __future__ import annotations

from tests.telling import a_pcn, disputed, given, granted, retracted, sought

REBUILT = given(*a_pcn("a"), sought(mandate="old"), sought("2024-06-01", rebuilds="old"), granted("a", "2024-07-01"))


def test_it_is_named() -> None:
    assert REBUILT.mandate("2024-08-01").rebuilds == "old"
    assert REBUILT.mandate("2024-08-01", "old").rebuilds is None


def test_not_when_the_old_one_was_retracted_or_disputed() -> None:
    assert given(*REBUILT.events, retracted(5)).mandate("2024-08-01").rebuilds is None
    assert given(*REBUILT.events, disputed(5, "pcn")).mandate("2024-08-01").rebuilds == "old"


def test_nor_before_the_old_one_takes_effect() -> None:
    early = given(*a_pcn("a"), sought("2024-09-01", "old"), sought("2024-06-01", rebuilds="old"))
    assert early.mandate("2024-08-31").rebuilds is None
    assert early.mandate("2024-09-01").rebuilds == "old"


def test_the_mandate_itself_stands_without_it() -> None:
    assert given(*REBUILT.events, retracted(5)).state("2024-08-01") == "held"
