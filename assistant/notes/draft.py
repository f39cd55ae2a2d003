"""The draft of the notes: the sentences of the call that tell most, each under its head, each with the utterances it rests on.

Rules only, no model: a line is what somebody said, tidied, never worded anew, so that nothing can be in it that was not said. A line
whose evidence is not in the transcript is not written (`evidence.py`, which knows nothing of how a line was made).
"""

from collections.abc import Iterable, Iterator, Sequence

from assistant.events import Commitment, Line, NextCommunication, Notes, SideShare
from assistant.notes.answers import open_questions
from assistant.notes.evidence import stands, transcript
from assistant.notes.kept import of_business, of_life
from assistant.notes.lines import Candidate, Page, one, spoken_by
from assistant.notes.passages import passages
from assistant.notes.plans import Plan, plans_agreed
from assistant.notes.sentences import Said, sentences_of
from assistant.notes.step import next_communication, plainly
from assistant.notes.telling import promised as promised_words
from assistant.notes.typed import hoped, plan_line, typed_lines
from assistant.notes.units import weighed
from assistant.notes.weights import fact, is_exact, matter, offer, promise
from assistant.state import State
from assistant.understanding.content import content, is_number, same_substance

MOST_DISCUSSED = 7
MOST_PROPOSED = 4
"""With the next step, twelve lines under the three heads at most: what a rep reads before signing (PRODUCT.md)."""
MOST_FACTS = 6
MOST_PROMISED = 5
MOST_QUESTIONS = 4
MOST_PERSONAL = 5
MOST_PERSONAL_ONLY = 10
"""Of a call with no agenda, whose notes are hardly more than that."""

_LEAST = 1.0
"""What a line must be worth at least."""
_UNTOLD = 0.3
"""Share of a sentence's words that may be missing in the next step which tells it."""
_ALIKE = 0.6
"""From this share of their words on, two lines of the same substance are the same line."""
_LEAST_PROMISED = 0.5
"""The same of a promise: one that was made is to be kept, however short."""
_ALONE = 3
"""Content words below which an answer says nothing by itself."""


def draft(state: State, coverage: SideShare) -> Notes:
    """The draft of a call's notes. Pure; `coverage` as in `call.ended`."""
    said = sentences_of(state)
    page = Page(_plan_words(state))
    plans = plans_agreed(state, said)
    following, parts = next_communication(state, said, plans, page.weighty, _reasons(state, said))
    page.use(_told_by(following, parts))
    sections = _sections(state, said, plans, page)
    discussed, proposed, facts, told, questions, promised = _standing(state, sections)
    following = _checked(state, plans, following)
    return Notes(
        discussed=(*_lines(discussed), *plan_line(state, following)),
        proposed=_lines(proposed),
        facts=(*_lines(facts), *typed_lines(state)),
        personal=_lines(told),
        questions=_lines(questions),
        commitments=tuple(_commitments(promised)),
        next=following,
        coverage=coverage,
    )


def _sections(state: State, said: Sequence[Said], plans: Sequence[Plan], page: Page) -> Sequence[list[Candidate]]:
    """The lines of every section but the next step."""
    usable = [sentence for sentence in said if not (sentence.broken or sentence.formal or (sentence.answers and len(sentence.content) < _ALONE))]
    stated = state.understanding.purpose.turn if state.understanding.purpose else 0
    agreed = {sentence.number for plan in plans if not plan.parting for sentence in plan.said[:1]}
    questions = page.choose(open_questions(said), MOST_QUESTIONS, 0.0)
    promised = page.choose([*weighed(usable, promise(agreed), page.weighty)], MOST_PROMISED, _LEAST_PROMISED)
    kept = of_business(said, (matter(said, stated), offer, fact(said)), offer, page.used, page.weighty)
    lines = passages(kept, page.weighty)
    offers = {part.said.number for part in kept if part.offered and part.said.side != "client"}
    proposed = _best([line for line in lines if any(said.number in offers for said in line.parts)], MOST_PROPOSED)
    exact = [line for line in lines if line not in proposed and any(map(is_exact, line.parts))]
    room = MOST_DISCUSSED - (1 if hoped(state) else 0)
    discussed = _best([line for line in lines if line not in proposed and line not in exact], room)
    left = [line for line in lines if line not in (*proposed, *exact, *discussed) and any(_is_fact(part) for part in line.parts)]
    facts = sorted([*_best(exact, MOST_FACTS), *_best(left, MOST_FACTS)][:MOST_FACTS], key=lambda line: line.at)
    told = _best(
        passages(of_life(said, page.used, page.weighty), page.weighty), MOST_PERSONAL_ONLY if state.kind == "relationship" else MOST_PERSONAL
    )
    return discussed, proposed, facts, told, questions, promised


