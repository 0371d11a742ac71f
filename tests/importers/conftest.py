from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.importers.ods_world import Files, Ledger

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path)


@pytest.fixture
def ledger() -> Ledger:
    return Ledger()
