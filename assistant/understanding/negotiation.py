"""How a next step comes to be agreed: a plan, a time for it, the other side's word on it, over as many turns as that takes.

A step is complete with an action, a person and a time that can be put in a diary, and agreed when the side that did not propose its
latest form accepts: by saying so, by reading the time back, by making it more exact, by promising its own part, or by naming a time that was
asked for. A new time from the other side replaces the old one and must be accepted in its turn; a time at which a side cannot is off the table.
A proposal that the other side passes over for something else is no longer meant by a later "yes".
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.events import Act
from assistant.state import NextStep, Noted, Turn, Utterance
from assistant.understanding.refusals import BUSY, TAKES_BACK
from assistant.understanding.steps import HOUR, OTHER_PLANS, SPEAKER_PLANS, TIME_ASKED, only_names_time
from assistant.understanding.text import sentences
from assistant.understanding.when import agree, apart, day_and_hour, merged
from audio.side import Side

_MEMORY = 4
"""For how many turns a plan without a time can still be given one."""
_ANSWERABLE = 4
"""For how many turns a plan with a time can still be accepted or changed."""
_FEW_WORDS = 5
"""Words that may have been a "yes" of a kind that nobody here has heard."""
_HOUR_ANSWERS = 2
"""For how many turns "Nine." can still mean an hour."""
_YES = re.compile(
    "(?:(?:ok|right|sure|yes|fine|all right|good|great|lovely|perfect|grand|cool|please|mm|uh huh|no problem|will do|sounds good|"
    "brilliant|super|thanks|cheers|ta)(?: |$))+"
)
_COUNTED = re.compile(r"\b(?:how (?:many|much|big|long|old|often)|what (?:number|size|price|quantity)|number|quantity)\b")
"""Questions that a number answers which is no hour."""
_OWN_PART = re.compile(
    r"\b(?:i|we) (?:will|shall)\b(?! (?:\S+ )?(?:think|see|let|try|have to|need|get back|come back|be in touch"
    r"|ask|check|consider|maybe)\b)"
)
"""What a side says it will do for a step that was proposed to it: "I'll have the gate open"."""
Steps = tuple[NextStep, ...]


@dataclass(frozen=True, slots=True)
class Hearing:
    """What a turn is heard in. `date`: when the call began, ISO 8601. `asked`: what the other side asked and waits to be answered."""

    turn: Turn
    date: str
    asked: Sequence[str]

    @property
    def hedged(self) -> bool:
        """Whether the turn keeps its answer open ("I'll have to see")."""
        return any(act.act == "vague-next" and act.about == "hedge" for act in self.turn.acts)


def hear_plan(steps: Steps, hearing: Hearing, act: Act, noted: Noted) -> Steps:
    """The steps after a plan, a promise, or a bare time was said."""
    turn, when = hearing.turn, _time(act)
    if when and act.confidence < HOUR and not _may_be_hour(steps, hearing):
        return steps
    if when and (at := _same(steps, hearing, when)) is not None:
        step = steps[at] if hearing.hedged else _accepted(steps[at], turn)
        meant = merged(_chosen(steps[at].when or "", when, hearing.date), when, hearing.date)
        step = replace(step, when=meant, evidence=(*step.evidence, *noted.evidence)) if meant != step.when else step
        return (*steps[:at], *steps[at + 1 :], step)  # it is what the two speak of now
    if when and (act.about is None or _only_hour(steps, hearing, when) or _asks_time(steps, hearing, act.about)):
        return _hear_time(steps, hearing, act, noted, when)
    if act.about is None:
        return steps
    if act.act == "commitment" and when is None and not hearing.hedged and _OWN_PART.search(act.about):
        answered = _answered(steps, turn, turn.side, refused=False)
        if answered != steps:
            return answered
    return (*steps, _step(turn, act, noted, act.about))


def _time(act: Act) -> str | None:
    """The time an act names; a bare number as the hour it may be."""
    return f"at {act.when.lower()}" if act.when and act.confidence < HOUR else act.when


def _may_be_hour(steps: Steps, hearing: Hearing) -> bool:
    """Whether a bare number answers "what time?": a step is on the table, and nothing was asked that is counted."""
    turn = hearing.turn
    near = _latest(steps, lambda step: turn.number - step.turn <= _HOUR_ANSWERS and bool(step.when))
    return near is not None and not any(_COUNTED.search(asked.lower()) for asked in hearing.asked)


def _only_hour(steps: Steps, hearing: Hearing, when: str) -> bool:
    """Whether a plan names an hour for the day that is on the table: "Wednesday, then." "I can be with you at eleven." """
    day, hour = day_and_hour(when, hearing.date)
    if day or not hour:
        return False
    at = _latest(steps, lambda step: bool(step.when) and hearing.turn.number - step.turn <= _HOUR_ANSWERS)
    return at is not None and day_and_hour(steps[at].when or "", hearing.date)[0] is not None


def _asks_time(steps: Steps, hearing: Hearing, about: str) -> bool:
    """Whether a plan but names, or asks for, a time of what is on the table: "I'd say Friday." "Friday, five thirty, is it OK?" """
    asks = only_names_time(about) or (TIME_ASKED.search(about) and not SPEAKER_PLANS.search(about) and not OTHER_PLANS.search(about))
    return bool(asks) and _latest(steps, lambda step: hearing.turn.number - step.turn <= _HOUR_ANSWERS) is not None


def _chosen(asked: str, named: str, date: str) -> str:
    """Of "Thursday or Friday the fifth?" the one that was chosen."""
    return next((one for one in asked.split(" or ") if agree(one, named, date)), asked)


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


def _hear_time(steps: Steps, hearing: Hearing, act: Act, noted: Noted, when: str) -> Steps:
    """A bare time: fills a plan that has none, changes one that is on the table, or is a proposal by itself."""
    turn, asks, sure = hearing.turn, _asks(hearing.turn, act), act.confidence >= HOUR
    at = _spoken_of(steps, turn, sure=sure)
    if at is not None and steps[at].when:
        if not (steps[at].accepted and act.about is None and turn.does("small-talk")):
            return _put(steps, at, _changed(steps[at], hearing, noted, when, refuses=hearing.hedged or asks))
    elif at is not None:
        step = replace(steps[at], when=when, evidence=(*steps[at].evidence, *noted.evidence), turn=turn.number, accepted=False, passed=False)
        answers = step.side != turn.side and not asks and not hearing.hedged and not step.turned_down
        return _put(steps, at, _accepted(step, turn) if answers else replace(step, side=turn.side))
    if sure and (act.act == "goodbye" or (asks and not _turned_down(turn, act))):
        return (*steps, _step(turn, act, noted, "meet" if act.act == "goodbye" else turn.text))
    return steps


def _spoken_of(steps: Steps, turn: Turn, *, sure: bool) -> int | None:
    """The plan that a time is for: the last one with a time, but one without that was made after it, and had its time refused or has none yet."""
    timed = _latest(steps, lambda step: bool(step.when) and turn.number - step.turn <= _ANSWERABLE)
    bare = _latest(steps, lambda step: not step.when and turn.number - step.turn <= _MEMORY) if sure else None
    if timed is None or bare is None:
        return bare if timed is None else timed
    later = steps[bare].turn - steps[timed].turn
    return bare if later > 1 or (later and steps[timed].accepted) or (steps[bare].turned_down and bare > timed) else timed


def _turned_down(turn: Turn, act: Act) -> bool:
    """Whether a time is asked back and turned down in one breath: "Today? No." """
    after = turn.acts[turn.acts.index(act) + 1 :]
    return any(other.act == "decline" for other in after)


def _asks(turn: Turn, act: Act) -> bool:
    """Whether the sentence the words stand in is a question."""
    text = next((utterance.text for utterance in turn.utterances if utterance.id == act.evidence.utterance), "")
    after = text[max(0, text.find(act.evidence.quote)) + len(act.evidence.quote) :]
    return (re.search(r"[.?!]", after) or [""])[0] == "?"


def _changed(step: NextStep, hearing: Hearing, noted: Noted, when: str, *, refuses: bool) -> NextStep:
    """A step whose time was made more exact ("Tuesday." "Say nine.") or replaced by another."""
    turn, refines = hearing.turn, not apart(step.when or "", when, hearing.date)
    changed = replace(
        step, when=merged(step.when or "", when, hearing.date), evidence=(*step.evidence, *noted.evidence), turn=turn.number, passed=False
    )
    if refines and (step.accepted or (step.side != turn.side and not refuses)):
        return _accepted(changed, turn)
    return replace(changed, side=turn.side, accepted=False, accepted_in=None)


def hear_answer(steps: Steps, hearing: Hearing, act: Act) -> Steps:
    """The steps after an acceptance, thanks, or a refusal by the side that did not propose them."""
    turn = hearing.turn
    if act.about == BUSY:
        return tuple(_refused(step) if step.when and agree(step.when, act.when or "", hearing.date) else step for step in steps)
    if act.about == TAKES_BACK:
        return tuple(_refused(step) if turn.number - step.turn <= _ANSWERABLE and step.when else step for step in steps)
    if hearing.hedged:
        return steps
    return _answered(steps, turn, turn.side, refused=act.act == "decline" and not turn.does("accept"))


def pass_over(steps: Steps, turn: Turn) -> Steps:
    """The steps after a turn: what it left without an answer, and was no question about, a later "yes" no longer means."""
    asks = turn.only_does("question", "closed-question", "open-question", "hold", "back-channel", "ask-why")
    if asks or (turn.only_does("other") and len(turn.text.split()) < _FEW_WORDS):
        return steps
    return tuple(replace(step, passed=True) if step.side != turn.side and not step.accepted and step.turn < turn.number else step for step in steps)


def _refused(step: NextStep) -> NextStep:
    return replace(step, when=None, accepted=False, accepted_in=None, turned_down=True)


def _answered(steps: Steps, turn: Turn, side: Side, *, refused: bool) -> Steps:
    """Every plan of the other side's last words is meant by one "yes", or one "no"."""
    open_now = [step for step in steps if step.side != side and not step.accepted and not step.passed and turn.number - step.turn <= _ANSWERABLE]
    last = max((step.turn for step in open_now), default=0)

    def answer(step: NextStep) -> NextStep:
        if step not in open_now or step.turn != last:
            return step
        return _refused(step) if refused else _accepted(step, turn)

    return tuple(map(answer, steps))


