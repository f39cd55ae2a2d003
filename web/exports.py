"""The routes of exports: a call as files, where approved notes go by themselves, and what of a call has arrived there."""

import asyncio
import io
import tempfile
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from fastapi import APIRouter
from starlette.background import BackgroundTask
from starlette.responses import FileResponse, Response

from assistant.export.courier import utc_now
from assistant.export.document import document_of
from assistant.export.folder import export_call
from assistant.export.formats import MEDIA, call_files, missing
from assistant.export.names import FORMATS, FormatName
from assistant.export.webhooks import FOLDER, host_of, load_webhooks, stays_here
from assistant.store import Store
from assistant.store.out import Delivery
from audio.problem import Problem
from web.api import FAILED, CallId
from web.bodies import Body
from web.problems import ProblemBody
from web.service import Here, Service


class Format(Body):
    """A format of exports."""

    name: FormatName
    title: str
    about: str
    missing: ProblemBody | None
    """Why the call can't be had in it; None where it can."""


class Target(Body):
    """Where approved notes go by themselves."""

    name: str
    address: str
    """Of a webhook, its host, since the rest may be a secret; of the folder, its path."""
    here: bool
    """Whether what goes there stays on this machine."""


class Sent(Body):
    """Something of a call that was to be sent. Times: UTC, ISO 8601."""

    target: str
    """A webhook by its name, `folder`, or `webhooks.yaml` while that has a mistake."""
    state: Literal["waiting", "arrived", "given-up"]
    attempts: int
    made: datetime
    next_try: datetime | None
    delivered: datetime | None
    fault: str | None


class Exports(Body):
    """What a call can be exported as, where approved notes go by themselves, and what of this call has arrived there."""

    formats: tuple[Format, ...]
    targets: tuple[Target, ...]
    sent: tuple[Sent, ...]
    """The latest for each target."""
    problem: ProblemBody | None
    """What is wrong with the list of webhooks: until that is mended, what is to be sent to them waits."""


router = APIRouter(prefix="/api/calls/{call}", responses=FAILED)

FILES: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}, "description": "The file, or a zip."}
}


@router.get("/exports", summary="What a call can be exported as, where approved notes go, and what has arrived there")
async def exports(here: Here, call: CallId) -> Exports:
    here.store.call(call)
    return await asyncio.to_thread(_exports, here, call)


@router.post("/exports/retry", status_code=204, response_class=Response, summary="Send again at once what has not arrived")
async def retry(here: Here, call: CallId) -> None:
    here.store.call(call)
    here.store.out.again(utc_now(), call)


@router.get("/export/{format_name}", response_class=Response, responses=FILES, summary="A call as a file")
async def export(here: Here, call: CallId, format_name: FormatName) -> Response:
    """Formats of several files, and the folder with everything, come as a zip."""
    here.store.call(call)
    if format_name == "folder":
        return await asyncio.to_thread(_folder, here.store, call)
    files = await asyncio.to_thread(call_files, here.store, call, format_name)
    if len(files) == 1:
        ((ending, content),) = files.items()
    else:
        ending, content = f"{format_name}.zip", _zipped(files)
    return Response(content, headers=_attached(f"{call}.{ending}"), media_type=MEDIA[ending.rpartition(".")[2]])


def _exports(here: Service, call: str) -> Exports:
    document = document_of(here.store, call)
    formats = [Format(name=name, title=text.title, about=text.about, missing=_body(missing(document, name))) for name, text in FORMATS.items()]
    folder = here.settings.export_when_approved
    targets = [Target(name=FOLDER, address=str(folder), here=True)] if folder else []
    problem = None
    try:
        targets += [Target(name=hook.name, address=host_of(hook.url), here=stays_here(hook.url)) for hook in load_webhooks(here.settings.data)]
    except Problem as mistake:
        problem = mistake
    latest = {one.target: _sent(one) for one in reversed(here.store.out.deliveries(call))}
    return Exports(formats=tuple(formats), targets=tuple(targets), sent=tuple(latest.values()), problem=_body(problem))


def _body(problem: Problem | None) -> ProblemBody | None:
    return ProblemBody.of(problem) if problem else None


def _sent(one: Delivery) -> Sent:
    def aware(time: datetime | None) -> datetime | None:
        return time and time.replace(tzinfo=UTC)

    return Sent(
        target=one.target,
        state=one.state,
        attempts=one.attempts,
        made=one.made.replace(tzinfo=UTC),
        next_try=aware(one.next_try),
        delivered=aware(one.delivered),
        fault=one.fault,
    )


def _zipped(files: dict[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return written.getvalue()


def _folder(store: Store, call: str) -> Response:
    """The folder with everything as a zip, made in a place of its own that goes when it has been sent: recordings may be large."""
    place = tempfile.TemporaryDirectory(prefix="callcue-export-")
    try:
        path = Path(place.name) / "export.zip"
        folder = export_call(store, call, Path(place.name))
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in sorted(folder.iterdir()):
                # Sound is compressed already.
                archive.write(file, f"{call}/{file.name}", zipfile.ZIP_STORED if file.suffix == ".flac" else None)
    except BaseException as error:
        place.cleanup()
        if isinstance(error, OSError):
            raise Problem("disk-full", f"The export can't be packed: {error.strerror}.", "Free some space.") from error
        raise
    return FileResponse(path, headers=_attached(f"{call}.zip"), media_type=MEDIA["zip"], background=BackgroundTask(place.cleanup))


def _attached(name: str) -> dict[str, str]:
    """That a file is to be kept, and under which name: the call's id, which says nothing about it."""
    return {"Content-Disposition": f'attachment; filename="{name}"'}
