"""The notes as they are edited: lines with names of their own, who wrote each, and what was taken away, so that nothing typed is lost."""

from collections.abc import Iterable, Iterator
from hashlib import blake2s
from typing import Literal, get_args

from assistant.events import Commitment, Evidence, Frozen, Line, NextCommunication, Notes, SideShare, SpeechCorrected
from assistant.review.words import requoted

Section = Literal["discussed", "proposed", "facts", "personal", "questions", "commitments"]
SECTIONS: tuple[Section, ...] = get_args(Section)
Author = Literal["draft", "rep"]
Party = Literal["rep", "client"]


class SheetLine(Frozen):
    """A line of the notes.

    `author`: who wrote its words. A line typed by the rep may rest on no words of the call: the rule that none may binds the drafter.
    `drafted`: what the draft said, where the rep has written something else in its place; None for a line that is the rep's from the start.
    """

    id: str
    section: Section
    text: str
    evidence: tuple[Evidence, ...] = ()
    side: Party | None = None
    """Whose promise it is; None outside the commitments."""
    author: Author = "draft"
    drafted: str | None = None
    conflict: bool = False
    """Whether it was written in another tab in place of the words of `beside`, and nobody has looked at both yet."""
    beside: str | None = None
    """The line (or "next.what"…) that it was meant for; None where `conflict` never was."""


class SheetNext(Frozen):
    """The purpose of the next communication and the step agreed; fields as in `NextCommunication`."""

    purpose: str | None = None
    what: str | None = None
    who: Party | None = None
    when: str | None = None
    date: str | None = None
    evidence: tuple[Evidence, ...] = ()
    author: Author = "draft"


class Removed(Frozen):
    """A line that was taken away, by whom, and the line it stood after (None: it was the first of its section)."""

    line: SheetLine
    after: str | None
    by: Author


class Sheet(Frozen):
    """The notes of a call as they are edited. Lines stand in the order of their section; sections may be mixed."""

    lines: tuple[SheetLine, ...] = ()
    next: SheetNext | None = None
    no_next: bool = False
    """Whether the rep has taken the next step away: then no draft puts one there again."""
    coverage: SideShare = SideShare()
    removed: tuple[Removed, ...] = ()
    applied: tuple[str, ...] = ()
    """Ids of the latest changes, oldest first: what comes twice is done once."""
    tab: str = ""
    """The tab that wrote last."""

    def line(self, name: str) -> SheetLine | None:
        return next((line for line in self.lines if line.id == name), None)

    def of(self, section: Section) -> tuple[SheetLine, ...]:
        """The lines of a section, in order."""
        return tuple(line for line in self.lines if line.section == section)


def sheet_of(notes: Notes) -> Sheet:
    """Drafted notes as a sheet. Pure; the same notes give the same ids."""
    return Sheet(lines=tuple(_named(_lines(notes))), next=_next_of(notes.next), coverage=notes.coverage)


def notes_of(sheet: Sheet) -> Notes:
    """The notes that a sheet stands for: what is shown, exported and sent. Lines without words are left out."""
    return Notes(
        discussed=_plain(sheet, "discussed"),
        proposed=_plain(sheet, "proposed"),
        facts=_plain(sheet, "facts"),
        personal=_plain(sheet, "personal"),
        questions=_plain(sheet, "questions"),
        commitments=tuple(
            Commitment(text=line.text.strip(), evidence=line.evidence, side=line.side or "rep")
            for line in sheet.of("commitments")
            if line.text.strip()
        ),
        next=NextCommunication(**sheet.next.model_dump(exclude={"author"})) if sheet.next else None,
        coverage=sheet.coverage,
    )


def requoted_sheet(sheet: Sheet, corrections: Iterable[SpeechCorrected]) -> Sheet:
    """The sheet with what its lines quote as it reads since words were put right, so that lines edited by hand still show what they rest on."""
    right = [fact for fact in corrections if fact.text is not None]
    lines = tuple(line.model_copy(update={"evidence": _requoted(line.evidence, right)}) for line in sheet.lines)
    following = sheet.next and sheet.next.model_copy(update={"evidence": _requoted(sheet.next.evidence, right)})
    return sheet.model_copy(update={"lines": lines, "next": following})


def _requoted(evidence: tuple[Evidence, ...], corrections: Iterable[SpeechCorrected]) -> tuple[Evidence, ...]:
    for fact in corrections:
        evidence = tuple(
            quote.model_copy(update={"quote": requoted(quote.quote, fact.was, fact.text or "")}) if quote.utterance == fact.utterance else quote
            for quote in evidence
        )
    return evidence


def _lines(notes: Notes) -> Iterator[SheetLine]:
    for section in SECTIONS:
        lines: tuple[Line, ...] = getattr(notes, section)
        for line in lines:
            side = line.side if isinstance(line, Commitment) else None
            yield SheetLine(id="", section=section, text=line.text, evidence=line.evidence, side=side)


def _named(lines: Iterable[SheetLine]) -> Iterator[SheetLine]:
    """The lines with ids that follow from what they say and rest on; lines that are alike are counted."""
    seen: dict[str, int] = {}
    for line in lines:
        said = "\0".join((line.section, line.text, *(part for quote in line.evidence for part in (quote.utterance, quote.quote))))
        name = blake2s(said.encode(), digest_size=8).hexdigest()
        seen[name] = seen.get(name, 0) + 1
        yield line.model_copy(update={"id": name if seen[name] == 1 else f"{name}-{seen[name]}"})


def _next_of(following: NextCommunication | None) -> SheetNext | None:
    return SheetNext(**following.model_dump()) if following else None


def _plain(sheet: Sheet, section: Section) -> tuple[Line, ...]:
    return tuple(Line(text=line.text.strip(), evidence=line.evidence) for line in sheet.of(section) if line.text.strip())
