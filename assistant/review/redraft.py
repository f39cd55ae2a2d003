"""A new draft put into notes that have been edited: what the rep has written, moved or taken away stays; the rest follows the draft. Pure."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from assistant.events import Notes
from assistant.review.changes import inserted, taken_away
from assistant.review.sheet import SECTIONS, Sheet, SheetLine, notes_of, sheet_of

ALIKE = 0.5
"""Share of the quoted words that two lines must rest on alike (of the fewer), to say the same in other words."""
COVERED = 0.8
"""Share of the quoted words of a new line that a line edited by hand rests on, too, from which it says nothing besides."""


def merge_draft(sheet: Sheet, notes: Notes) -> Sheet:
    """The sheet after a new draft of its call, whoever made that (the rules, or a language model).

    A line of the rep's stays as it is, and what the draft says in its place is left out; so is what the rep has taken away. A line of an
    earlier draft is put as the new one puts it, under the same id and where it stands; what the new draft does not say goes; what it says
    besides comes after the lines before it.
    """
    new = sheet_of(notes)
    pairs = _paired(sheet, new.lines)
    merged = sheet.model_copy(update={"removed": tuple(gone for gone in sheet.removed if gone.by == "rep")})
    for line in sheet.lines:
        if line.author == "draft":
            merged = _follow(merged, line, pairs.get(line.id))
    places = {drafted.id: name for name, drafted in pairs.items()}
    by_hand = [_quoted(line) for line in _edited(sheet)]
    for section in SECTIONS:
        merged = _with_new(merged, [line for line in new.of(section) if line.id in places or not _is_covered(line, by_hand)], places)
    keeps_next = sheet.no_next or (sheet.next is not None and sheet.next.author == "rep")
    return merged.model_copy(update={"next": sheet.next if keeps_next else new.next, "coverage": new.coverage})


def redrafted(sheet: Sheet, before: Notes, after: Notes, corrected: Collection[str]) -> Notes:
    """The draft to put into a sheet when words of some utterances (`corrected`) were put right: `before` and `after` are the rules' drafts.

    Where the sheet has the rules' own lines, the new draft as it is. Where a language model has worded it, or other rules of long ago, only
    what rests on those words, and what the rules now see otherwise, is drafted anew: one name put right must not cost the wording of the rest.
    """
    old, new = sheet_of(before), sheet_of(after)
    drafted = [line for line in sheet.lines if line.author == "draft"]
    if all((line.text, line.evidence) in {(other.text, other.evidence) for other in old.lines} for line in drafted):
        return after
    same = {line.id for line in old.lines} & {line.id for line in new.lines}
    gone = [_quoted(line) for line in old.lines if line.id not in same]
    kept = [line for line in drafted if not _rests_on(line, corrected) and not _is_covered(line, gone)]
    lost = [_quoted(line) for line in drafted if line not in kept]
    said = [_quoted(line) for line in kept]
    added = [line for line in new.lines if not _is_covered(line, said) and (line.id not in same or any(_quoted(line) & words for words in lost))]
    follows = sheet.next is None or before.next != after.next or any(quote.utterance in corrected for quote in sheet.next.evidence)
    return notes_of(Sheet(lines=(*kept, *added), next=new.next if follows else sheet.next, coverage=after.coverage))


def _rests_on(line: SheetLine, utterances: Collection[str]) -> bool:
    return any(quote.utterance in utterances for quote in line.evidence)


def _paired(sheet: Sheet, new: Sequence[SheetLine]) -> dict[str, SheetLine]:
    """Which new line is put in the place of which line, standing or taken away by the rep, by its id; the likest first, each once."""
    old = [*sheet.lines, *(gone.line for gone in sheet.removed if gone.by == "rep")]
    likeness = ((_likeness(line, drafted), line.id, drafted) for line in old for drafted in new)
    pairs: dict[str, SheetLine] = {}
    taken: set[str] = set()
    for alike, name, drafted in sorted(likeness, key=lambda pair: -pair[0]):
        if alike > 0 and name not in pairs and drafted.id not in taken:
            pairs[name] = drafted
            taken.add(drafted.id)
    return pairs


def _likeness(line: SheetLine, drafted: SheetLine) -> float:
    """How surely two lines say the same: 0 where they do not rest on the same words, more the more their words are alike."""
    words = line.text if line.author == "draft" else line.drafted
    one, other = _quoted(line), _quoted(drafted)
    if words is None or not one or not other or len(one & other) < ALIKE * min(len(one), len(other)):
        return 0.0
    alike = SequenceMatcher(None, words.lower(), drafted.text.lower(), autojunk=False).ratio()
    return 1.0 + alike + (line.section == drafted.section) + len(one & other) / len(one | other)


def _quoted(line: SheetLine) -> frozenset[tuple[str, str]]:
    """The words that a line rests on, each with its utterance."""
    return frozenset((quote.utterance, word) for quote in line.evidence for word in quote.quote.lower().split())


def _edited(sheet: Sheet) -> Iterator[SheetLine]:
    """The lines of a draft that the rep has put differently or taken away."""
    yield from (line for line in sheet.lines if line.author == "rep" and line.drafted is not None)
    yield from (gone.line for gone in sheet.removed if gone.by == "rep" and (gone.line.author == "draft" or gone.line.drafted is not None))


def _is_covered(line: SheetLine, by_hand: Iterable[frozenset[tuple[str, str]]]) -> bool:
    """Whether a line rests on nothing but what one of those lines rests on: the rep has said already how to put it, or that it is not wanted."""
    quoted = _quoted(line)
    return any(len(quoted & words) >= COVERED * len(quoted) for words in by_hand) if quoted else False


def _follow(sheet: Sheet, line: SheetLine, drafted: SheetLine | None) -> Sheet:
    """The sheet with a line of an earlier draft put as the new one puts it, or without it."""
    if drafted is None:
        return taken_away(sheet, line, "draft")
    side = drafted.side if line.section == drafted.section else line.side
    put = line.model_copy(update={"text": drafted.text, "evidence": drafted.evidence, "side": side})
    return sheet.model_copy(update={"lines": tuple(put if other.id == line.id else other for other in sheet.lines)})


def _with_new(sheet: Sheet, drafted: Iterable[SheetLine], places: Mapping[str, str]) -> Sheet:
    """The sheet with those lines of a section that stand for no other, each after the line before it."""
    before: str | None = None
    for line in drafted:
        if line.id not in places:
            name = _free(sheet, line.id)
            sheet = inserted(sheet, line.model_copy(update={"id": name}), before)
            before = name
        elif sheet.line(places[line.id]) is not None:
            before = places[line.id]
    return sheet


def _free(sheet: Sheet, name: str) -> str:
    """The id, or one made from it where a line has it that now says something else."""
    while any(line.id == name for line in (*sheet.lines, *(gone.line for gone in sheet.removed))):
        name += "~"
    return name
