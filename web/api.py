"""The routes under `/api`: calls, their notes and sound, uploads, devices and what is missing."""

import asyncio
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from starlette.responses import FileResponse, PlainTextResponse, Response

from assistant.desk import CallSetup
from assistant.doctor import examine
from assistant.events import CallStarted, Plan, PlanChanged
from assistant.export.document import plan_of
from assistant.notes.markdown import render
from assistant.store import CallSummary
from audio.devices import DeviceSource, list_devices
from audio.file import FileSource
from audio.problem import Problem
from web import uploads
from web.bodies import (
    CallDetails,
    DemoChoice,
    DeviceChoice,
    DeviceLink,
    Devices,
    Dismissal,
    Finding,
    Microphone,
    PlanChange,
    StartCall,
    TypedNote,
    UploadForm,
)
from web.links import UNUSED_SECONDS, reachable
from web.problems import ProblemBody
from web.sample import sample_setup
from web.service import Here

PROBLEM = {"application/json": {"schema": {"$ref": f"#/components/schemas/{ProblemBody.__name__}"}}}
"""Named by hand: FastAPI would say that a route whose good answer is not JSON has problems that are not JSON either."""

FAILED: dict[int | str, dict[str, Any]] = {
    "4XX": {"content": PROBLEM, "description": "What is wrong, and what to do about it."},
    "5XX": {"content": PROBLEM, "description": "Something went wrong inside Callcue."},
}
FLAC: dict[int | str, dict[str, Any]] = {
    200: {"content": {"audio/flac": {"schema": {"type": "string", "format": "binary"}}}, "description": "The whole recording."},
    206: {"content": {"audio/flac": {"schema": {"type": "string", "format": "binary"}}}, "description": "The range asked for."},
}
UPLOAD_BODY = {"requestBody": {"required": True, "content": {"multipart/form-data": {"schema": uploads.form_schema(UploadForm)}}}}


class Markdown(PlainTextResponse):
    """Text in Markdown, in UTF-8."""

    media_type = "text/markdown"


router = APIRouter(prefix="/api", responses=FAILED)

CallId = Annotated[str, Path(description="Id of the call, such as 20261121-213000-7f3a.", max_length=64)]


@router.get("/calls", summary="Calls, newest first")
async def calls(here: Here, search: Annotated[str | None, Query(max_length=200)] = None) -> list[CallSummary]:
    # A search reads every word ever kept, and the event loop may have a call to attend to. Reading is safe on any thread.
    return await asyncio.to_thread(here.store.calls, search)


@router.post("/calls", status_code=201, summary="Start a call")
async def start(here: Here, body: StartCall) -> CallSummary:
    return await _start(here, await asyncio.to_thread(_setup, body))


@router.post("/uploads", status_code=201, summary="Replay a recording", openapi_extra=UPLOAD_BODY)
async def upload(request: Request, here: Here) -> CallSummary:
    """The recording is one part of a multipart form; it may be as large as the settings allow."""
    # Said before the file is sent, not after.
    here.desk.check_free()
    sent = await here.uploads.receive(request)
    try:
        return await _start(here, await asyncio.to_thread(_upload_setup, sent))
    except BaseException:
        sent.remove()
        raise


@router.get("/calls/{call}", summary="One call with its plan and notes")
async def details(here: Here, call: CallId) -> CallDetails:
    summary = here.store.call(call)
    facts = here.store.facts(call, types=(CallStarted, PlanChanged))
    revision, notes = here.store.notes(call) or (0, None)
    return CallDetails(**summary.model_dump(), plan=plan_of(facts), notes=notes, notes_revision=revision)


@router.delete("/calls/{call}", status_code=204, summary="Delete a call with everything that was kept of it")
async def delete(here: Here, call: CallId) -> None:
    here.store.delete(call)


@router.post("/calls/{call}/end", status_code=202, response_class=Response, summary="End a call that is going on")
async def end(here: Here, call: CallId) -> None:
    await here.desk.end(call)