def hear_back_channel(steps: Steps, turn: Turn, heard: Utterance) -> Steps:
    """The steps after the other side's "OK" or "right" in or after `turn`."""
    plain = " ".join(sentence.flat.replace(" ,", "") for sentence in sentences([heard.text]))
    return _answered(steps, turn, heard.side, refused=False) if _YES.fullmatch(plain) else steps


def _latest(steps: Steps, fits: Callable[[NextStep], bool]) -> int | None:
    return next((at for at in range(len(steps) - 1, -1, -1) if fits(steps[at])), None)


def _same(steps: Steps, hearing: Hearing, when: str) -> int | None:
    """The plan on the table for the same time, whoever made it."""

    def same(step: NextStep) -> bool:
        near = hearing.turn.number - step.turn <= _MEMORY
        return near and any(agree(one, when, hearing.date) for one in (step.when or "").split(" or "))

    return _latest(steps, same)


def _put(steps: Steps, at: int, step: NextStep) -> Steps:
    return (*steps[:at], step, *steps[at + 1 :])


def _accepted(step: NextStep, turn: Turn) -> NextStep:
    """A step taken up by the side that did not propose it; nobody accepts their own."""
    return step if step.accepted or (step.side == turn.side and step.turn == turn.number) else _taken_up(step, turn)


def _taken_up(step: NextStep, turn: Turn) -> NextStep:
    own = step.side == turn.side and not any(heard.side != turn.side for heard in turn.back_channels)
    return step if own else replace(step, accepted=True, accepted_in=turn.number, passed=False)
