"""The routes of a call's review: its notes edited, approved and compared, and words of the transcript put right."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from assistant.events import Evidence, SideShare
from assistant.review.changes import Change
from assistant.review.sheet import Author, Party, Section
from web.bodies import Body
from web.problems import ProblemBody

MOST_CHANGES = 500
"""Of one request: more are sent in the next."""


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
    """Whether words have been put right since it was approved: reopening drafts it anew."""
    warning: ProblemBody | None = None
    """What did not come off besides: an approval stands though its export failed."""


class ChangesMade(Body):
    """Changes in the order in which they were made in one tab, which names itself as it likes."""

    tab: Annotated[str, StringConstraints(min_length=1, max_length=64)]
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


class Correction(Body):
    """What was really said, or who said it; one of them or both. `was`: the words as they stood, by which a change made meanwhile is noticed."""

    utterance: Annotated[str, StringConstraints(max_length=64)]
    text: Annotated[str, StringConstraints(strip_whitespace=True, max_length=20_000)] | None = None
    side: Literal["rep", "client"] | None = None
    was: Annotated[str, StringConstraints(max_length=20_000)]
