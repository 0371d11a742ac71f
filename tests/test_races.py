"""Does everyone who records or follows at the same time as others see one and the same ledger?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.racing import races

if TYPE_CHECKING:
    from pathlib import Path


def test_many_writers_followers_and_rivals_see_one_ledger(
    tmp_path: Path, database_dsn: str, ledger_schema: str
) -> None:
    raced = races(tmp_path, database_dsn, ledger_schema, iter(range(15)))
    assert raced.troubles == []
    assert raced.duels == 15 * 5
    assert raced.acknowledged > raced.refused > 0
