"""Files that are there whole or not at all, whatever happens while they are written."""

import os
import shutil
import tempfile
from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """Puts a file in the place of another, with its permissions, or of none. Any thread. Raises `OSError`; the file is then as it was."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem[:8]}-", suffix=".tmp")
    beside = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, beside)
        beside.replace(path)
    except BaseException:  # whatever it is goes on up: only the half-written file is taken away
        beside.unlink(missing_ok=True)
        raise
