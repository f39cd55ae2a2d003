"""Takes a recording sent by the browser: straight to disk, up to a limit, and gone again when the replay of it is done."""

import asyncio
import errno
import secrets
import shutil
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from fastapi import Request
from filelock import FileLock, Timeout
from pydantic import BaseModel
from python_multipart import MultipartParser
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import parse_options_header

from audio.file import FileSource
from audio.frames import Block
from audio.problem import Problem
from audio.side import Side

FIELD_BYTES = 64 * 1024
"""Longest value of a field of the form that is not the file."""

MOST_FIELDS = 16

FILE_FIELD = "file"

NAME = "The recording"
"""Name of every upload on disk: messages about a file begin with its name, and the sender's own may name a client."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A form as it came: the file on disk, and the other fields as text."""

    path: Path
    fields: dict[str, str]

    def remove(self) -> None:
        """Removes the file. Does nothing where that has been done."""
        shutil.rmtree(self.path.parent, ignore_errors=True)


class UploadedSource:
    """An `AudioSource` over an uploaded file, which is removed when its sound has been read to the end, closed or failed."""

    def __init__(self, source: FileSource, upload: Upload) -> None:
        self._source = source
        self._upload = upload
        self.tracks: tuple[Side, ...] = source.tracks
        self.rate = source.rate
        self._begun = False

    @property
    def warning(self) -> Problem | None:
        """What was wrong with the file, known once `blocks` has ended: there was less of it than it says."""
        return self._source.warning

    def blocks(self) -> Iterator[Block]:
        self._begun = True
        try:
            yield from self._source.blocks()
        finally:
            self._upload.remove()

    def close(self) -> None:
        self._source.close()
        if not self._begun:
            self._upload.remove()


class UploadFolder:
    """Where one running service puts what it is sent: a folder of its own under `data`, gone when it stops.

    What a service that was killed has left is removed by the next one. Whether its owner still runs is told by a lock on a file,
    let go of by the system however a process ends.
    """

    def __init__(self, data: Path, limit: int) -> None:
        self._parent = data / "uploads"
        self._limit = limit
        self._lock: FileLock | None = None
        self.path = self._parent / secrets.token_hex(4)

    def open(self) -> None:
        """Takes the folder and clears away those of services that are gone. Raises `Problem` where the data folder can't be written."""
        try:
            self._parent.mkdir(parents=True, exist_ok=True)
            # First the lock, so that nobody takes the folder for one that was left.
            self._lock = _take(self.path)
            self.path.mkdir()
        except OSError as error:
            raise _not_stored(error) from error
        for other in self._parent.glob("*/"):
            if other != self.path and (lock := _take(other)):
                _remove(other, lock)

    def close(self) -> None:
        """Removes the folder with whatever it still holds."""
        if self._lock:
            _remove(self.path, self._lock)
            self._lock = None

    async def receive(self, request: Request) -> Upload:
        """Reads a multipart form with one file part named `file` into a new file.

        The caller owns the file. Where this raises, or is cancelled because the sender has gone, there is none. `Problem`:
        `upload-too-large`, `upload-incomplete`, `upload-not-stored`, `bad-request`.
        """
        boundary = _boundary(request)
        # Browsers say how much is to come: refused before the disk is filled for nothing.
        if int(request.headers.get("content-length", "0")) > self._limit + MOST_FIELDS * FIELD_BYTES:
            raise _too_large(self._limit)
        kept = False
        upload = Upload(self.path / secrets.token_hex(4) / NAME, {})
        try:
            upload.path.parent.mkdir()
            with upload.path.open("wb") as file:
                upload.fields.update(await _read(request.stream(), boundary, _Form(file, self._limit)))
            kept = True
            return upload
        except OSError as error:
            raise _not_stored(error) from error
        except FormParserError as error:
            raise _broken() from error
        finally:
            if not kept:
                upload.remove()


def _take(folder: Path) -> FileLock | None:
    """The lock on `folder`, or None where a running service has it."""
    lock = FileLock(folder.with_suffix(".lock"), thread_local=False)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return None
    return lock


