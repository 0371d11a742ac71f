"""An organisation whose last word is a withdrawal has withdrawn."""

from __future__ import annotations

from tests.telling import a_pcn, given, granted, sought, withdrew


def test_after_a_grant() -> None:
    history = given(*a_pcn("a"), sought(), granted("a", "2024-02-01"), withdrew("a", "2024-03-01"))
    assert history.stance("a", "2024-02-29") == "firm"
    assert history.stance("a", "2024-03-01") == "withdrawn"
    assert history.line("a", "2024-03-01").because == (7,)


def test_a_withdrawal_typed_in_before_the_grant_stands_where_it_belongs() -> None:
    history = given(*a_pcn("a"), sought(), withdrew("a", "2024-03-01"), granted("a", "2024-02-01"))
    assert history.stance("a", "2024-03-01") == "withdrawn"
