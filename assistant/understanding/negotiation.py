"""How a next step comes to be agreed: a plan, a time for it, the other side's word on it, over as many turns as that takes.

A step is complete with an action, a person and a time that can be put in a diary, and agreed when the side that did not propose its
latest form accepts: by saying so, by reading the time back, or by naming a time that was asked for. A new time from the other side
replaces the old one and must be accepted in its turn.
"""

import re
from dataclasses import replace

from assistant.events import Act
from assistant.state import NextStep, Noted, Turn, Utterance
from assistant.understanding.text import sentences
from assistant.understanding.times import definite_times

_MEMORY = 8
"""For how many turns an open plan can still be taken up by a time or an answer."""
_YES = re.compile(r"^(?:ok|right|sure|yes|yes yes|ok ok|fine|aye|uh huh|all right|good|great|lovely|perfect|grand|cool|right right|ok right|ok yes|yes ok|mm yes|yes please)$")
_SMALL = frozenset("at on by before after around about the in from of to a for say next this till until ok and or".split())
Steps = tuple[NextStep, ...]


def is_hedged(turn: Turn) -> bool:
    """Whether the turn keeps its answer open ("I'll have to see")."""
    return any(act.act == "vague-next" and act.about == "hedge" for act in turn.acts)


def hear_plan(steps: Steps, turn: Turn, act: Act, noted: Noted, hedged: bool) -> Steps:
    """The steps after a plan, a promise, or a bare time was said."""
    if act.about is None:
        return _hear_time(steps, turn, act, noted, hedged)
    at = _open_step(steps, turn)
    if at is not None and act.when and _same_time(steps[at].when, act.when):
        return _put(steps, at, _read_back(steps[at], turn, hedged))
    step = NextStep(
        text=act.evidence.quote,
        side=turn.side,
        turn=turn.number,
        at=noted.at,
        evidence=noted.evidence,
        action=act.about,
        who=act.who or turn.side,
        when=act.when,
    )
    if at is not None and act.when is None and steps[at].when and steps[at].side != turn.side and not hedged:
        return (*_put(steps, at, replace(steps[at], accepted=True, accepted_in=turn.number)), step)
    return (*steps, step)


def _hear_time(steps: Steps, turn: Turn, act: Act, noted: Noted, hedged: bool) -> Steps:
    at = _open_step(steps, turn)
    if at is None:
        action = "meet" if act.act == "goodbye" else turn.text
        return (*steps, _from_time(turn, act, noted, action))
    step = steps[at]
    asked = turn.text.rstrip().endswith("?")
    if step.when is None:
        filled = replace(step, when=act.when, evidence=(*step.evidence, *noted.evidence), side=turn.side, turn=turn.number, accepted=False)
        if step.side != turn.side and not asked and not hedged:
            filled = replace(filled, accepted=True, accepted_in=turn.number)
        return _put(steps, at, filled)
    if _same_time(step.when, act.when or ""):
        return _put(steps, at, _read_back(step, turn, hedged))
    joined = _joined(step.when, act.when or "") if turn.number - step.turn <= 3 else act.when
    keeps = step.accepted or (step.side != turn.side and turn.does("accept") and not asked and not hedged and joined != act.when)
    changed = replace(step, when=joined, evidence=(*step.evidence, *noted.evidence), turn=turn.number)
    if keeps or step.side == turn.side:
        return _put(steps, at, replace(changed, accepted=keeps, accepted_in=turn.number if keeps else None))
    return _put(steps, at, replace(changed, side=turn.side, accepted=False, accepted_in=None))


def _from_time(turn: Turn, act: Act, noted: Noted, action: str) -> NextStep:
    return NextStep(
        text=act.evidence.quote, side=turn.side, turn=turn.number, at=noted.at, evidence=noted.evidence, action=action, who=act.who or turn.side, when=act.when
    )


def hear_answer(steps: Steps, turn: Turn, act: Act, hedged: bool) -> Steps:
    """The steps after an acceptance, thanks, or a refusal."""
    at = _open_step(steps, turn)
    if at is None or steps[at].side == turn.side:
        at = _awaiting(steps, turn)
    if at is None:
        return steps
    if act.act == "decline":
        return _put(steps, at, replace(steps[at], when=None, accepted=False, accepted_in=None)) if not turn.does("accept") else steps
    if hedged or steps[at].accepted:
        return steps
    return _put(steps, at, replace(steps[at], accepted=True, accepted_in=turn.number))


def hear_back_channel(steps: Steps, turn: Turn, heard: Utterance) -> Steps:
    """The steps after the other side's "OK" or "right" in or after `turn`."""
    plain = " ".join(sentence.flat.replace(" ,", "") for sentence in sentences([heard.text]))
    if not _YES.match(plain):
        return steps
    at = _open_step(steps, turn)
    if at is None or steps[at].side != turn.side or steps[at].accepted:
        return steps
    return _put(steps, at, replace(steps[at], accepted=True, accepted_in=turn.number))


def _open_step(steps: Steps, turn: Turn) -> int | None:
    """The plan on the table: the latest one named not long ago; one with a time rather than one without."""
    recent = [at for at, step in enumerate(steps) if turn.number - step.turn <= _MEMORY]
    return recent[-1] if recent else None


def _awaiting(steps: Steps, turn: Turn) -> int | None:
    """The latest plan with a time that waits for this side's word."""
    waiting = [
        at for at, step in enumerate(steps) if step.when and not step.accepted and step.side != turn.side and turn.number - step.turn <= 2
    ]
    return waiting[-1] if waiting else None


def _put(steps: Steps, at: int, step: NextStep) -> Steps:
    return (*steps[:at], step, *steps[at + 1 :])


def _read_back(step: NextStep, turn: Turn, hedged: bool) -> NextStep:
    if step.accepted or step.side == turn.side or hedged:
        return step
    return replace(step, accepted=True, accepted_in=turn.number)


def _words(text: str) -> frozenset[str]:
    return frozenset(word for sentence in sentences([text]) for word in sentence.flat.split() if word not in _SMALL and word != ",")


def _same_time(one: str | None, other: str) -> bool:
    """Whether two times as said name the same: one says nothing the other does not."""
    first, second = _words(one or ""), _words(other)
    return bool(first and second) and (first <= second or second <= first)


def _joined(one: str, other: str) -> str:
    """A day and an hour named one after the other, as one time; a second day or hour replaces the first."""
    joined = f"{one}, {other}"
    kinds = [_kinds(one), _kinds(other)]
    return other if kinds[0] & kinds[1] else joined


def _kinds(text: str) -> frozenset[str]:
    flat = " ".join(sentence.flat for sentence in sentences([text]))
    day = re.search(r"day|tomorrow|today|tonight|week|\d(?:st|nd|rd|th)|(?:teen|ie)th|(?:ir|con|ur|if|ix|ven|igh|nin|n|lf)th\b|first|second|third|month", flat)
    hour = re.search(r"oclock|half|quarter|[ap]\.m|noon|midday|\d[:.]\d\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d\d?)\b|morning|afternoon|evening|lunch", flat)
    return frozenset(name for name, found in (("day", day), ("hour", hour)) if found)


def has_time(text: str) -> bool:
    """Whether words name a time that can be put in a diary."""
    return any(definite_times(sentence.flat) for sentence in sentences([text]))
