"""What a rep does to the notes, one change at a time, in as many tabs as are open: whatever they do at once, nothing typed is lost.

Every change says what stood there when it was typed (`was`). Where something else stands there that somebody has typed since, that stays,
and the new words are kept as a line of their own right after it, marked `conflict`. A line that was taken away in one tab and written in
another comes back. A change that comes again (its answer got lost) changes nothing.
"""

from collections.abc import Iterable
from datetime import datetime
from hashlib import blake2s
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, TypeAdapter

from assistant.events import Evidence, Frozen
from assistant.review.sheet import Author, Party, Removed, Section, Sheet, SheetLine, SheetNext

MOST_REMEMBERED = 500
"""Ids of changes that a sheet remembers: a retry comes within seconds, and these are many minutes of typing."""

Id = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=r"^[\w.~-]+$")]
Words = Annotated[str, StringConstraints(max_length=4000)]


def _is_date(date: str) -> str:
    datetime.fromisoformat(date)
    return date


Typed = Annotated[Annotated[str, StringConstraints(strip_whitespace=True, max_length=4000)] | None, AfterValidator(lambda text: text or None)]
"""A field of the next step; an empty one is none."""
Day = Annotated[
    Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?)?$"), AfterValidator(_is_date)] | None,
    BeforeValidator(lambda text: None if text == "" else text),
]


class NextFields(Frozen):
    """The next step as it is typed. `when`: as said or typed; `date`: ISO date, or date and time, local."""

    purpose: Typed = None
    what: Typed = None
    who: Party | None = None
    when: Typed = None
    date: Day = None
    evidence: tuple[Evidence, ...] = Field(default=(), max_length=100)


class _Change(Frozen):
    id: Id
    """Made by the page, another for every change; the same when it is sent again."""


class SetText(_Change):
    """Other words for a line."""

    op: Literal["set-text"]
    line: Id
    text: Words
    was: Words


class Add(_Change):
    """A new line, its id made by the page; `after`: the line it comes after, None: first of its section."""

    op: Literal["add"]
    line: Id
    section: Section
    text: Words = ""
    evidence: Annotated[tuple[Evidence, ...], Field(max_length=100)] = ()
    side: Party | None = None
    after: Id | None = None


class Remove(_Change):
    """A line that goes."""

    op: Literal["remove"]
    line: Id
    was: Words


class Move(_Change):
    """A line that goes elsewhere."""

    op: Literal["move"]
    line: Id
    section: Section
    after: Id | None


class SetSide(_Change):
    """Who promised it."""

    op: Literal["set-side"]
    line: Id
    side: Party


class SetNext(_Change):
    """Another next step, or none."""

    op: Literal["set-next"]
    next: NextFields | None
    was: NextFields | None


AnyChange = SetText | Add | Remove | Move | SetSide | SetNext
Change = Annotated[AnyChange, Field(discriminator="op")]
changes: TypeAdapter[AnyChange] = TypeAdapter(Change)
"""Reads and writes any change as JSON."""


def apply(sheet: Sheet, change: AnyChange) -> Sheet:
    """The sheet after a change. Pure; the same change twice is as once."""
    if change.id in sheet.applied:
        return sheet
    return _changed(sheet, change).model_copy(update={"applied": (*sheet.applied, change.id)[-MOST_REMEMBERED:]})


def apply_all(sheet: Sheet, batch: Iterable[AnyChange]) -> Sheet:
    """The sheet after changes, one after the other."""
    for change in batch:
        sheet = apply(sheet, change)
    return sheet


def _changed(sheet: Sheet, change: AnyChange) -> Sheet:
    match change:
        case SetText():
            return _set_text(sheet, change)
        case Add():
            return _add(sheet, change)
        case Remove():
            return _remove(sheet, change)
        case Move():
            return _move(sheet, change)
        case SetSide():
            return _set_side(sheet, change)
        case SetNext():
            return _set_next(sheet, change)


