"""The routes of a call's review: its notes edited, approved and compared, and words of the transcript put right."""

import asyncio
from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import Field, StringConstraints

from assistant.events import Evidence, SideShare
from assistant.export.approved import after_approval
from assistant.review.changes import Change
from assistant.review.sheet import Author, Party, Section
from assistant.store.reviews import Glance, Revision
from audio.problem import Problem
from web.api import FAILED, CallId
from web.bodies import Body
from web.problems import ProblemBody
from web.service import Here

MOST_CHANGES = 500
"""Of one request: more are sent in the next."""

Tab = Annotated[str, StringConstraints(min_length=1, max_length=64)]


class LineView(Body):
    """A line of the notes. `side`: whose promise it is, None outside the commitments; `author`: who wrote its words."""

    id: str
    section: Section
    text: str
    evidence: tuple[Evidence, ...]
    side: Party | None
    author: Author
    conflict: bool
    """Whether it was written in another tab in place of the words of line `beside` (or of "next.what"…)."""
    beside: str | None


class NextView(Body):
    """The purpose of the next communication, and the step agreed. `when` as said; `date` as ISO date, or date and time."""

    purpose: str | None
    what: str | None
    who: Party | None
    when: str | None
    date: str | None
    evidence: tuple[Evidence, ...]
    author: Author


class SheetView(Body):
    """The notes as they are edited. `coverage`: share (0..1) of each side's speech that has words."""

    lines: tuple[LineView, ...]
    next: NextView | None
    coverage: SideShare


class Review(Body):
    """The newest revision of a call's notes."""

    call: str
    revision: int
    """Counts up with everything that is saved; numbers may be missing in between."""
    author: Author
    """Who made this revision."""
    made: str
    """UTC, ISO 8601, as all times of revisions are."""
    approved: bool
    approved_at: str | None
    sheet: SheetView
    words_missing: SideShare
    """Share (0..1) of each side's speech without words; None where none is missing."""
    outdated: bool
    """Whether words have been put right since the notes were last drafted: those that are not approved follow in a moment."""
    warning: ProblemBody | None = None
    """What did not come off besides: an export of approved notes, which stay approved, or a new draft."""


class ChangesMade(Body):
    """Changes in the order in which they were made in one tab, which names itself as it likes."""

    tab: Tab
    changes: Annotated[tuple[Change, ...], Field(min_length=1, max_length=MOST_CHANGES)]


class RevisionView(Body):
    """A revision at a glance."""

    revision: int
    author: Author
    made: str
    approved: bool
    lines: int


class WhichRevision(Body):
    """A revision by its number."""

    revision: int


class Restored(WhichRevision):
    """The revision that is brought back, and the tab that does so."""

    tab: Tab


class Correction(Body):
    """What was really said, or who said it; one of them or both. `was`: the words as they stood, by which a change made meanwhile is noticed."""

    utterance: Annotated[str, StringConstraints(max_length=64)]
    text: Annotated[str, StringConstraints(strip_whitespace=True, max_length=20_000)] | None = None
    side: Literal["rep", "client"] | None = None
    was: Annotated[str, StringConstraints(max_length=20_000)]


router = APIRouter(prefix="/api/calls/{call}", responses=FAILED)


@router.get("/review", summary="The notes as they stand, to be edited")
async def read(here: Here, call: CallId) -> Review:
    newest = here.store.reviews.newest(call)
    here.redrafts.begin(call)
    return _review(here, call, newest)


@router.post("/review/changes", summary="Change the notes")
async def change(here: Here, call: CallId, body: ChangesMade) -> Review:
    """Does each change once, however often it is sent. Where another tab has written meanwhile, both stay. Refused for approved notes."""
    return _review(here, call, here.store.reviews.change(call, body.tab, body.changes))


@router.get("/review/revisions", summary="Every revision of the notes, the newest first")
async def revisions(here: Here, call: CallId) -> list[RevisionView]:
    return [_glance(glance) for glance in here.store.reviews.revisions(call)]


@router.get("/review/revisions/{number}", summary="The notes as they stood in one revision")
async def revision(here: Here, call: CallId, number: int) -> SheetView:
    return SheetView.model_validate(here.store.reviews.revision(call, number).sheet)


@router.post("/review/restore", summary="Bring an earlier revision back")
async def restore(here: Here, call: CallId, body: Restored) -> Review:
    """It becomes the newest; the one that stood there stays among the revisions. Refused for approved notes."""
    return _review(here, call, here.store.reviews.restore(call, body.tab, body.revision))


@router.post("/review/approve", summary="Approve the notes")
async def approve(here: Here, call: CallId, body: WhichRevision) -> Review:
    """Refused where the revision is not the newest any more. Then they go where the settings send approved notes."""
    before = here.store.reviews.newest(call)
    approved = here.store.reviews.approve(call, body.revision)
    warning = await _exported(here, call) if before.approved is None else None
    return _review(here, call, approved, warning)


@router.post("/review/reopen", summary="Open approved notes to changes again")
async def reopen(here: Here, call: CallId) -> Review:
    reopened = here.store.reviews.reopen(call)
    here.redrafts.begin(call)
    return _review(here, call, reopened)


@router.post("/corrections", summary="Put words of the transcript right, or give them to the other side")
async def correct(here: Here, call: CallId, body: Correction) -> Review:
    """The answer comes at once; the notes follow in a moment, where they are not edited by hand, as a newer revision."""
    await here.redrafts.correct(call, body.utterance, text=body.text, side=body.side, was=body.was)
    return _review(here, call, here.store.reviews.newest(call))


async def _exported(here: Here, call: str) -> Problem | None:
    """Exports a call that was just approved; gives what did not come off."""
    try:
        approval = await asyncio.to_thread(after_approval, here.store, here.settings, call)
    except Problem as problem:
        return problem
    return approval.problems[0] if approval.problems else None


def _review(here: Here, call: str, newest: Revision, warning: Problem | None = None) -> Review:
    coverage = newest.sheet.coverage
    problem = warning or here.redrafts.failed(call)
    return Review(
        call=call,
        revision=newest.number,
        author=newest.author,
        made=_utc(newest.made),
        approved=newest.approved is not None,
        approved_at=_utc(newest.approved) if newest.approved else None,
        sheet=SheetView.model_validate(newest.sheet),
        words_missing=SideShare(rep=_missing(coverage.rep), client=_missing(coverage.client)),
        outdated=here.store.reviews.outdated(call),
        warning=ProblemBody.of(problem) if problem else None,
    )


def _glance(glance: Glance) -> RevisionView:
    made = _utc(glance.made)
    return RevisionView(revision=glance.number, author=glance.author, made=made, approved=glance.approved is not None, lines=glance.lines)


def _missing(share: float | None) -> float | None:
    return None if share is None or share >= 1 else round(1 - share, 3)


def _utc(time: datetime) -> str:
    return f"{time.isoformat(timespec='seconds')}Z"
