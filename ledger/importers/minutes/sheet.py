"""What does a file of minutes say, and on which line? YAML or JSON, read so that every refusal can name its line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import NoReturn

from ledger.importers.lines import BadLine, NotImported
from ledger.importers.minutes.json_text import MINUTES_BYTES_MOST, read_json
from ledger.importers.minutes.yaml_text import NotYaml, Place, places_in, read_yaml
from ledger.intake import Fault, NotAccepted, check_texts
from ledger.refusals import Fault as Refusal
from ledger.refusals import Refused


@dataclass(frozen=True, slots=True)
class Sheet:
    """Minutes as they were written: what the file is called, its values, and where those stand."""

    name: str
    value: object
    place: Place

    def line(self, pointer: str) -> int:
        """The line of what a JSON pointer leads to, or of what that would stand in; 0 if it is not known."""
        place = self.place
        for step in pointer.split("/")[1:]:
            if step not in place.within:
                break
            place = place.within[step]
        return place.line

    @contextmanager
    def pointing(self) -> Iterator[None]:
        """Has refusals that point into the minutes told with the lines of the file, as `NotImported`."""
        try:
            yield
        except (NotAccepted, Refused) as why:
            if not why.faults:
                raise
            raise NotImported(self.name, self._bad(why.faults)) from None

    def _bad(self, faults: Iterable[Fault | Refusal]) -> tuple[BadLine, ...]:
        bad = (BadLine(self.line(one.pointer), one.pointer, one.text) for one in faults)
        return tuple(sorted(bad, key=lambda one: one.line))


def read_sheet(raw: bytes, name: str) -> Sheet:
    """The minutes in a file: as JSON if its name or its first character says so, else as YAML. Raises `NotImported`."""
    if len(raw) > MINUTES_BYTES_MOST:
        _refuse(name, 0, f"This is too large: {MINUTES_BYTES_MOST:,} bytes are the most.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as why:
        _refuse(name, raw.count(b"\n", 0, why.start) + 1, "This is no UTF-8, which minutes have to be saved as.")
    is_json = name.endswith(".json") or (not name.endswith((".yaml", ".yml")) and text.lstrip().startswith("{"))
    return _json(text, name) if is_json else _yaml(text, name)


def _json(text: str, name: str) -> Sheet:
    sheet = Sheet(name, None, places_in(text))
    with sheet.pointing():
        return replace(sheet, value=read_json(text.encode()))


def _yaml(text: str, name: str) -> Sheet:
    try:
        sheet = Sheet(name, *read_yaml(text))
    except NotYaml as why:
        raise NotImported(name, tuple(BadLine(line, "", said) for line, said in why.faults)) from None
    with sheet.pointing():
        check_texts(sheet.value)
    return sheet


def _refuse(name: str, line: int, text: str) -> NoReturn:
    raise NotImported(name, (BadLine(line, "", text),))
