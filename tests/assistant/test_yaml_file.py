"""Files people write: every kind of mistake is told in one line, with its place and what was expected."""

from pathlib import Path

import pytest

from assistant.events import Frozen
from assistant.script import CallScript
from assistant.yaml_file import LocalTime, load_yaml, parse_local_time
from audio.problem import Problem

HEAD = "id: x\nkind: purpose\n"
TURN = "turns: [{who: rep, say: hi}]\n"

MISTAKES = {
    "empty": ("", "file.yaml: the file is empty."),
    "only a comment": ("# nothing\n", "the file is empty"),
    "a list": ("- a\n", "file.yaml, line 1: a list. Expected a mapping"),
    "plain text": ("hello\n", "line 1: plain text. Expected a mapping"),
    "not YAML": ("a: [\n", "line 2: did not find expected node content. Expected YAML."),
    "two documents": ("---\na: 1\n---\nb: 2\n", "Expected YAML."),
    "control character": ("a: 1\nb: \x00\n", "line 2: a control character."),
    "misspelt key": (HEAD + "plan:\n  clint: 3M\n" + TURN, 'line 4: "clint" is not known here. Expected one of client, goal'),
    "misspelt key, meant": (HEAD + "plan:\n  clint: 3M\n" + TURN, '(did you mean "client"?)'),
    "misspelt key of a turn": (HEAD + "turns:\n- {who: rep, say: hi}\n- {who: rep, sya: hi}\n", 'line 5: "sya" is not known here.'),
    "misspelt key of a label": (HEAD + TURN + "expect: [{prompt: x, form: 3}]\n", 'line 4: "form" is not known here.'),
    "key twice": (HEAD + "id: y\n" + TURN, 'line 3: "id" stands here a second time.'),
    "list as key": ("? [a]\n: b\n", "line 1: a list as a key."),
    "missing key": ("id: x\n" + TURN, '"kind" is missing. Expected at least id, kind, turns.'),
    "missing value": (HEAD + "turns: [{who: rep, say: }]\n", '"say" is missing.'),
    "closed list": ("id: x\nkind: purpos\n" + TURN, 'line 2: "purpos" as "kind". Expected one of purpose, service, relationship, renewal (did'),
    "not a number": (HEAD + "turns: [{who: rep, say: hi, pause: long}]\n", 'line 3: "long" as "pause". Expected a number.'),
    "no finite number": (HEAD + "turns: [{who: rep, say: hi, pause: .inf}]\n", '".inf" as "pause". Expected a number.'),
    "not a whole number": (HEAD + TURN + "expect: [{prompt: x, from: 1.5}]\n", "Expected a whole number."),
    "not a date": (HEAD + "date: tomorrow\n" + TURN, 'line 3: "tomorrow" as "date". Expected a date and time such as 2026-03-04T10:00.'),
    "not a list": (HEAD + "turns: hello\n", 'line 3: "hello" as "turns". Expected a list.'),
    "not a mapping": (HEAD + "plan: hello\n" + TURN, 'line 3: "hello" as "plan". Expected a mapping'),
    "not text": (HEAD + "turns: [{who: rep, say: [hi]}]\n", 'line 3: a list as "say". Expected text.'),
    "no turns": (HEAD + "turns: []\n", "Expected at least one turn."),
    "alias": (HEAD + "about: &a text\nplan: {goal: *a}\n" + TURN, "line 3: this value is used again further on by an alias"),
    "too deep": (HEAD + "turns: " + "[" * 900 + "]" * 900, "line 3: nested too deeply."),
}


def _refusal(path: Path) -> str:
    with pytest.raises(Problem) as caught:
        load_yaml(path, CallScript)
    assert caught.value.code == "file-mistake"
    line = str(caught.value)
    assert "\n" not in line
    return line


@pytest.mark.parametrize(("content", "told"), MISTAKES.values(), ids=MISTAKES.keys())
def test_each_mistake_is_told_in_one_line(tmp_path: Path, content: str, told: str) -> None:
    path = tmp_path / "file.yaml"
    path.write_text(content)
    assert told in _refusal(path)


def test_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "file.yaml"
    path.write_bytes(b"id: x\nabout: caf\xe9\n")
    assert "line 2: not text in UTF-8." in _refusal(path)


def test_no_such_file(tmp_path: Path) -> None:
    assert _refusal(tmp_path / "gone.yaml").startswith("There is no file ")


def test_a_folder(tmp_path: Path) -> None:
    assert "is a folder" in _refusal(tmp_path)


def test_a_huge_file(tmp_path: Path) -> None:
    path = tmp_path / "file.yaml"
    path.write_bytes(b"#" * 10_000_001)
    assert "more than 10 MB" in _refusal(path)


def test_words_of_a_call_are_never_quoted(tmp_path: Path) -> None:
    path = tmp_path / "file.yaml"
    path.write_text(HEAD + "turns:\n- {who: rep, say: Well, it is Dana's boat}\n")
    line = _refusal(path)
    assert "line 4: this is not known here (text with a comma or a colon needs quotes)." in line
    assert "Dana" not in line


class Typed(Frozen):
    text: str | None = None
    number: float = 1.0
    flag: bool = False
    items: tuple[str, ...] = ("default",)
    day: LocalTime | None = None


@pytest.mark.parametrize("text", ["no", "yes", "3M", "007", "12:30", "1e3", "0x1f", "2026-03-04", "1_000", "on", "=", "3.10"])
def test_text_stays_as_typed(tmp_path: Path, text: str) -> None:
    path = tmp_path / "file.yaml"
    path.write_text(f"text: {text}\n")
    assert load_yaml(path, Typed).text == text


def test_other_types_are_read_from_the_text(tmp_path: Path) -> None:
    path = tmp_path / "file.yaml"
    path.write_text("number: 2.5\nflag: yes\nitems: [1, no]\nday: 2026-03-04T10:00\n")
    read = load_yaml(path, Typed)
    assert (read.number, read.flag, read.items) == (2.5, True, ("1", "no"))
    assert read.day == parse_local_time("2026-03-04T10:00")


@pytest.mark.parametrize("nothing", ["", "null", "~"])
def test_a_key_without_a_value_is_not_given(tmp_path: Path, nothing: str) -> None:
    path = tmp_path / "file.yaml"
    path.write_text(f"text: {nothing}\nnumber: {nothing}\nitems: {nothing}\nday: {nothing}\n")
    assert load_yaml(path, Typed) == Typed()


def test_a_quoted_null_is_text(tmp_path: Path) -> None:
    path = tmp_path / "file.yaml"
    path.write_text("text: 'null'\n")
    assert load_yaml(path, Typed).text == "null"


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "file.yaml"
    path.write_bytes("\ufefftext: hi\r\n".encode())
    assert load_yaml(path, Typed).text == "hi"


def test_a_time_with_an_offset_becomes_local() -> None:
    moment = parse_local_time("2026-03-04T10:00+00:00")
    assert moment.tzinfo is None
    assert moment.astimezone().timestamp() == 1772618400
