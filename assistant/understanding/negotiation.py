"""How a next step comes to be agreed: a plan, a time for it, the other side's word on it, over as many turns as that takes.

A step is complete with an action, a person and a time that can be put in a diary, and agreed when the side that did not propose its
latest form accepts: by saying so, by reading the time back, or by naming a time that was asked for. A new time from the other side
replaces the old one and must be accepted in its turn.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from assistant.events import Act
from assistant.state import NextStep, Noted, Turn, Utterance
from assistant.understanding.text import sentences
from audio.side import Side

_MEMORY = 4
"""For how many turns a plan without a time can still be given one."""
_ANSWERABLE = 3
"""For how many turns a plan with a time can still be accepted or changed."""
_YES = re.compile(
    "(?:(?:ok|right|sure|yes|fine|all right|good|great|lovely|perfect|grand|cool|please|mm|uh huh|no problem|will do|sounds good|"
    "brilliant|super|thanks|cheers|ta)(?: |$))+"
)
_SMALL = frozenset("at on by before after around about the in from of to a for say next this till until ok and or then".split())
_HOUR = (
    r"oclock|half|quarter|[ap]\.m|noon|midday|\d[:.]\d\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d\d?)\b|"
    "morning|afternoon|evening|lunch"
)
_DAY = r"day|tomorrow|tonight|week|\d(?:st|nd|rd|th)\b|[a-z]{3}th\b|first|second|third|month"
_OF_WEEK = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:today|tomorrow)\b", re.IGNORECASE)
_OF_MONTH = re.compile(
    r"\b(?:[a-z]+-)?(?:\d+(?:st|nd|rd|th)|first|second|third|fifth|eighth|ninth|twelfth|[a-z]+(?:teenth|tieth)|(?:four|six|seven|ten|eleven)th)\b",
    re.IGNORECASE,
)
Steps = tuple[NextStep, ...]


def is_hedged(turn: Turn) -> bool:
    """Whether the turn keeps its answer open ("I'll have to see")."""
    return any(act.act == "vague-next" and act.about == "hedge" for act in turn.acts)


def hear_plan(steps: Steps, turn: Turn, act: Act, noted: Noted, hedged: bool) -> Steps:
    """The steps after a plan, a promise, or a bare time was said."""
    if act.when and (at := _same(steps, turn, act.when)) is not None:
        step = steps[at] if hedged else _accepted(steps[at], turn)
        fuller = len(_words(act.when)) > len(_words(step.when or ""))
        return _put(steps, at, replace(step, when=act.when, evidence=(*step.evidence, *noted.evidence)) if fuller else step)
    if act.about is None:
        return _hear_time(steps, turn, act, noted, hedged)
    return (*steps, _step(turn, act, noted, act.about))


def _step(turn: Turn, act: Act, noted: Noted, action: str) -> NextStep:
    return NextStep(
        text=act.evidence.quote,
        side=turn.side,
        turn=turn.number,
        at=noted.at,
        evidence=noted.evidence,
        action=action,
        who=act.who or turn.side,
        when=act.when,
    )


def _hear_time(steps: Steps, turn: Turn, act: Act, noted: Noted, hedged: bool) -> Steps:
    """A bare time: fills a plan that has none, changes one that is on the table, or is a proposal by itself."""
    asks = _asks(turn, act)
    at = _latest(steps, turn, lambda step: bool(step.when) and turn.number - step.turn <= _ANSWERABLE)
    if at is not None and not (steps[at].accepted and turn.does("small-talk")):
        return _put(steps, at, _changed(steps[at], turn, act, noted, refuses=hedged or asks))
    at = _latest(steps, turn, lambda step: not step.when and turn.number - step.turn <= _MEMORY)
    if at is not None:
        step = replace(steps[at], when=act.when, evidence=(*steps[at].evidence, *noted.evidence), turn=turn.number, accepted=False)
        answers = step.side != turn.side and not asks and not hedged
        return _put(steps, at, _accepted(step, turn) if answers else replace(step, side=turn.side))
    if act.act == "goodbye" or (asks and not _turned_down(turn, act)):
        return (*steps, _step(turn, act, noted, "meet" if act.act == "goodbye" else turn.text))
    return steps


def _turned_down(turn: Turn, act: Act) -> bool:
    """Whether a time is asked back and turned down in one breath: "Today? No." """
    after = turn.acts[turn.acts.index(act) + 1 :]
    return any(other.act == "decline" for other in after)


def _asks(turn: Turn, act: Act) -> bool:
    """Whether the sentence the words stand in is a question."""
    text = next((utterance.text for utterance in turn.utterances if utterance.id == act.evidence.utterance), "")
    after = text[max(0, text.find(act.evidence.quote)) + len(act.evidence.quote) :]
    return (re.search(r"[.?!]", after) or [""])[0] == "?"


def _changed(step: NextStep, turn: Turn, act: Act, noted: Noted, *, refuses: bool) -> NextStep:
    """A step whose time was made more exact ("Tuesday." "Say nine.") or replaced by another."""
    old, new = step.when or "", act.when or ""
    refines = not _kinds(old) & _kinds(new) or _says_otherwise(old, new)
    changed = replace(step, when=f"{old}, {new}" if refines else new, evidence=(*step.evidence, *noted.evidence), turn=turn.number)
    if refines and (step.accepted or (step.side != turn.side and turn.does("accept") and not refuses)):
        return _accepted(changed, turn)
    return replace(changed, side=turn.side, accepted=False, accepted_in=None)


def hear_answer(steps: Steps, turn: Turn, act: Act, hedged: bool) -> Steps:
    """The steps after an acceptance, thanks, or a refusal by the side that did not propose them."""
    if hedged:
        return steps
    return _answered(steps, turn, turn.side, refused=act.act == "decline" and not turn.does("accept"))


def _answered(steps: Steps, turn: Turn, side: Side, *, refused: bool) -> Steps:
    """Every plan of the other side's last words is meant by one "yes", or one "no"."""
    open_now = [step for step in steps if step.side != side and not step.accepted and turn.number - step.turn <= _ANSWERABLE]
    last = max((step.turn for step in open_now), default=0)

    def answer(step: NextStep) -> NextStep:
        if step not in open_now or step.turn != last:
            return step
        return replace(step, when=None) if refused else _accepted(step, turn)

    return tuple(map(answer, steps))


