"""A mandate that was never carried is sought."""

from __future__ import annotations

from tests.telling import a_pcn, given, registered, sought


def test_while_nobody_has_answered() -> None:
    history = given(*a_pcn("a"), sought("2024-01-01"))
    assert history.mandates("2023-12-31") == ()
    assert history.state("2024-01-01") == "sought"
    assert history.mandate("2024-01-01").sought_at == "2024-01-01T00:00:00Z"


def test_also_where_there_is_nobody_to_ask() -> None:
    assert given(registered("pcn", "pcn"), sought()).state("2024-02-01") == "sought"
