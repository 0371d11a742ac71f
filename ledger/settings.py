"""Which database and which ledger is this process to use? Read from `LEDGER_*` variables, all of them optional."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Annotated, Any, Self

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict
from pydantic import AfterValidator, Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "LEDGER_"
CHECKOUT = Path(__file__).resolve().parent.parent


class BadSetting(Exception):
    """A setting cannot be used. Its message is one sentence that names the variable, and never repeats its value."""


def _database(text: str) -> str:
    try:
        conninfo_to_dict(text)
    except ProgrammingError:
        # Without the driver's words: they would repeat the text, which may hold a password.
        msg = "has to be like postgresql://user:password@host/database"
        raise ValueError(msg) from None
    return text


def _schema(text: str) -> str:
    # PostgreSQL keeps names that start with `pg_` for itself.
    if not re.fullmatch(r"[a-z_][a-z0-9_]{0,39}", text) or text.startswith("pg_"):
        msg = "has to be up to 40 small letters, digits and underscores, and start with neither a digit nor pg_"
        raise ValueError(msg)
    return text


def _absolute(folder: Path) -> Path:
    try:
        return Path(os.path.abspath(folder.expanduser()))  # noqa: PTH100 `resolve` would follow links, which may change
    except RuntimeError:
        msg = "names a home folder that does not exist"
        raise ValueError(msg) from None


def _usual_data() -> Path:
    """Where a ledger is kept if nothing else is said: at home, or in the checkout for a user without a home."""
    try:
        home = Path.home()
    except RuntimeError:
        return CHECKOUT / ".data"
    folder = home / ".local" / "share" / "collaboration-ledger"
    nearest = next(each for each in (folder, *folder.parents) if each.exists())
    return folder if os.access(nearest, os.W_OK | os.X_OK) else CHECKOUT / ".data"


class Settings(BaseSettings):
    """Every setting, with what it means. A variable is `LEDGER_` and the field's name, but for `LEDGER_SCHEMA`."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, frozen=True, extra="forbid", populate_by_name=True
    )

    database_url: Annotated[str, AfterValidator(_database)] | None = Field(
        default=None,
        repr=False,
        description="The PostgreSQL server (15 or newer) that keeps the ledger, like "
        "postgresql://user:password@host/name. Without it, a server of its own is started on the data folder.",
    )
    # `schema` itself is the name of a method that pydantic's models still have.
    ledger_schema: Annotated[str, AfterValidator(_schema)] = Field(
        default="ledger",
        validation_alias="LEDGER_SCHEMA",
        description="The PostgreSQL schema of this ledger: up to 40 small letters, digits and underscores. "
        "One schema is one ledger.",
    )
    data: Annotated[Path, AfterValidator(_absolute)] = Field(
        default_factory=_usual_data,
        description="The folder that holds the database where no server is named.",
    )

    @classmethod
    def read(cls, **given: Any) -> Self:
        """The settings of this process; what is given by name (from the command line) comes before the variables.

        Raises `BadSetting` with one sentence about the first thing that is wrong.
        """
        try:
            return cls(**given)
        except ValidationError as wrong:
            raise BadSetting(_in_words(wrong)) from None


def variable(field: str) -> str:
    """The environment variable that a field is read from."""
    alias = Settings.model_fields[field].validation_alias
    return alias if isinstance(alias, str) else PREFIX + field.upper()


def _in_words(wrong: ValidationError) -> str:
    first = wrong.errors(include_url=False, include_input=False)[0]
    field = str(first["loc"][0])
    name = variable(field) if field in Settings.model_fields else field
    return f"{name} {first['msg'].removeprefix('Value error, ')}."
