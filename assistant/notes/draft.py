"""The draft of the notes: the sentences of the call that tell most, each under its head, each with the utterances it rests on.

Rules only, no model: a line is what somebody said, tidied, never worded anew, so that nothing can be in it that was not said. A line
whose evidence is not in the transcript is not written (`evidence.py`, which knows nothing of how a line was made).
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from assistant.events import Commitment, Line, NextCommunication, Notes, SideShare
from assistant.notes.answers import open_questions, short_answers
from assistant.notes.evidence import stands, transcript
from assistant.notes.lines import Candidate, Page, joined, one, spoken_by
from assistant.notes.plans import Plan, plans_agreed
from assistant.notes.sentences import Said, sentences_of
from assistant.notes.step import next_communication, plainly
from assistant.notes.units import put_right, weighed
from assistant.notes.weights import Weigh, fact, is_exact, matter, offer, personal, promise
from assistant.state import State
from assistant.understanding.content import content, same_substance

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
"""What a line must tell at least, by `Page.gain`."""
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
    page.use(parts)
    sections = _sections(state, said, plans, page, parts)
    discussed, proposed, facts, told, questions, promised = _standing(state, sections)
    return Notes(
        discussed=_lines(discussed),
        proposed=_lines(proposed),
        facts=_lines(facts),
        personal=_lines(told),
        questions=_lines(questions),
        commitments=tuple(_commitments(promised)),
        next=_checked(state, plans, following),
        coverage=coverage,
    )


def _sections(state: State, said: Sequence[Said], plans: Sequence[Plan], page: Page, following: Sequence[Said]) -> Sequence[list[Candidate]]:
    """The lines of every section but the next step, the most important chosen first."""
    usable = [sentence for sentence in said if not (sentence.broken or sentence.formal or (sentence.answers and len(sentence.content) < _ALONE))]
    stated = state.understanding.purpose.turn if state.understanding.purpose else 0
    pairs = [*short_answers(said, settled=bool(following))]
    refused = [pair for pair in pairs if "decline" in pair.parts[1].acts]
    following_words = frozenset[str]().union(*(part.content for part in following))
    agreed = {sentence.number for plan in plans if not plan.parting for sentence in plan.said[:1]}

    def of(weigh: Weigh) -> list[Candidate]:
        return [*weighed(said, usable, weigh, page.weighty), *put_right(said, weigh, page.weighty)]

    exact = page.choose(_exact(page, usable), MOST_FACTS, 0.0)
    questions = page.choose(open_questions(said), MOST_QUESTIONS, 0.0)
    promised = page.choose([*weighed(said, usable, promise(agreed), page.weighty, one_side=True)], MOST_PROMISED, _LEAST_PROMISED)
    discussed = page.choose([*of(matter(said, stated)), *refused], MOST_DISCUSSED, _LEAST)
    page.told |= following_words
    proposed = page.choose(of(offer), MOST_PROPOSED, _LEAST)
    facts = page.choose([*of(fact(said)), *pairs], MOST_FACTS - len(exact), _LEAST)
    told = page.choose(of(personal), MOST_PERSONAL_ONLY if state.kind == "relationship" else MOST_PERSONAL, _LEAST)
    return discussed, proposed, sorted([*exact, *facts], key=lambda line: line.at), told, questions, promised


def _plan_words(state: State) -> frozenset[str]:
    """What the rep wrote down before the call: words that matter when they are said."""
    return content(" ".join(words for words in (state.plan.goal, state.plan.history, state.plan.next_step, *state.plan.words) if words))


def _reasons(state: State, said: Sequence[Said]) -> list[Said]:
    """What the next communication may be for: what the client needs or asks for, the last first; else what the rep called about."""
    stated = state.understanding.purpose.turn if state.understanding.purpose else 0
    full = [sentence for sentence in said if not (sentence.personal or sentence.broken) and len(sentence.content) >= _ALONE]
    needs = [sentence for sentence in full if sentence.side == "client" and sentence.acts & {"need", "request"}]
    return [*reversed(needs), *(sentence for sentence in full if sentence.turn == stated and "purpose" in sentence.acts)]


def _exact(page: Page, usable: Sequence[Said]) -> Iterator[Candidate]:
    """Codes, addresses, numbers spelled out, with the sentence before where they say but "it's"."""
    for sentence in usable:
        if not is_exact(sentence) or offer(sentence):
            continue
        line = one(sentence, 1.0, page.weighty)
        before = next((other for other in usable if other.number == sentence.number - 1 and other.turn == sentence.turn), None)
        yield joined(one(before, 1.0, page.weighty), line) if before and re.match(r"(?:it|that|this|they)\b", sentence.flat) else line


def _standing(state: State, sections: Sequence[list[Candidate]]) -> list[list[Candidate]]:
    """The sections without what does not stand on its evidence, and without a line that another says as well."""
    said = transcript(state)
    kept: list[list[Candidate]] = []
    for lines in sections:
        before = [other.content for section in kept for other in section]
        sound = [line for line in lines if stands(said, line.text, line.evidence)]
        kept.append([line for line in sound if not any(same_substance(line.content, other) for other in before)])
    return kept


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
            yield Commitment(text=line.text.removeprefix(spoken_by(side, "")), evidence=line.evidence, side=side)


def _lines(chosen: Iterable[Candidate]) -> tuple[Line, ...]:
    return tuple(Line(text=line.text, evidence=line.evidence) for line in chosen)
