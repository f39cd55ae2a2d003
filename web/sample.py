"""The bundled sample call, ready to be played as if live."""

from importlib.resources import files
from pathlib import Path

from assistant.desk import CallSetup
from assistant.events import Kind, Plan
from assistant.plan import load_plan, resolve_setup
from audio.file import FileSource
from audio.problem import Problem

SAMPLES = Path(str(files("assistant"))) / "samples"


def sample_setup(kind: Kind | None = None, plan: Plan | None = None) -> CallSetup:
    """The sample call in real time, beginning now, with its own kind and plan where none is given. Blocks while the file is opened.

    Raises `Problem` (`no-sample`) where it is not part of the installation.
    """
    sound, script = SAMPLES / "sample.opus", SAMPLES / "sample.yaml"
    if not sound.exists() or not script.exists():
        raise Problem("no-sample", "The sample call is missing from this installation.", "Install Callcue again.")
    own = resolve_setup(kind, None, load_plan(script))
    return CallSetup(own.kind, plan or own.plan, None, FileSource(sound), paced=True, label="demo")
