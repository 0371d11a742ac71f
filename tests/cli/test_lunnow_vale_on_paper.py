"""Does the demo show of the made-up place what it is there to show, and can it be read?

`LEDGER_TEST_GOLDEN=write` writes the golden file anew.
"""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from ledger.application import Ledger
from ledger.cli.demo import addresses
from ledger.cli.lunnow_vale import shown
from ledger.demo import load_story, story
from ledger.store.migrations import migrate
from ledger.times import as_read
from tests.cli.test_standing_on_paper import on_paper

if TYPE_CHECKING:
    from collections.abc import Iterator

GOLDEN = Path(__file__).parent / "golden" / "lunnow-vale.txt"


@pytest.fixture(scope="module")
def vale(database_dsn: str) -> Iterator[Ledger]:
    """The made-up place on the day on which the story stops."""
    migrate(database_dsn, "lunnow_vale")
    with closing(Ledger(database_dsn, "lunnow_vale", clock=lambda: as_read(story.TOLD_UNTIL))) as ledger:
        load_story(ledger)
        yield ledger


def test_the_place_is_shown_on_two_hundred_lines_at_most(vale: Ledger) -> None:
    text = on_paper(shown(vale))
    if os.environ.get("LEDGER_TEST_GOLDEN") == "write":
        GOLDEN.write_text(text, "utf-8")
    assert text == GOLDEN.read_text("utf-8")
    assert max(map(len, text.splitlines())) <= 100
    assert len(text.splitlines()) <= 200


def test_every_address_that_is_named_has_something_to_say(vale: Ledger) -> None:
    client = TestClient(create_app(vale))
    named = list(addresses(""))
    assert {path: client.get(path).status_code for path in named} == dict.fromkeys(named, 200)
