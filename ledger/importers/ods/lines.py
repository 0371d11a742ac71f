"""Which lines does a published text file have? Plain or zipped, with or without a byte order mark, in UTF-8 or not."""

from __future__ import annotations

import csv
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from ledger.importers.ods.shapes import NotThatFile, Problem, Progress

LONGEST = 65_536
"""No line of these files is longer than a few hundred bytes: one that is comes from another kind of file."""

_BOM = b"\xef\xbb\xbf"
_EVERY = 4096


class Lines:
    """The lines of one text file, with problems noted on the way.

    `name` is what the file is called in reports: of a zipped one, the name of the archive and of the member.
    """

    def __init__(self, path: Path, progress: Progress) -> None:
        """`path` is a text file, or a zip archive with one text file in it."""
        self.path = path
        self.name = path.name
        self.problems: list[Problem] = []
        self._progress = progress

    def problem(self, line: int | None, text: str, *, kept: bool = False) -> None:
        """Note that a row makes no sense, and whether what it says is recorded all the same."""
        self.problems.append(Problem(self.name, line, text, "kept" if kept else "left_out"))

    def raw(self) -> Iterator[tuple[int, bytes]]:
        """Every line that is not blank, with its number, as bytes without its end."""
        try:
            with self._opened() as (stream, size):
                yield from self._numbered(stream, size)
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError):
            msg = f"{self.name} is a zip archive that cannot be read: it is damaged, or locked with a password."
            raise NotThatFile(msg) from None
        except OSError as error:
            msg = f"{self.name} cannot be read: {error.strerror}."
            raise NotThatFile(msg) from None

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Every line that can be read, with its number, as its cells."""
        for line, raw in self.raw():
            cells = self.cells(line, raw)
            if cells is not None:
                yield line, cells

    def cells(self, line: int, raw: bytes) -> list[str] | None:
        """The cells of one line; None, and a problem, where it cannot be read.

        Each line is read by itself: a quotation mark that is never closed then spoils its own line and no other.
        """
        try:
            return next(csv.reader([_decoded(raw)], strict=True))
        except UnicodeDecodeError:
            self.problem(line, "This line is in no encoding that these files are published in.")
        except csv.Error:
            self.problem(line, "The quotation marks of this line do not match.")
        return None

    @contextmanager
    def _opened(self) -> Iterator[tuple[IO[bytes], int]]:
        if not zipfile.is_zipfile(self.path):
            with self.path.open("rb") as stream:
                yield stream, self.path.stat().st_size
            return
        with zipfile.ZipFile(self.path) as archive:
            members = [member for member in archive.infolist() if member.filename.lower().endswith(".csv")]
            if len(members) != 1:
                msg = f"{self.name} is a zip archive, and should hold exactly one .csv file; it holds {len(members)}."
                raise NotThatFile(msg)
            self.name = f"{self.name}: {Path(members[0].filename).name}"
            with archive.open(members[0]) as stream:
                yield stream, members[0].file_size

    def _numbered(self, stream: IO[bytes], size: int) -> Iterator[tuple[int, bytes]]:
        number = done = 0
        while raw := stream.readline(LONGEST):
            number += 1
            done += len(raw)
            if number == 1:
                raw = raw.removeprefix(_BOM)
            if b"\0" in raw or len(raw) == LONGEST:
                msg = f"{self.name} is not a text file with comma-separated values, in line {number} at the latest."
                raise NotThatFile(msg)
            if number % _EVERY == 0:
                self._progress(self.name, done, size)
            raw = raw.strip()
            if raw:
                yield number, raw
        if not number:
            msg = f"{self.name} is empty."
            raise NotThatFile(msg)
        self._progress(self.name, size, size)


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("cp1252")
