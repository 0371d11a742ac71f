"""Does the recorder pass the cases that the library eventsourcing ships for recorders?"""

from __future__ import annotations

import sys
import unittest
from itertools import count
from types import ModuleType
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from ledger.store.recorder import LedgerDatastore, LedgerRecorder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eventsourcing.persistence import StoredEvent

# The module with the cases also imports the library's cipher, for cases that are not about recorders, and with it a
# package that nothing else here needs.
_NO_CIPHER = ModuleType("eventsourcing.cipher")
_NO_CIPHER.AESCipher = None  # type: ignore[attr-defined] # it is the stand-in's only name
sys.modules[_NO_CIPHER.__name__] = _NO_CIPHER
try:
    from eventsourcing.tests.persistence import (
        AggregateRecorderTestCase,
        ApplicationRecorderTestCase,
        NonInterleavingNotificationIDsBaseCase,
    )
finally:
    del sys.modules[_NO_CIPHER.__name__]

_NUMBERS = count(1)


class _OnALedger:
    """Gives each case an empty ledger, and originators the text ids that ours have."""

    __test__ = False
    kind: type[LedgerRecorder] = LedgerRecorder
    datastore: LedgerDatastore

    def new_originator_id(self) -> str:
        return f"mandate-{uuid4()}"

    def create_recorder(self) -> LedgerRecorder:
        recorder = self.kind(self.datastore)
        recorder.create_table()
        return recorder


class _WithoutPositions(LedgerRecorder):
    """Returns None where positions are returned: the one thing in which the two cases contradict each other."""

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> None:
        super().insert_events(stored_events, **kwargs)


class _Aggregates(_OnALedger, AggregateRecorderTestCase):
    kind = _WithoutPositions


class _Applications(_OnALedger, ApplicationRecorderTestCase[LedgerRecorder]):
    def test_insert_subscribe(self) -> None:
        self.optional_test_insert_subscribe()


class _NonInterleaving(_OnALedger, NonInterleavingNotificationIDsBaseCase):
    pass


@pytest.mark.parametrize(
    ("case", "name"),
    [
        (case, name)
        for case in (_Aggregates, _Applications, _NonInterleaving)
        for name in unittest.defaultTestLoader.getTestCaseNames(case)
    ],
)
def test_the_librarys_case_holds(
    dsn: str, case: type[_Aggregates | _Applications | _NonInterleaving], name: str
) -> None:
    running = case(name)
    running.datastore = LedgerDatastore(dsn, f"case_{next(_NUMBERS)}")
    try:
        running.debug()
    finally:
        running.datastore.close()
