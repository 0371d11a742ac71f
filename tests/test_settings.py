"""Are settings read, checked and explained, without ever telling what was in them?"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ledger.settings import CHECKOUT, PREFIX, BadSetting, Settings, variable

SECRET = "hunter2"  # noqa: S105 what must not be repeated


@pytest.fixture(autouse=True)
def _nothing_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        monkeypatch.delenv(name)


def test_without_any_it_is_a_ledger_of_ones_own_at_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    found = Settings.read()
    assert (found.database_url, found.ledger_schema) == (None, "ledger")
    assert found.data == tmp_path / ".local" / "share" / "collaboration-ledger"
    assert not found.data.exists()
    found.data.mkdir(parents=True)
    assert Settings.read() == found


def test_the_variables_are_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LEDGER_DATABASE_URL", f"postgresql://me:{SECRET}@host/name")
    monkeypatch.setenv("LEDGER_SCHEMA", "second")
    monkeypatch.setenv("LEDGER_DATA", str(tmp_path))
    found = Settings.read()
    assert found.database_url == f"postgresql://me:{SECRET}@host/name"
    assert (found.ledger_schema, found.data) == ("second", tmp_path)
    assert SECRET not in repr(found)


def test_an_empty_variable_is_as_good_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    before = Settings.read()
    for name in ("LEDGER_DATABASE_URL", "LEDGER_SCHEMA", "LEDGER_DATA"):
        monkeypatch.setenv(name, "")
    assert Settings.read() == before


def test_what_is_given_by_name_comes_before_the_variables(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LEDGER_SCHEMA", "second")
    monkeypatch.setenv("LEDGER_DATA", "/elsewhere")
    found = Settings.read(ledger_schema="third", data=tmp_path)
    assert (found.ledger_schema, found.data) == ("third", tmp_path)


@pytest.mark.parametrize(
    ("field", "name"),
    [("database_url", "LEDGER_DATABASE_URL"), ("ledger_schema", "LEDGER_SCHEMA"), ("data", "LEDGER_DATA")],
)
def test_every_setting_has_a_variable_and_says_what_it_means(field: str, name: str) -> None:
    assert variable(field) == name
    assert str(Settings.model_fields[field].description).endswith(".")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LEDGER_DATABASE_URL", f"postgresql://me:{SECRET}@host:port:port/name?{SECRET}"),
        ("LEDGER_DATABASE_URL", f"password={SECRET} nonsense"),
        ("LEDGER_SCHEMA", f"{SECRET}; DROP SCHEMA"),
        ("LEDGER_DATA", f"~{SECRET}-is-nobody/data"),
    ],
)
def test_a_bad_setting_names_the_variable_and_never_its_value(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(BadSetting) as caught:
        Settings.read()
    said = str(caught.value)
    assert said.startswith(f"{name} ")
    assert said.endswith(".")
    assert SECRET not in said
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def test_each_is_told_what_it_has_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    def said(name: str, value: str) -> str:
        with monkeypatch.context() as patch:
            patch.setenv(name, value)
            with pytest.raises(BadSetting) as caught:
                Settings.read()
        return str(caught.value)

    assert said("LEDGER_DATABASE_URL", "nonsense") == (
        "LEDGER_DATABASE_URL has to be like postgresql://user:password@host/database."
    )
    assert said("LEDGER_SCHEMA", "Large") == (
        "LEDGER_SCHEMA has to be up to 40 small letters, digits and underscores,"
        " and start with neither a digit nor pg_."
    )
    assert said("LEDGER_DATA", "~no-such-user-here/data") == "LEDGER_DATA names a home folder that does not exist."


def test_a_setting_that_there_is_not_is_named() -> None:
    with pytest.raises(BadSetting, match=r"^colour .*\.$") as caught:
        Settings.read(colour=SECRET)
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize("schema", ["ledger", "a", "_", "a_1", "a" * 40, "pgledger", "pg"])
def test_names_that_a_schema_may_have(monkeypatch: pytest.MonkeyPatch, schema: str) -> None:
    monkeypatch.setenv("LEDGER_SCHEMA", schema)
    assert Settings.read().ledger_schema == schema


@pytest.mark.parametrize("schema", ["1a", "A", "a-b", "a b", "pg_", "pg_ledger", "a" * 41, "é", "a\n", 'a"', "٣"])
def test_names_that_a_schema_may_not_have(monkeypatch: pytest.MonkeyPatch, schema: str) -> None:
    monkeypatch.setenv("LEDGER_SCHEMA", schema)
    with pytest.raises(BadSetting, match=r"^LEDGER_SCHEMA has to be"):
        Settings.read()


def test_settings_do_not_change() -> None:
    with pytest.raises(ValueError, match="frozen"):
        Settings.read().ledger_schema = "second"  # type: ignore[misc]


# Where the data is


def test_a_folder_is_made_absolute_and_links_are_left_as_they_are(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for said, meant in (("link/data", "link/data"), ("a/../b", "b"), ("~/data", "home/data")):
        monkeypatch.setenv("LEDGER_DATA", said)
        assert Settings.read().data == tmp_path / meant


def test_where_there_is_no_home_it_is_the_checkouts_own_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        msg = "no home"
        raise RuntimeError(msg)

    monkeypatch.setattr(Path, "home", homeless)
    assert Settings.read().data == CHECKOUT / ".data"


def test_where_the_home_does_not_exist_and_cannot_be_made_it_is_the_checkouts_own_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "closed").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "closed" / "nobody"))
    asked = closed(monkeypatch, tmp_path / "closed")
    assert Settings.read().data == CHECKOUT / ".data"
    assert asked == [tmp_path / "closed"]


def test_where_the_home_cannot_be_written_it_is_the_checkouts_own_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    (home / ".local").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    asked = closed(monkeypatch, home / ".local")
    assert Settings.read().data == CHECKOUT / ".data"
    assert asked == [home / ".local"]


def closed(monkeypatch: pytest.MonkeyPatch, folder: Path) -> list[Path]:
    """Takes the right to write to a folder away, also from root, who otherwise may; gives the folders asked about."""
    asked: list[Path] = []

    def access(path: Path, mode: int) -> bool:
        asked.append(path)
        assert mode == os.W_OK | os.X_OK
        return path != folder

    monkeypatch.setattr(os, "access", access)
    return asked


def test_where_a_home_that_does_not_exist_can_be_made_it_is_used(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "new"))
    assert Settings.read().data == tmp_path / "new" / ".local" / "share" / "collaboration-ledger"


def test_the_checkout_is_where_the_ledgers_code_is() -> None:
    assert (CHECKOUT / "pyproject.toml").is_file()