@router.post("/calls/{call}/prompts/{prompt}/dismiss", status_code=204, summary="Send the prompt that is shown away")
async def dismiss(here: Here, call: CallId, prompt: str, body: Dismissal) -> None:
    here.desk.dismiss(call, prompt, body.outcome)


@router.patch("/calls/{call}/plan", status_code=204, summary="Change the plan of a call that is going on")
async def change_plan(here: Here, call: CallId, body: PlanChange) -> None:
    """What is left out stays as it is."""
    here.desk.change_plan(
        call, {name: getattr(body, name) or Plan.model_fields[name].default for name in body.model_fields_set - {"kind"}}, body.kind
    )


@router.post("/calls/{call}/notes", status_code=204, summary="Keep what the rep typed during a call that is going on")
async def add_note(here: Here, call: CallId, body: TypedNote) -> None:
    here.desk.add_note(call, body.text, body.begun)


@router.post("/calls/{call}/swap", status_code=204, summary="Give each side of a call that is going on the other's words")
async def swap(here: Here, call: CallId) -> None:
    here.desk.swap_sides(call)


@router.post("/calls/{call}/links", status_code=201, summary="Make a link that shows the overlay of this call on another device, once")
async def link(request: Request, here: Here, call: CallId) -> DeviceLink:
    here.desk.summary(call)
    address = reachable(here.host, request.scope["server"][1])
    return DeviceLink(address=f"{address}/device/{here.links.make(call)}", minutes=UNUSED_SECONDS // 60)


@router.get("/calls/{call}/notes.md", response_class=Markdown, summary="The notes as Markdown")
async def notes(here: Here, call: CallId) -> Markdown:
    summary = here.store.call(call)
    drafted = here.store.notes(call)
    if drafted is None:
        raise Problem("no-notes", "There are no notes of this call.", "They are drafted when the call ends.")
    return Markdown(render(drafted[1], summary))


@router.get("/calls/{call}/sound", response_class=FileResponse, responses=FLAC, summary="The recording, left the rep and right the client")
async def sound(here: Here, call: CallId) -> FileResponse:
    here.store.call(call)
    path = here.store.folder(call) / "sound.flac"
    if not path.is_file():
        raise Problem("no-recording", "There is no recording of this call.", "A call that is going on has one when it has ended.")
    return FileResponse(path, media_type="audio/flac")


@router.get("/devices", summary="What can be heard on this machine")
async def devices() -> Devices:
    try:
        found = await asyncio.to_thread(list_devices)
    except Problem as problem:
        return Devices(microphones=(), problem=ProblemBody.of(problem))
    return Devices(microphones=tuple(Microphone.model_validate(device) for device in found), problem=None)


@router.get("/doctor", summary="What is missing on this machine, and what mends it")
async def doctor(here: Here) -> list[Finding]:
    calling = here.desk.current() is not None
    return [Finding.model_validate(finding) for finding in await asyncio.to_thread(examine, here.settings, calling=calling)]


async def _start(here: Here, setup: CallSetup) -> CallSummary:
    try:
        call = await here.desk.start(setup)
    except BaseException:
        setup.source.close()
        raise
    return here.desk.summary(call)


def _setup(body: StartCall) -> CallSetup:
    """What the request asks for. Blocks while the device or the sample is opened."""
    match body.source:
        case DemoChoice():
            return sample_setup(body.kind, body.plan)
        case DeviceChoice(mic=mic, far=far):
            source = DeviceSource(mic, far)
            return CallSetup(body.kind or "purpose", body.plan or Plan(), None, source, paced=True, label="devices")


def _upload_setup(sent: uploads.Upload) -> CallSetup:
    """What the form asks for. Blocks while the file is looked at; raises `Problem` where it is no sound."""
    try:
        form = UploadForm.model_validate(sent.fields)
    except ValidationError as error:
        raise RequestValidationError([{**fault, "loc": ("body", *fault["loc"])} for fault in error.errors()]) from error
    source = uploads.UploadedSource(FileSource(sent.path, form.rep), sent)
    plan = Plan(client=form.client or None, goal=form.goal or None)
    return CallSetup(form.kind, plan, None, source, paced=form.speed == "1", label="upload")
