"""From a playbook's text to the playbook: read, put upon what it is like, checked. Every mistake is told with file, line, what was expected."""

from collections.abc import Collection, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from assistant.playbook.checks import Text, check_whole, check_written
from assistant.playbook.model import Playbook, PromptEntry, playbook_of
from assistant.playbook.written import Own, PlaybookFile, Prompt
from assistant.yaml_file import parse_yaml, read_file
from audio.problem import Problem

DEFAULT_PLAYBOOK = Path(__file__).parent.parent / "playbooks" / "default.yaml"
DEFAULT = "default"
"""What the default playbook is called in `like`."""
_LONGEST_CHAIN = 5
"""Playbooks of which each is like the next: who writes more can no longer say what is in force."""
_NEEDED = ("text", "kinds", "urgency")
_OF_FILE = ("language", "turn_silence", "same_urgency_after")


def load_playbook(path: Path | None = None, known: Collection[str] | None = None) -> Playbook:
    """The playbook in a file, the default one for None. `known`: ids of the prompts that have a rule; None takes any.

    Raises `Problem` (`file-mistake`) as `parse_playbook` does, or where the file can't be read.
    """
    return default_playbook() if path is None else parse_playbook(read_file(path), str(path), known)


def parse_playbook(content: bytes, name: str, known: Collection[str] | None = None) -> Playbook:
    """The playbook whose text is `content`, in a file or not yet. `name`: the path of its file, for messages, for what `like` names beside
    it, and for its own name if it gives none.

    Raises `Problem` (`file-mistake`) with the line of the first mistake, in the file that it is in.
    """
    return _parse(content, Path(name), known, (_resolved(Path(name)),))


@lru_cache(maxsize=1)
def default_playbook() -> Playbook:
    """Callcue's own playbook: it is part of the program, and read once."""
    return _parse(read_file(DEFAULT_PLAYBOOK), DEFAULT_PLAYBOOK, None, ())


def _parse(content: bytes, path: Path, known: Collection[str] | None, chain: tuple[Path, ...]) -> Playbook:
    """`chain`: the files that led here, this one last; empty for the default playbook."""
    text = Text(content, str(path))
    written = parse_yaml(content, PlaybookFile, str(path))
    check_written(written, text, known, default_playbook().prompts if chain else None)
    parent = _parent(written, text, path, known, chain)
    prompts = dict(parent.prompts) if parent else {}
    for key, entries in (("prompts", written.prompts), ("own", written.own)):
        for prompt, entry in (entries or {}).items():
            prompts[prompt] = _entry(entry, prompts.get(prompt), (key, prompt), text)
    check_whole(written, text, prompts)
    values = {key: getattr(parent, key) for key in _OF_FILE} if parent else {}
    return playbook_of(written.name or path.stem, values | _given(written, _OF_FILE), prompts)


def _parent(written: PlaybookFile, text: Text, path: Path, known: Collection[str] | None, chain: tuple[Path, ...]) -> Playbook | None:
    """The playbook that this one is like."""
    if written.like is None:
        return None
    if written.like == DEFAULT:
        return default_playbook()
    if not written.like.isprintable():
        raise text.mistake(("like",), "this can't be the name of a file", f"{DEFAULT}, or a file beside this one")
    parent = path.parent / Path(written.like).expanduser()
    if _resolved(parent) in chain:
        raise text.mistake(("like",), "this playbook is like itself, by way of that file", f"{DEFAULT}, or a file that is not like this one")
    if len(chain) >= _LONGEST_CHAIN:
        raise text.mistake(("like",), f"{_LONGEST_CHAIN} playbooks, each like the next, are not the end", f"at most {_LONGEST_CHAIN}")
    try:
        content = read_file(parent)
    except Problem as problem:
        raise text.mistake(("like",), problem.message.rstrip("."), f"{DEFAULT}, or a file beside this one") from problem
    return _parse(content, parent, known, (*chain, _resolved(parent)))


def _resolved(path: Path) -> Path:
    return path.absolute().resolve()


def _entry(entry: Prompt, parent: PromptEntry | None, loc: tuple[str, ...], text: Text) -> PromptEntry:
    """A prompt as it is in force: what is written, field by field, upon what it takes over."""
    given = _given(entry, type(entry).model_fields)
    inherited = {key: getattr(parent, key) for key in PromptEntry.model_fields} if parent else {}
    if "settings" in given and parent:
        given["settings"] = {**parent.settings, **given["settings"]}
    whole = inherited | given
    needed = (*_NEEDED, "when") if isinstance(entry, Own) else _NEEDED
    for key in needed:
        if whole.get(key) is None:
            raise text.mistake(loc, f'"{key}" is missing', f"at least {', '.join(needed)}")
    return PromptEntry(**whole)


def _given(model: Any, keys: Collection[str] | Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key in keys if (value := getattr(model, key)) is not None}
