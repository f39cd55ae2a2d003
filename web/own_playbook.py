"""One's own playbook on disk: read, and written whole or not at all, unless somebody else has changed it meanwhile."""

import hashlib
import re
import threading
from pathlib import Path

from assistant.whole_file import write_whole
from assistant.yaml_file import read_file
from audio.problem import Problem

_LINE_END = re.compile("\r\n?")
_WRITING = threading.Lock()
"""Held from reading what is there to putting the new text in its place, so that of two tabs that save at once the second is told."""


def digest(content: bytes) -> str:
    """What tells one text of the file from another."""
    return hashlib.sha256(content).hexdigest()


def read_own(path: Path) -> bytes | None:
    """The file's content; None where there is none. Any thread. Raises `Problem` (`file-mistake`) where it can't be read or is over 10 MB."""
    return read_file(path) if path.exists() else None


def as_text(content: bytes) -> str:
    """The file's text with lines that end as a browser ends them; what is not UTF-8 shows as such."""
    return _LINE_END.sub("\n", content.decode("utf-8-sig", errors="replace"))


def write_own(path: Path, text: str, based_on: str | None) -> None:
    """Puts `text` in the file's place, its lines ended as they are there. Any thread.

    `based_on`: the digest of the file it was made from; None: there was none.

    Raises `Problem`: `playbook-changed` where something else stands there by now, `playbook-not-saved` where it can't be written;
    the file is then as it was.
    """
    with _WRITING:
        found = read_own(path)
        if (None if found is None else digest(found)) != based_on:
            raise Problem(
                "playbook-changed",
                "The playbook was changed on disk or in another tab since this text was begun.",
                "Compare the two texts, then keep one of them.",
            )
        try:
            # A link to a team's file stays a link.
            _replace(path.resolve(), text.replace("\n", "\r\n" if b"\r\n" in (found or b"") else "\n").encode(), exists=found is not None)
        except OSError as error:
            remedy = "Your text is still in the editor. Mend the file's permissions or free some disk, then save again."
            raise Problem("playbook-not-saved", f"{path} can't be written: {error.strerror}.", remedy) from error


def _replace(path: Path, content: bytes, *, exists: bool) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if exists:
        # Putting another file in its place would go past its own protection against being written.
        path.open("r+b").close()
    write_whole(path, content)
