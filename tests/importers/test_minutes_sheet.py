"""Is a file of minutes read as everybody would read it, and is each refusal told with its line?"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import orjson
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ledger.importers.lines import NotImported
from ledger.importers.minutes import sheet as sheets
from ledger.importers.minutes import yaml_text
from ledger.importers.minutes.sheet import read_sheet
from ledger.importers.minutes.yaml_text import NotYaml, read_yaml
from ledger.intake import FAULTS_MOST
from ledger.refusals import Fault, Refused


def value(text: str) -> Any:
    return read_sheet(text.encode(), "minutes.yaml").value


def refused(text: str | bytes, name: str = "minutes.yaml") -> list[str]:
    with pytest.raises(NotImported) as caught:
        read_sheet(text.encode() if isinstance(text, str) else text, name)
    return str(caught.value).splitlines()


# What is read


def test_only_what_reads_the_same_to_everybody_is_no_text() -> None:
    text = """
        nothing: [null, ~, ""]
        empty:
        truth: [true, false, yes, no, on, True]
        numbers: [0, 12, -3, 007, 1e3, 1.5, 0x1f, 1_000, -0, +1, 12345678901234567890]
        dates: [2026-03-03, 2026-03-03T18:30:00+01:00, 10:30]
        quoted: ["12", 'true', "null"]
        long: |
          Two
          lines.
        """
    assert value(text) == {
        "nothing": [None, None, ""],
        "empty": None,
        "truth": [True, False, "yes", "no", "on", "True"],
        "numbers": [0, 12, -3, "007", "1e3", "1.5", "0x1f", "1_000", "-0", "+1", "12345678901234567890"],
        "dates": ["2026-03-03", "2026-03-03T18:30:00+01:00", "10:30"],
        "quoted": ["12", "true", "null"],
        "long": "Two\nlines.\n",
    }


def test_names_are_text_however_they_look() -> None:
    assert value("1: a\ntrue: b\n'': c\n'null': d") == {"1": "a", "true": "b", "": "c", "null": "d"}


def test_json_is_told_by_its_name_or_its_first_character() -> None:
    text = b'\xef\xbb\xbf {"a": 1e3}'
    assert read_sheet(text, "minutes.json").value == {"a": 1000.0}
    assert read_sheet(text, "standard input").value == {"a": 1000.0}
    assert read_sheet(text, "minutes.yml").value == {"a": "1e3"}
    assert read_sheet(b"a: 1", "standard input").value == {"a": 1}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**17), 10**17) | st.text(st.characters(codec="utf-8"), max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=10,
)


@given(JSON)
def test_what_is_written_as_yaml_is_read_as_it_was(given: Any) -> None:
    try:
        orjson.dumps(given)
    except orjson.JSONEncodeError:
        return
    text = yaml.safe_dump(given)
    try:
        found, _ = read_yaml(text)
    except NotYaml:
        # Objects that stand in two places are written as anchors.
        assert "&" in text
    else:
        assert found == given


@given(st.text(st.sampled_from("ab:-?{}[]\"'|>&*!%@#,\n\t \\0~\x00\x85\ufeff😀"), max_size=40))
def test_any_text_is_read_or_refused_with_a_line(text: str) -> None:
    with suppress(NotImported):
        assert read_sheet(text.encode(), "x").line("") >= 1


# Where it stands


LINES = b"""
group: pcn
decisions:
  - decision: d
    choices:
      a: agree
      b: {choice: agree,
          reason: x}