def restored(sheet: Sheet, earlier: Sheet) -> Sheet:
    """The sheet as it was earlier. What stands there now can come back, and changes made since are still known."""
    now = sheet
    for line in sheet.lines:
        if earlier.line(line.id) is None:
            now = taken_away(now, line, "rep")
    back = {line.id for line in earlier.lines}
    removed = tuple(gone for gone in now.removed if gone.line.id not in back)
    kept = {"lines": earlier.lines, "next": earlier.next, "no_next": earlier.no_next}
    return sheet.model_copy(update={**kept, "removed": removed})


def taken_away(sheet: Sheet, line: SheetLine, by: Author) -> Sheet:
    """The sheet without a line, which can come back."""
    section = sheet.of(line.section)
    at = section.index(line)
    gone = Removed(line=line, after=section[at - 1].id if at else None, by=by)
    removed = (*(other for other in sheet.removed if other.line.id != line.id), gone)
    return sheet.model_copy(update={"lines": tuple(other for other in sheet.lines if other is not line), "removed": removed})


def inserted(sheet: Sheet, line: SheetLine, after: str | None) -> Sheet:
    """The sheet with a line after another, or first of its section (None). Where that other is gone, the line before it counts."""
    lines, gone = list(sheet.lines), {gone.line.id: gone.after for gone in sheet.removed}
    while after in gone and sheet.line(after) is None:
        after = gone.pop(after)
    at = next((place + 1 for place, other in enumerate(lines) if other.id == after), 0 if after is None else len(lines))
    return sheet.model_copy(update={"lines": (*lines[:at], line, *lines[at:])})


def _set_text(sheet: Sheet, change: SetText) -> Sheet:
    line = sheet.line(change.line)
    if line is None:
        return _revived(sheet, change)
    if line.text == change.text:
        return _put(sheet, _seen(line, change)) if line.conflict else sheet
    if line.text == change.was or line.author == "draft":
        return _put(sheet, _written(_seen(line, change), change.text))
    return _beside(sheet, line.id, line, change.id, change.text, change.was)


def _seen(line: SheetLine, change: SetText) -> SheetLine:
    """The line, no longer in doubt where the change knew what stands in it."""
    return line.model_copy(update={"conflict": False}) if line.conflict and line.text == change.was else line


def _written(line: SheetLine, text: str) -> SheetLine:
    drafted = line.text if line.author == "draft" else line.drafted
    return line.model_copy(update={"text": text, "author": "rep", "drafted": drafted})


def _revived(sheet: Sheet, change: SetText) -> Sheet:
    """A line that is not there, written nevertheless: it comes back where it was, as written."""
    gone = next((gone for gone in sheet.removed if gone.line.id == change.line), None)
    if gone is None:
        # Only where a draft took it away long ago: its words are all that is known of it.
        if not change.text.strip():
            return sheet
        return inserted(sheet, SheetLine(id=change.line, section="discussed", text=change.text, author="rep"), after=_last(sheet, "discussed"))
    if not change.text.strip():
        return sheet
    sheet = sheet.model_copy(update={"removed": tuple(other for other in sheet.removed if other is not gone)})
    return inserted(sheet, _written(gone.line, change.text), gone.after)


def _beside(sheet: Sheet, beside: str, after: SheetLine | None, change: str, text: str, was: str, section: Section = "commitments") -> Sheet:
    """Keeps words that stand in the way of others as a line of their own; words typed on there change that line."""
    twin = next((line for line in sheet.lines if line.beside == beside and line.text in (was, text)), None)
    if twin is not None:
        return _put(sheet, twin.model_copy(update={"text": text}))
    if not text.strip():
        return sheet
    line = SheetLine(
        id=blake2s(f"{change} {beside}".encode(), digest_size=8).hexdigest(),
        section=after.section if after else section,
        text=text,
        evidence=after.evidence if after else (),
        side=after.side if after else _side(section, None, text),
        author="rep",
        conflict=True,
        beside=beside,
    )
    return inserted(sheet, line, after.id if after else _last(sheet, section))