def _is_fact(said: Said) -> bool:
    """Whether a sentence left over is worth keeping for its numbers: whosever; or for what the client names."""
    return not said.asks and (any(map(is_number, said.content)) or (said.side == "client" and bool(said.names)))


def _best(lines: Sequence[Candidate], most: int) -> list[Candidate]:
    """The lines that matter most, in the order in which they were said."""
    return sorted(sorted((line for line in lines if line.weight >= _LEAST), key=lambda line: -line.weight)[:most], key=lambda line: line.at)


def _told_by(following: NextCommunication | None, parts: Sequence[Said]) -> list[Said]:
    """Those of the sentences that the next step rests on which it tells almost wholly: they need no line of their own."""
    told = content(f"{following.purpose or ''} {following.what or ''} {following.when or ''}") if following else frozenset[str]()
    return [part for part in parts if len(content(part.words) - told) <= _UNTOLD * len(content(part.words))]


def _plan_words(state: State) -> frozenset[str]:
    """What the rep wrote down before the call: words that matter when they are said."""
    return content(" ".join(words for words in (state.plan.goal, state.plan.history, state.plan.next_step, *state.plan.words) if words))


def _reasons(state: State, said: Sequence[Said]) -> list[Said]:
    """Where it may be said what the call was about: the rep's purpose; where the client called, what the client asks for and needs."""
    stated = state.understanding.purpose.turn if state.understanding.purpose else 0
    wishes = [sentence for sentence in said if sentence.side == "client" and sentence.acts & {"request", "need"}]
    purposes = [sentence for sentence in said if sentence.side == "rep" and (sentence.turn == stated or "purpose" in sentence.acts)]
    sources = [*wishes, *purposes] if state.kind == "service" else [*purposes, *wishes]
    return [sentence for sentence in sources if not (sentence.personal or sentence.broken)]


def _standing(state: State, sections: Sequence[list[Candidate]]) -> list[list[Candidate]]:
    """The sections without what does not stand on its evidence, and without a line that another says as well."""
    said = transcript(state)
    kept: list[list[Candidate]] = []
    for lines in sections:
        kept.append([])
        for line in lines:
            found = _sound(said, line)
            if found and not any(_same(found.content, other.content) for section in kept for other in section):
                kept[-1].append(found)
    return kept


def _sound(said: dict[str, str], line: Candidate) -> Candidate | None:
    """A line that stands on its evidence; else the one of its sentences that tells most and does, for one misread number spoils no other words."""
    if stands(said, line.text, line.evidence):
        return line
    singly = [one(part, line.weight, frozenset()) for part in line.parts] if len(line.parts) > 1 else []
    return max((part for part in singly if stands(said, part.text, part.evidence)), key=lambda part: len(part.content), default=None)


def _same(first: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two lines say the same, and neither much more."""
    return same_substance(first, other) and min(len(first), len(other)) >= _ALIKE * max(len(first), len(other))


def _checked(state: State, plans: Sequence[Plan], following: NextCommunication | None) -> NextCommunication | None:
    """The next step as worded, or, where a word of it is not in its evidence, as said."""
    said = transcript(state)
    for step in (following, plainly(state, plans) if following else None):
        if step and stands(said, " ".join(part for part in (step.purpose, step.what, step.when) if part), step.evidence):
            return step
    return None


def _commitments(promised: Iterable[Candidate]) -> Iterator[Commitment]:
    for line in promised:
        side = line.parts[0].side
        if side != "mixed":
            words = line.text.removeprefix(spoken_by(side, ""))
            yield Commitment(text=promised_words(words, side) or words, evidence=line.evidence, side=side)


def _lines(chosen: Iterable[Candidate]) -> tuple[Line, ...]:
    return tuple(Line(text=line.text, evidence=line.evidence) for line in chosen)
