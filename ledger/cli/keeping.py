"""How is a ledger looked after from a terminal? Tables, the kept view, exports, erasures, names."""

# ruff: noqa: PLC0415 - what a command needs is imported when it runs, so that help comes at once.

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ledger.cli.options import POSITION_MOST, AsJson, Data, Person, Upto

NAME_MOST = 200

person = typer.Typer(
    help="Keep, show or forget the name of a person, whom the ledger knows by an id only.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
Check = Annotated[bool, typer.Option("--check", help="Apply nothing; only say what there is to apply.")]
Out = Annotated[
    Path | None, typer.Option("--out", metavar="FILE", dir_okay=False, help="The file to write; else standard output.")
]
Position = Annotated[int, typer.Argument(metavar="POSITION", min=1, max=POSITION_MOST, help="The event's position.")]
Pointer = Annotated[
    str | None, typer.Argument(metavar="[POINTER]", help="Which text, like /wording; all of them, if left out.")
]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask first.")]
Name = Annotated[str, typer.Argument(metavar="NAME", help="What the person is called.")]


def migrate(*, check: Check = False, data: Data = None) -> None:
    """Bring the tables of a ledger up to this version."""
    from ledger.cli import looking_after

    if check:
        looking_after.say_what_is_lacking(data)
    else:
        looking_after.migrate_tables(data)


def rebuild(*, data: Data = None) -> None:
    """Build the kept views anew: standings, what is due, and findings.

    Each is built beside the old one, which can be read meanwhile, and then put in its place.
    """
    from ledger.cli import opening, showing

    with opening.existing(data) as ledger, showing.bars() as bars:
        built = ledger.kept.rebuild(lambda view, done, of: bars(view.capitalize(), done, of))
    organisations = showing.counted(built["what is due"], "organisation")
    showing.put(
        [
            showing.line(
                f"Built anew: the standings of {showing.counted(built['standings'], 'organisation')}, what is due from "
                f"{organisations}, and the findings on {showing.counted(built['findings'], 'event')}."
            )
        ]
    )


def export(out: Out = None, upto: Upto = None, *, data: Data = None) -> None:
    """Write every event as a line of JSON.

    `import events` takes them in again. Texts that were erased are not in it.
    """
    from ledger.cli import looking_after, opening

    with opening.existing(data) as ledger:
        looking_after.export(ledger, out, upto)


def erase(position: Position, pointer: Pointer = None, *, yes: Yes = False, data: Data = None) -> None:
    """Erase the words of an event for ever.

    All of its texts, or one of them. What the event says beside them stays, and so does the hash that proves them.
    """
    from ledger.cli import looking_after, opening

    with opening.existing(data) as ledger:
        found = looking_after.words_at(ledger, position, pointer)
        looking_after.show_words(position, found)
        if not yes:
            looking_after.sure(f"Erase {'this text' if len(found) == 1 else 'these texts'} for ever?")
        looking_after.erase(ledger, position, found)


@person.command("set")
def set_name(identity: Person, name: Name, *, data: Data = None) -> None:
    """Keep a person's name, in place of an earlier one."""
    from ledger.cli import opening, showing

    if not name.strip() or len(name) > NAME_MOST or not name.isprintable():
        msg = f"It has to be 1 to {NAME_MOST} characters that can be printed, and not only spaces."
        raise typer.BadParameter(msg, param_hint="NAME")
    with opening.begun(data) as ledger:
        ledger.store.put_person(identity, name, ledger.clock())
    showing.put([showing.line(f"{identity}: {name}")])


@person.command("show")
def show_name(identity: Person, *, as_json: AsJson = False, data: Data = None) -> None:
    """Show a person's name."""
    from ledger.cli import opening, showing
    from ledger.refusals import Refused

    with opening.existing(data) as ledger:
        name = ledger.store.get_person(identity)
    if name is None:
        raise Refused("not_found", "No name is kept for this person.")
    if as_json:
        showing.put_json({"person": identity, "name": name})
    else:
        showing.put([showing.line(f"{identity}: {name}")])


@person.command("forget")
def forget_name(identity: Person, *, data: Data = None) -> None:
    """Forget a person's name. What the ledger holds under the person's id stays."""
    from ledger.cli import opening, showing

    with opening.existing(data) as ledger:
        there_was = ledger.store.delete_person(identity)
    told = f"The name of {identity} is forgotten." if there_was else f"No name was kept for {identity}."
    showing.put([showing.line(told)])