def _add(sheet: Sheet, change: Add) -> Sheet:
    there = sheet.line(change.line)
    if there is not None or any(gone.line.id == change.line for gone in sheet.removed):
        return sheet if there is not None and there.text == change.text else _beside_added(sheet, there, change)
    line = SheetLine(
        id=change.line,
        section=change.section,
        text=change.text,
        evidence=change.evidence,
        side=_side(change.section, change.side, change.text),
        author="rep",
    )
    return inserted(sheet, line, change.after)


def _beside_added(sheet: Sheet, there: SheetLine | None, change: Add) -> Sheet:
    """Words added under an id that is taken: an accident, which loses nothing."""
    return _beside(sheet, change.line, there, change.id, change.text, change.text, change.section)


def _remove(sheet: Sheet, change: Remove) -> Sheet:
    line = sheet.line(change.line)
    if line is not None and (line.text == change.was or line.author == "draft"):
        return taken_away(sheet, line, "rep")
    twin = next((other for other in sheet.lines if other.beside == change.line and other.text == change.was), None)
    return sheet if twin is None else taken_away(sheet, twin, "rep")


def _move(sheet: Sheet, change: Move) -> Sheet:
    line = sheet.line(change.line)
    if line is None or change.after == line.id:
        return sheet
    side = line.side if line.section == change.section else _side(change.section, None, line.text)
    rest = sheet.model_copy(update={"lines": tuple(other for other in sheet.lines if other is not line)})
    return inserted(rest, line.model_copy(update={"section": change.section, "side": side}), change.after)


def _set_side(sheet: Sheet, change: SetSide) -> Sheet:
    line = sheet.line(change.line)
    if line is None or line.section != "commitments" or line.side == change.side:
        return sheet
    return _put(sheet, _written(line, line.text).model_copy(update={"side": change.side}))


def _side(section: Section, side: Party | None, text: str) -> Party | None:
    """Whose promise a line is that comes among the commitments; None in any other section."""
    if section != "commitments":
        return None
    return side or ("client" if text.lower().startswith("client") else "rep")


def _set_next(sheet: Sheet, change: SetNext) -> Sheet:
    standing = _fields(sheet.next)
    if standing == change.next:
        return sheet
    by_hand = sheet.no_next if sheet.next is None else sheet.next.author == "rep"
    if standing == change.was or not by_hand or standing is None:
        return _with_next(sheet, change.next)
    if change.next is None:
        return sheet
    return _merged_next(sheet, standing, change.was or NextFields(), change.next, change.id)


def _merged_next(sheet: Sheet, standing: NextFields, was: NextFields, new: NextFields, change: str) -> Sheet:
    """Each field as whoever changed it; where both did, what stands there stays and the new words are kept as a line."""
    merged = dict(standing)
    for name in NextFields.model_fields:
        mine, before, theirs = getattr(new, name), getattr(was, name), getattr(standing, name)
        if mine in (before, theirs):
            continue
        if theirs == before or name in ("who", "evidence"):
            merged[name] = mine
        elif mine is not None:
            sheet = _beside(sheet, f"next.{name}", None, change, mine, before or "")
    return _with_next(sheet, NextFields.model_construct(**merged))


def _with_next(sheet: Sheet, fields: NextFields | None) -> Sheet:
    following = None if fields is None else SheetNext(**dict(fields), author="rep")
    return sheet.model_copy(update={"next": following, "no_next": following is None})


def _fields(following: SheetNext | None) -> NextFields | None:
    """The step as it stands. What was drafted is not held to the rules for what is typed."""
    return None if following is None else NextFields.model_construct(**{name: getattr(following, name) for name in NextFields.model_fields})


def _put(sheet: Sheet, line: SheetLine) -> Sheet:
    return sheet.model_copy(update={"lines": tuple(line if other.id == line.id else other for other in sheet.lines)})


def _last(sheet: Sheet, section: Section) -> str | None:
    lines = sheet.of(section)
    return lines[-1].id if lines else None