def _remove(folder: Path, lock: FileLock) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    lock.release()
    Path(lock.lock_file).unlink(missing_ok=True)


def form_schema(fields: type[BaseModel]) -> dict[str, Any]:
    """JSON Schema of the form: `fields`, and the file."""
    schema = fields.model_json_schema()
    schema["properties"][FILE_FIELD] = {"type": "string", "format": "binary", "description": "The recording."}
    schema["required"] = [*schema.get("required", []), FILE_FIELD]
    return schema


async def _read(chunks: AsyncIterator[bytes], boundary: bytes, form: "_Form") -> dict[str, str]:
    parser = MultipartParser(
        boundary,
        callbacks={
            "on_part_begin": form.begin,
            "on_header_field": form.header_name,
            "on_header_value": form.header_value,
            "on_header_end": form.header_end,
            "on_headers_finished": form.headers_end,
            "on_part_data": form.data,
            "on_part_end": form.end,
            "on_end": form.finish,
        },
    )
    async for chunk in chunks:
        # Parsing writes to the disk, which may be slow; the event loop has calls to attend to.
        await asyncio.to_thread(parser.write, chunk)
    if not form.finished or not form.has_file:
        raise _broken()
    return {name: value.decode("utf-8", errors="replace") for name, value in form.fields.items()}


@dataclass(slots=True)
class _Form:
    """What the parser reports, part by part: bytes of the file go to disk as they come, fields are kept."""

    file: IO[bytes]
    limit: int
    fields: dict[str, bytearray] = field(default_factory=dict)
    has_file: bool = False
    finished: bool = False
    _name: str = ""
    _size: int = 0
    _header: bytearray = field(default_factory=bytearray)
    _value: bytearray = field(default_factory=bytearray)

    def begin(self) -> None:
        self._name = ""

    def header_name(self, data: bytes, start: int, end: int) -> None:
        self._header += data[start:end]

    def header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def header_end(self) -> None:
        if bytes(self._header).lower() == b"content-disposition":
            _, options = parse_options_header(bytes(self._value))
            self._name = options.get(b"name", b"").decode("utf-8", errors="replace")
        self._header.clear()
        self._value.clear()

    def headers_end(self) -> None:
        if not self._name or self._name in self.fields or (self._name == FILE_FIELD and self.has_file) or len(self.fields) >= MOST_FIELDS:
            raise _broken()
        if self._name == FILE_FIELD:
            self.has_file = True
        else:
            self.fields[self._name] = bytearray()

    def data(self, data: bytes, start: int, end: int) -> None:
        if self._name != FILE_FIELD:
            self._keep(data[start:end])
            return
        self._size += end - start
        if self._size > self.limit:
            raise _too_large(self.limit)
        self.file.write(data[start:end])

    def _keep(self, data: bytes) -> None:
        value = self.fields[self._name]
        if len(value) + len(data) > FIELD_BYTES:
            raise _broken()
        value += data

    def end(self) -> None:
        self._name = ""

    def finish(self) -> None:
        self.finished = True


def _boundary(request: Request) -> bytes:
    content_type, options = parse_options_header(request.headers.get("content-type"))
    if content_type != b"multipart/form-data" or b"boundary" not in options:
        raise Problem("bad-request", "An upload has to be a multipart form.", "Send the recording as the part named file of multipart/form-data.")
    return options[b"boundary"]


def _too_large(limit: int) -> Problem:
    return Problem(
        "upload-too-large",
        f"The file is larger than the {limit / 1e6:,.0f} MB that an upload may have.",
        "Replay it from the command line instead: callcue replay FILE.",
    )


def _not_stored(error: OSError) -> Problem:
    reason = "the disk is full" if error.errno == errno.ENOSPC else "the data folder can't be written"
    return Problem("upload-not-stored", f"The upload could not be stored: {reason}.", "Make room or check the folder, then send the file again.")


def _broken() -> Problem:
    return Problem("upload-incomplete", "The upload is incomplete or not well formed.", "Send the file again, as the part named file.")