def hear_back_channel(steps: Steps, turn: Turn, heard: Utterance) -> Steps:
    """The steps after the other side's "OK" or "right" in or after `turn`."""
    plain = " ".join(sentence.flat.replace(" ,", "") for sentence in sentences([heard.text]))
    return _answered(steps, turn, heard.side, refused=False) if _YES.fullmatch(plain) else steps


def _latest(steps: Steps, turn: Turn, fits: Callable[[NextStep], bool]) -> int | None:
    return next((at for at in range(len(steps) - 1, -1, -1) if fits(steps[at])), None)


def _same(steps: Steps, turn: Turn, when: str) -> int | None:
    """The plan on the table for the same time, whoever made it."""
    return _latest(steps, turn, lambda step: turn.number - step.turn <= _MEMORY and _same_time(step.when, when))


def _put(steps: Steps, at: int, step: NextStep) -> Steps:
    return (*steps[:at], step, *steps[at + 1 :])


def _accepted(step: NextStep, turn: Turn) -> NextStep:
    """A step taken up by the side that did not propose it; nobody accepts their own."""
    return step if step.accepted or (step.side == turn.side and step.turn == turn.number) else _taken_up(step, turn)


def _taken_up(step: NextStep, turn: Turn) -> NextStep:
    own = step.side == turn.side and not any(heard.side != turn.side for heard in turn.back_channels)
    return step if own else replace(step, accepted=True, accepted_in=turn.number)


def _words(text: str) -> frozenset[str]:
    return frozenset(word for sentence in sentences([text]) for word in sentence.flat.split() if word not in _SMALL and word != ",")


def _same_time(one: str | None, other: str) -> bool:
    """Whether two times as said name the same: one says nothing the other does not."""
    first, second = _words(one or ""), _words(other)
    return bool(first and second) and (first <= second or second <= first)


def _says_otherwise(old: str, new: str) -> bool:
    """Whether a day of the week is given its date, or the other way round: "Friday. The twenty-seventh." """
    of_week, of_month = ([bool(pattern.search(text)) for text in (old, new)] for pattern in (_OF_WEEK, _OF_MONTH))
    return of_week != of_month and sum(of_week) == sum(of_month) == 1


def _kinds(text: str) -> frozenset[str]:
    """Whether a time names a day, an hour, or both."""
    flat = " ".join(sentence.flat for sentence in sentences([text]))
    return frozenset(name for name, pattern in (("day", _DAY), ("hour", _HOUR)) if re.search(pattern, flat))
