"""The routes of better wording: which language model is switched on, and what it makes of a call's notes."""

from typing import Literal

from fastapi import APIRouter

from assistant.wording.consent import agree, may_go, stays_here
from web.api import FAILED, CallId
from web.bodies import Body
from web.problems import ProblemBody
from web.service import Here


class WriterView(Body):
    """The language model that is switched on."""

    model: str
    place: str
    """Host and port of its server."""
    here: bool
    """Whether what goes there stays on this machine."""
    agreed: bool
    """Whether words of calls may be sent there; always, where they stay here."""


class WordingView(Body):
    """What the language model has made of a call's notes so far, counted in lines."""

    writer: WriterView | None
    """None where none is switched on."""
    state: Literal["none", "waiting", "working", "done", "stopped", "failed"]
    answered: int
    questions: int
    changed: int
    """Put better."""
    added: int
    left_out: int
    """That the model wrote and the words of the call do not bear out."""
    unusable: int
    """Answers that were none, or only the beginning of one."""
    problem: ProblemBody | None
    """What went wrong. Lines that came before stay."""


class Begin(Body):
    """`agree`: words of calls may be sent to the server that is switched on, from now on."""

    agree: bool = False


router = APIRouter(prefix="/api/calls/{call}/wording", responses=FAILED)


@router.get("", summary="Which language model is switched on, and how far it is with the notes")
async def read(here: Here, call: CallId) -> WordingView:
    here.store.call(call)
    return _view(here, call)


@router.post("", status_code=202, summary="Have the notes put better by the language model")
async def begin(here: Here, call: CallId, body: Begin) -> WordingView:
    """Answers at once. The notes stand meanwhile, and lines edited by hand stay; what is put better comes as a newer revision of them.

    Refused where words would leave this machine and nobody has agreed to that, and for approved notes.
    """
    if body.agree and (server := here.wordings.server):
        agree(here.settings.data, server.address)
    here.wordings.begin(call)
    return _view(here, call)


@router.delete("", summary="Break off what the language model is doing for the notes")
async def stop(here: Here, call: CallId) -> WordingView:
    here.wordings.stop(call)
    return _view(here, call)


def _view(here: Here, call: str) -> WordingView:
    progress = here.wordings.progress(call)
    asked, problem = progress.asked, progress.problem
    return WordingView(
        writer=_writer(here),
        state=progress.state,
        answered=asked.answered,
        questions=asked.questions,
        changed=asked.changed,
        added=asked.added,
        left_out=asked.left_out,
        unusable=asked.unusable,
        problem=ProblemBody.of(problem) if problem else None,
    )


def _writer(here: Here) -> WriterView | None:
    server = here.wordings.server
    if server is None:
        return None
    return WriterView(model=server.model, place=server.place, here=stays_here(server.address), agreed=may_go(here.settings.data, server.address))
