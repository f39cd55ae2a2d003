"""Recordings that are sent: to disk in pieces, up to the limit, and nothing left behind when something goes wrong."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile
from fastapi import FastAPI, Request
from filelock import FileLock

from audio.file import FileSource
from audio.problem import Problem
from tests.web.serving import Server, serving
from web.bodies import UploadForm
from web.problems import add_handlers
from web.uploads import FIELD_BYTES, Upload, UploadedSource, UploadFolder, form_schema

LIMIT = 300_000


@pytest.fixture
def folder(data: Path) -> Iterator[UploadFolder]:
    uploads = UploadFolder(data, LIMIT)
    uploads.open()
    yield uploads
    uploads.close()


@pytest.fixture
async def server(folder: UploadFolder) -> AsyncIterator[Server]:
    app = FastAPI(openapi_url=None)
    add_handlers(app)

    @app.post("/")
    async def receive(request: Request) -> dict[str, object]:
        upload = await folder.receive(request)
        return {"sha": hash(upload.path.read_bytes()), "fields": upload.fields, "name": upload.path.name}

    async with serving(app) as running:
        yield running


def _files(data: Path) -> list[Path]:
    return [path for path in (data / "uploads").rglob("*") if path.is_file() and path.suffix != ".lock"]


@pytest.mark.parametrize("size", [0, 1, 70_000, LIMIT])
async def test_what_is_sent_is_what_is_kept(server: Server, data: Path, size: int) -> None:
    content = np.random.default_rng(size).bytes(size)
    form = {"rep": "left", "client": "Ånäs & Söhne", "goal": "A meeting\r\non Tuesday"}
    answer = await server.client.post("/", data=form, files={"file": ("Mrs Jones.wav", content)})
    assert answer.json() == {"sha": hash(content), "fields": form, "name": "The recording"}
    assert [path.read_bytes() for path in _files(data)] == [content]


async def test_a_boundary_inside_the_file_is_only_bytes(server: Server, data: Path) -> None:
    content = b"\r\n--other\r\n--b\r\r\n--" * 9000
    answer = await server.client.post("/", files={"file": ("a", content)}, headers={"Content-Type": "multipart/form-data; boundary=bound"})
    assert answer.json()["sha"] == hash(content)


async def test_over_the_limit_is_refused_and_leaves_nothing(server: Server, data: Path) -> None:
    for size in (LIMIT + 1, LIMIT * 30):
        answer = await server.client.post("/", files={"file": ("a", bytes(size))})
        assert answer.status_code == 413
        assert answer.json()["code"] == "upload-too-large"
        assert _files(data) == []


async def test_the_limit_holds_when_the_sender_does_not_say_how_much_comes(server: Server, data: Path) -> None:
    async def body() -> AsyncIterator[bytes]:
        yield b'--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
        for _ in range(100):
            yield bytes(10_000)
        yield b"\r\n--b--\r\n"

    answer = await server.client.post("/", content=body(), headers={"Content-Type": "multipart/form-data; boundary=b"})
    assert answer.status_code == 413
    assert _files(data) == []


def _form(*parts: tuple[str, str]) -> str:
    return "".join(f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in parts)


IN_PARTS = "multipart/form-data; boundary=b"
END = "--b--\r\n"


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        (IN_PARTS, _form(("file", "cut off"))),
        (IN_PARTS, _form(("goal", "no file")) + END),
        (IN_PARTS, _form(("file", "one"), ("file", "two")) + END),
        (IN_PARTS, _form(("file", "one"), ("goal", "one"), ("goal", "two")) + END),
        (IN_PARTS, _form(("file", "one"), ("goal", "x" * (FIELD_BYTES + 1))) + END),
        (IN_PARTS, _form(("file", "one"), *((f"field{number}", "") for number in range(100))) + END),
        (IN_PARTS, "--b\r\nContent-Type: a/b\r\n\r\nnameless\r\n--b--\r\n"),
        (IN_PARTS, "no form at all"),
        (IN_PARTS, ""),
        ("multipart/form-data", "--b--"),
        ("application/json", "{}"),
        ("", ""),
    ],
)
async def test_what_is_no_form_is_refused_and_leaves_nothing(server: Server, data: Path, content_type: str, body: str) -> None:
    answer = await server.client.post("/", content=body, headers={"Content-Type": content_type})
    assert answer.status_code in (400, 422)
    assert answer.json()["code"] in ("upload-incomplete", "bad-request")
    assert _files(data) == []


async def test_a_sender_that_goes_away_leaves_nothing(server: Server, data: Path) -> None:
    _, writer = await asyncio.open_connection("127.0.0.1", int(server.url.rsplit(":", 1)[1]))
    head = "POST / HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 200000\r\n\r\n"
    writer.write((head + _form(("file", "x" * 100_000))).encode())
    await writer.drain()
    while not _files(data):
        await asyncio.sleep(0.01)
    writer.transport.abort()
    while _files(data):
        await asyncio.sleep(0.01)


async def test_a_disk_that_takes_nothing_is_told(server: Server, folder: UploadFolder) -> None:
    folder.path.rmdir()
    folder.path.write_text("in the way")
    answer = await server.client.post("/", files={"file": ("a", b"1")})
    assert (answer.status_code, answer.json()["code"]) == (400, "upload-not-stored")
    folder.path.unlink()


def test_a_data_folder_that_cannot_be_written_is_told(data: Path) -> None:
    data.write_text("in the way")
    with pytest.raises(Problem) as raised:
        UploadFolder(data, LIMIT).open()
    assert raised.value.code == "upload-not-stored"


def _recording(folder: UploadFolder) -> Upload:
    upload = Upload(folder.path / "one" / "The recording", {})
    upload.path.parent.mkdir()
    soundfile.write(upload.path, np.zeros((8000, 2), np.float32), 8000, format="WAV")
    return upload


def test_the_file_goes_when_its_sound_has_been_read(folder: UploadFolder, data: Path) -> None:
    upload = _recording(folder)
    source = UploadedSource(FileSource(upload.path), upload)
    assert (source.tracks, source.rate, source.warning) == (("rep", "client"), 8000, None)
    assert sum(len(block.samples) for block in source.blocks()) == 8000
    assert _files(data) == []


def test_what_was_wrong_with_the_file_is_known_at_its_end(folder: UploadFolder) -> None:
    upload = _recording(folder)
    upload.path.write_bytes(upload.path.read_bytes()[:16_000])
    source = UploadedSource(FileSource(upload.path), upload)
    list(source.blocks())
    assert source.warning is not None
    assert source.warning.code == "file-truncated"


def test_the_file_goes_when_the_call_is_ended_in_the_middle(folder: UploadFolder, data: Path) -> None:
    upload = _recording(folder)
    source = UploadedSource(FileSource(upload.path), upload)
    blocks = iter(source.blocks())
    next(blocks)
    source.close()
    list(blocks)
    assert _files(data) == []


def test_the_file_goes_when_the_call_never_began(folder: UploadFolder, data: Path) -> None:
    upload = _recording(folder)
    UploadedSource(FileSource(upload.path), upload).close()
    assert _files(data) == []


def test_a_new_service_clears_away_what_a_killed_one_left(folder: UploadFolder, data: Path) -> None:
    _recording(folder)
    other = UploadFolder(data, LIMIT)
    other.open()
    assert len(_files(data)) == 1, "the first service still runs"
    assert folder._lock is not None
    FileLock(folder._lock.lock_file).release()
    folder._lock.release()
    third = UploadFolder(data, LIMIT)
    third.open()
    assert _files(data) == []
    third.close()
    other.close()
    folder._lock = None
    assert list((data / "uploads").iterdir()) == []


def test_the_form_describes_itself() -> None:
    schema = form_schema(UploadForm)
    assert set(schema["properties"]) == {"file", "rep", "kind", "goal", "client", "speed"}
    assert schema["properties"]["file"]["format"] == "binary"
    assert schema["required"] == ["file"]