a/b~c: 1
"""


@pytest.mark.parametrize(
    ("pointer", "line"),
    [
        ("", 2),
        ("/group", 2),
        ("/decisions", 3),
        ("/decisions/0", 4),
        ("/decisions/0/choices/a", 6),
        ("/decisions/0/choices/b/reason", 8),
        ("/decisions/0/choices/b/through", 7),
        ("/decisions/0/statement", 4),
        ("/decisions/7", 3),
        ("/a~1b~0c", 9),
        ("/nothing/at/all", 2),
    ],
)
def test_every_place_has_a_line(pointer: str, line: int) -> None:
    assert read_sheet(LINES, "minutes.yaml").line(pointer) == line


def test_lines_of_json_too() -> None:
    text = b'{\n\t"group":"pcn",\n\t"told": [\n\t\t"a\\/b",\n\t\t{"to\\tb": 1}]}'
    read = read_sheet(text, "minutes.json")
    assert [read.line(pointer) for pointer in ("/group", "/told/0", "/told/1/to\tb")] == [2, 4, 5]
    unread = read_sheet(b'{"%s": 1}' % (b"x" * 2000), "minutes.json")
    assert unread.line("/x") == 0


def test_refusals_are_told_with_lines() -> None:
    read = read_sheet(LINES, "minutes.yaml")
    faults = (Fault("/decisions/0/choices/a", "No."), Fault("/group", "Nor this."))
    with pytest.raises(NotImported) as caught, read.pointing():
        raise Refused("invalid", "No.", faults=faults)
    assert str(caught.value).splitlines() == [
        "minutes.yaml, line 2: /group: Nor this.",
        "minutes.yaml, line 6: /decisions/0/choices/a: No.",
    ]
    with pytest.raises(Refused), read.pointing():
        raise Refused("busy", "Busy.")


# What is refused


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("", 1, "There is nothing in it."),
        ("# nothing yet\n", 1, "There is nothing in it."),
        ("a: 1\nb: 2\na: 3", 3, "`a` is in line 1 already: leave one of the two out."),
        ("choices:\n  x: agree\n  'x': disagree", 3, "`x` is in line 2 already"),
        ("a: &x 1", 1, "`*` and `&` mean something to YAML"),
        ("a: 1\nb: *x", 2, "`*` and `&` mean something to YAML"),
        ("a: [&x [1], *x]", 1, "`*` and `&` mean something to YAML"),
        ("&x a: 1", 1, "`*` and `&` mean something to YAML"),
        ("a: !!python/name:os.system x", 1, "`!` means something to YAML"),
        ("a: !!str 1", 1, "`!` means something to YAML"),
        ("!x a: 1", 1, "`!` means something to YAML"),
        ("\n? [a, b]\n: 1", 2, "A name in front of a colon must be plain text."),
        ("a: 1\n---\nb: 2", 2, "A second document begins here"),
        ("a:\n\tb: 1", 2, "There is a tab here: indent with spaces, and put one space after a colon."),
        ("a:\n  - x\n\t- y", 3, "There is a tab here"),
        ("a: b: c", 1, "A colon stands where none can"),
        ("a: [1, 2", 2, "This is no YAML: did not find expected ',' or ']'."),
        ("a: 'x\n\n", 3, "This is no YAML: found unexpected end of stream."),
        ("a: @x", 1, "This is no YAML: found character that cannot start any token."),
        ("a: 1\nb: \x00", 2, "There is a character here that no text can hold (U+0000): leave it out."),
        ("a: 1\nb: \x07", 2, "There is a character here that no text can hold (U+0007): leave it out."),
        ('a: 1\nb: "\\0"', 2, "/b: There is a NUL character, which no text can hold: leave it out."),
        ('a: 1\nb: ["\\ud800"]', 2, "This is no YAML: found invalid Unicode character escape code."),
        ("a: " + "[" * 40, 1, "This is nested too deeply: 32 levels are the most."),
    ],
)
def test_what_is_no_plain_yaml(text: str, line: int, said: str) -> None:
    (found,) = refused(text)
    assert found.startswith(f"minutes.yaml, line {line}: {said}"), found


def test_a_thousand_anchors_of_anchors_are_not_unfolded() -> None:
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 99))
    assert len(refused(bomb)) == 1


def test_every_name_that_is_there_again_is_told() -> None:
    assert len(refused("a: 1\n" * (FAULTS_MOST + 50))) == FAULTS_MOST


def test_bytes_that_are_no_text() -> None:
    assert refused(b"a: 1\nb: \xff") == ["minutes.yaml, line 2: This is no UTF-8, which minutes have to be saved as."]


def test_a_file_that_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MINUTES_BYTES_MOST", 10)
    assert refused(b"a: 56789\n\n\n") == ["minutes.yaml: This is too large: 10 bytes are the most."]
    assert read_sheet(b"a: 56789\n\n", "x").value == {"a": 56789}


def test_a_file_with_too_much_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_text, "VALUES_MOST", 3)
    assert value("a: [1]") == {"a": [1]}
    assert refused("a:\n - 1\n - 2") == ["minutes.yaml, line 3: There is too much in it: 3 values are the most."]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"a": 1,}', ": This is not JSON: trailing comma is not allowed"),
        ('{"a": 1,\n"b": {"c": [{"d": 1,\n "d": 2}]}}', ", line 3: /b/c/0/d: `d` stands here twice: leave one of the"),
        ('{"a": 1,\n"b": "\\u0000"}', ", line 2: /b: There is a NUL character"),
        ('{"a":\n"\\ud800"}', ": /a: There is half a character"),
        ("[" * 99 + "]" * 99, ": This is nested too deeply"),
        ("", ": This is not JSON"),
    ],
)
def test_what_is_no_json(text: str, said: str) -> None:
    (found,) = refused(text, "minutes.json")
    assert found.startswith((f"minutes.json{said}", f"minutes.json, line 1{said}")), found
