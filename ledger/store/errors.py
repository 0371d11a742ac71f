"""What can go wrong between the ledger and its database, in the ledger's own words?"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import psycopg
from psycopg import errors

if TYPE_CHECKING:
    from collections.abc import Iterator


class StoreError(Exception):
    """Something between the ledger and its database went wrong; the message is a sentence."""


class StoreUnavailable(StoreError):
    """The database cannot be reached, went away, or is not one that can be written to. Nothing half-done was kept."""


class StoreBusy(StoreError):
    """The database or a lock was not free in time. Nothing was recorded; the same may work later."""


class IdTaken(StoreError):
    """An event with that id is recorded already, or a request with that Idempotency-Key was answered."""


class Changed(StoreError):
    """What an append relied on was added to since it looked."""


class MigrationChanged(StoreError):
    """A migration that was applied to this schema is not the one that the code has."""


@contextmanager
def translated() -> Iterator[None]:
    """Lets the ledger's own errors out instead of the driver's, where it has one."""
    try:
        yield
    except errors.UniqueViolation as error:
        if error.diag.constraint_name not in ("events_id_key", "answers_pkey"):
            raise
        msg = "An event with that id is recorded already, or a request with that key answered."
        raise IdTaken(msg) from error
    except errors.UndefinedTable as error:
        msg = "The ledger's tables are not there: the schema has to be migrated."
        raise StoreUnavailable(msg) from error
    except (
        errors.LockNotAvailable,
        errors.QueryCanceled,
        errors.SerializationFailure,
        errors.DeadlockDetected,
    ) as error:
        msg = f"The database was not free in time: {error}"
        raise StoreBusy(msg) from error
    except errors.ReadOnlySqlTransaction as error:
        msg = "The database can only be read: it is a standby."
        raise StoreUnavailable(msg) from error
    except (psycopg.OperationalError, psycopg.InterfaceError) as error:
        msg = f"The database cannot be reached: {error}"
        raise StoreUnavailable(msg) from error
