"""Does every act that was acknowledged outlive the database and the web server that are killed meanwhile?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.killing import KINDS, kills

if TYPE_CHECKING:
    from pathlib import Path


def test_nothing_acknowledged_is_lost_when_database_and_server_are_killed(tmp_path: Path) -> None:
    survived = kills(tmp_path, iter(range(len(KINDS))))
    assert survived.troubles == []
    assert survived.killed == {kind: KINDS.count(kind) for kind in KINDS}
    assert survived.acknowledged > survived.refused > 0
    assert survived.away > 0
    assert survived.lost > 0
    assert survived.connected > 1
