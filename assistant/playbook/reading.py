"""A playbook: which prompts there are, how they are worded, for which kinds of call, how urgent, how long they stand."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from pydantic import Field

from assistant.events import Frozen, PlaybookRef
from assistant.playbook.model import BLANK, Playbook, PromptEntry
from assistant.yaml_file import line_of, meant, mistake, parse_yaml, read_file

DEFAULT_PLAYBOOK = Path(__file__).parent.parent / "playbooks" / "default.yaml"


class PlaybookFile(Frozen):
    """A playbook as written. Without a name it is called as its file."""

    name: str | None = None
    language: str = "en"
    turn_silence: float = Field(default=1.2, gt=0, allow_inf_nan=False)
    same_urgency_after: float = Field(default=3.0, ge=0, allow_inf_nan=False)
    prompts: Mapping[str, PromptEntry]


def load_playbook(path: Path | None = None, known: Collection[str] | None = None) -> Playbook:
    """The playbook in a file, the default one for None. `known`: ids of the prompts that have a rule; None takes any.

    Raises `Problem` (`file-mistake`) as `parse_playbook` does, or where the file can't be read.
    """
    path = path or DEFAULT_PLAYBOOK
    return parse_playbook(read_file(path), str(path), known)


def parse_playbook(content: bytes, name: str, known: Collection[str] | None = None) -> Playbook:
    """The playbook whose text is `content`, in a file or not yet. `name`: the path of its file, for messages, and for its name if it gives none.

    Raises `Problem` (`file-mistake`) with the line of the first mistake; a prompt without a rule, a setting without a use and a name in braces
    that nothing fills in are mistakes too.
    """
    written = parse_yaml(content, PlaybookFile, name)
    if known is not None:
        _check_prompts(written, sorted(known), content, name)
    if Path(name) != DEFAULT_PLAYBOOK:
        default = load_playbook()
        _check_settings(written, default, content, name)
        _check_blanks(written, default, content, name)
    return Playbook(
        ref=PlaybookRef(name=written.name or Path(name).stem, hash=hashlib.sha256(content).hexdigest()),
        language=written.language,
        turn_silence=written.turn_silence,
        same_urgency_after=written.same_urgency_after,
        prompts=written.prompts,
    )


def _check_prompts(written: PlaybookFile, known: Sequence[str], content: bytes, name: str) -> None:
    for prompt in written.prompts:
        if prompt not in known:
            raise mistake(name, line_of(content, ("prompts", prompt), name), f'there is no prompt "{prompt}"', meant(prompt, known))


def _check_settings(written: PlaybookFile, default: Playbook, content: bytes, name: str) -> None:
    """A misspelt setting would change nothing and say nothing. The default playbook names them all."""
    for prompt, entry in written.prompts.items():
        known = sorted(default.prompts[prompt].settings) if prompt in default.prompts else []
        for setting in entry.settings:
            if setting not in known:
                line = line_of(content, ("prompts", prompt, "settings", setting), name)
                expected = meant(setting, known) if known else "no settings"
                raise mistake(name, line, f'"{prompt}" has no setting "{setting}"', expected)


def _check_blanks(written: PlaybookFile, default: Playbook, content: bytes, name: str) -> None:
    """What no rule fills in would be shown as it stands, braces and all. The default playbook's texts have all that there is."""
    for prompt, entry in written.prompts.items():
        known = sorted(BLANK.findall(default.prompts[prompt].text)) if prompt in default.prompts else []
        for blank in BLANK.findall(entry.text):
            if blank not in known:
                expected = meant(blank, known) if known else "no braces"
                raise mistake(name, line_of(content, ("prompts", prompt, "text"), name), f'nothing fills in "{{{blank}}}"', expected)
