"""Which tests of the rules need a database? Those that take the `ledger`: left out by `-m "not database"`."""

from __future__ import annotations

import pytest


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "database: the test needs a database server")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "ledger" in getattr(item, "fixturenames", ()):
            item.add_marker("database")
