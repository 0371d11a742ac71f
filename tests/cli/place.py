"""What do the tests of commands ask about? A small network, told as the lines of an export; and how they type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

import orjson
from typer.testing import CliRunner

from ledger.cli.app import app

if TYPE_CHECKING:
    from typer.testing import Result


class Cli:
    """Types commands, and reads what they print."""

    def __call__(self, *words: str, text: str | bytes | None = None) -> Result:
        return CliRunner().invoke(app, list(words), input=text, prog_name="ledger")

    def ok(self, *words: str, text: str | bytes | None = None) -> str:
        """What a command that does what it should prints."""
        done = self(*words, text=text)
        assert done.exit_code == 0, (done.stderr, done.exception)
        return done.stdout

    def json(self, *words: str, text: str | bytes | None = None) -> Any:
        return orjson.loads(self.ok(*words, "--json", text=text))

    def fails(self, *words: str, text: str | bytes | None = None, code: int = 1) -> str:
        """What is said about a command that cannot be done; nothing is printed beside it."""
        done = self(*words, text=text)
        assert done.exit_code == code, (done.exit_code, done.stderr, done.exception)
        assert done.stdout == ""
        assert "Traceback" not in done.stderr
        return done.stderr.rstrip("\n")


def _registered(code: str, name: str, kind: str, basis: str) -> dict[str, Any]:
    return {
        "type": "OrganisationRegistered",
        "organisation": code,
        "name": name,
        "kind": kind,
        "basis": basis,
        "effective_at": "2019-07-01",
    }


PRACTICES = {"ash": ("Ash Surgery", 9000), "birch": ("Birch House", 6500), "cedar": ("Cedar Practice", 4321)}
EVENTS: list[dict[str, Any]] = [
    _registered("tree-pcn", "Tree PCN", "pcn", "contractual"),
    _registered("wood-fed", "Wood Federation", "federation", "financial"),
    *(_registered(code, name, "practice", "contractual") for code, (name, _) in PRACTICES.items()),
    *(
        {"type": "ListSizeRecorded", "organisation": code, "patients": patients, "effective_at": "2024-01-01"}
        for code, (_, patients) in PRACTICES.items()
    ),
    *(
        {"type": "MemberJoined", "organisation": "tree-pcn", "member": code, "effective_at": "2019-07-01"}
        for code in PRACTICES
    ),
    {
        "type": "MemberJoined",
        "organisation": "wood-fed",
        "member": "ash",
        "standing": "attending",
        "effective_at": "2020-01-01",
    },
    {
        "type": "LeaderAppointed",
        "organisation": "tree-pcn",
        "person": "p-amy",
        "role": "Clinical Director",
        "drawn_from": "general_practice",
        "effective_at": "2019-07-01",
    },
    {
        "type": "LeaderAppointed",
        "organisation": "tree-pcn",
        "person": "p-bo",
        "role": "Deputy",
        "interim": True,
        "effective_at": "2023-07-01",
    },
    {
        "type": "MandateSought",
        "mandate": "m-flu",
        "holder": "tree-pcn",
        "scope": "flu-clinics",
        "wording": "The network runs [the] flu clinics.",
        "expires_at": "2025-03-31",
        "effective_at": "2024-02-01",
    },
    {"type": "MandateGranted", "mandate": "m-flu", "by": "ash", "source": "minutes", "effective_at": "2024-02-05"},
    {"type": "MandateGranted", "mandate": "m-flu", "by": "birch", "source": "minutes", "effective_at": "2024-02-06"},
    {"type": "MandateRefused", "mandate": "m-flu", "by": "cedar", "reason": "Too far.", "effective_at": "2024-02-07"},
    {
        "type": "ObjectionRaised",
        "objection": "ob-1",
        "by": "cedar",
        "about": "m-flu",
        "reason": "Nobody asked us.",
        "weight": "block",
        "effective_at": "2024-02-08",
    },
    {
        "type": "MandateSought",
        "mandate": "m-hub",
        "holder": "tree-pcn",
        "scope": "hub",
        "wording": "The network plans a hub.",
        "threshold": "unanimous",
        "weighting": "patients",
        "rebuilds": "m-flu",
        "effective_at": "2024-03-01T09:30:00+00:00",
    },
    {
        "type": "ObjectionRaised",
        "objection": "ob-2",
        "by": "ash",
        "about": "m-hub",
        "reason": "It costs too much.",
        "weight": "concern",
        "effective_at": "2024-03-02",
    },
    {
        "type": "OrganisationClosed",
        "organisation": "wood-fed",
        "successors": ["tree-pcn"],
        "effective_at": "2024-05-31",
    },
    _registered("late", "Late Surgery", "practice", "contractual") | {"effective_at": "2024-09-01", "source": "plan"},
    {"type": "MemberJoined", "organisation": "tree-pcn", "member": "late", "effective_at": "2030-01-01"},
]
LINES = b"".join(
    orjson.dumps(
        {
            "position": position,
            "id": str(UUID(int=position)),
            "recorded_at": f"2024-06-{position:02}T09:00:00Z",
            "recorded_by": "local",
            "event": event,
        },
        option=orjson.OPT_APPEND_NEWLINE,
    )
    for position, event in enumerate(EVENTS, 1)
)
LAST = len(EVENTS)
