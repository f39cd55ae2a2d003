"""What a call has come to, folded turn by turn from what was read. Pure: the same turns give the same understanding."""

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.events import Act, Evidence, Kind, Stage
from assistant.state import Noted, Proposal, Turn, Understanding, Utterance
from assistant.understanding.needs import also_does, hear_rep, tells_problem, with_need
from assistant.understanding.negotiation import Hearing, hear_answer, hear_back_channel, hear_plan, pass_over
from assistant.understanding.personal import cut_short, hear_life, hear_named, hear_parked
from assistant.understanding.requests import hear_details, is_wish, with_request
from assistant.understanding.rules_reader import begins_business
from audio.side import Side

_STAGES: tuple[Stage, ...] = ("opening", "small-talk", "needs", "solution", "close", "ended")
_AT_ONCE = re.compile(r"\b(?:today|tonight|now|this (?:morning|afternoon|minute))\b", re.IGNORECASE)
"""The time of a plan that leaves no time for anything but the decision."""
_CERTAIN = 0.8
"""Confidence from which asking for the need is nothing else."""
_SURE = 0.6
"""Words that only may end the call ("that's my other line") do not begin its end."""


def fold(before: Understanding, turn: Turn, kind: Kind, date: str) -> Understanding:
    """The understanding after `turn`, given the one before it. `date`: when the call began, ISO 8601."""
    now = _without_answered(before, turn)
    now = replace(now, personal=hear_named(now.personal, turn))
    hearing = Hearing(turn, date, [asked.text for asked in before.questions if asked.side != turn.side])
    for heard in _in_order(turn):
        if isinstance(heard, Utterance):
            now = replace(now, next_steps=hear_back_channel(now.next_steps, turn, heard))
        else:
            now = _after(now, hearing, heard, kind)
    now = replace(now, next_steps=pass_over(now.next_steps, turn))
    return replace(now, needs=hear_rep(now.needs, turn), requests=hear_details(before, now, turn))


def _in_order(turn: Turn) -> Iterator[Act | Utterance]:
    """The turn's acts and the other side's back-channels as they were heard."""
    starts = {utterance.id: utterance.start for utterance in turn.utterances}
    waiting = sorted(turn.back_channels, key=lambda heard: heard.start)
    for act in turn.acts:
        while waiting and waiting[0].start < starts.get(act.evidence.utterance, turn.start):
            yield waiting.pop(0)
        yield act
    yield from waiting


def said_at(turn: Turn, evidence: Evidence) -> float:
    """When the last of some words was said: their place in the utterance, taken at an even pace. Seconds since the call began."""
    for utterance in turn.utterances:
        if utterance.id == evidence.utterance and utterance.text:
            at = utterance.text.find(evidence.quote)
            share = min(1.0, (max(at, 0) + len(evidence.quote)) / len(utterance.text))
            return utterance.start + (utterance.end - utterance.start) * share
    return turn.end


def _noted(turn: Turn, act: Act) -> Noted:
    return Noted(text=act.about or act.evidence.quote, side=turn.side, turn=turn.number, at=said_at(turn, act.evidence), evidence=(act.evidence,))


def _after(now: Understanding, hearing: Hearing, act: Act, kind: Kind) -> Understanding:
    turn = hearing.turn
    noted = _noted(turn, act)
    words = act.evidence.quote
    if now.business is None and begins_business(act) and kind != "relationship" and not _seems_to_ask_need(turn, act):
        now = replace(now, business=noted, personal=cut_short(now.personal, turn) if now.asked_why is None else now.personal)
        now = _at_stage(now, "needs", noted.at)
    match act.act:
        case "purpose":
            now = replace(now, purpose=now.purpose or replace(noted, text=words), asked_why=None)
        case "ask-why":
            now = replace(now, asked_why=noted)
        case "need":
            now = replace(now, needs=with_need(now.needs, noted, words))
            if turn.side == "client" and is_wish(words) and not also_does(turn, act, "request"):
                now = replace(now, requests=with_request(now.requests, turn, act, noted))
        case "experience" if turn.side == "client" and tells_problem(words):
            now = replace(now, needs=with_need(now.needs, noted, words))
        case "ask-experience":
            now = replace(now, asked_experience=(*now.asked_experience, noted))
        case "request":
            now = replace(now, requests=with_request(now.requests, turn, act, noted))
        case "small-talk":
            late = now.business is not None
            now = replace(now, personal=hear_life(now.personal, turn, act, noted, late=late))
            now = now if late else _at_stage(now, "small-talk", noted.at)
        case "park":
            now = replace(now, personal=hear_parked(now.personal, turn, act, noted))
        case "offer":
            now = _at_stage(
                replace(now, proposals=(*now.proposals, Proposal(words, noted.side, noted.turn, noted.at, noted.evidence))), "solution", noted.at
            )
        case "objection":
            now = replace(now, objections=(*now.objections, replace(noted, text=words)))
        case "open-question" | "closed-question" | "question":
            now = replace(now, questions=(*now.questions, noted))
        case "must-go" | "closing" | "goodbye":
            if act.confidence >= _SURE and (act.when is None or act.act != "goodbye"):
                now = _at_stage(replace(now, closing=now.closing or noted), "close", noted.at)
    return _with_steps(now, hearing, act, noted)


def _seems_to_ask_need(turn: Turn, act: Act) -> bool:
    """Whether a question for the need is none: the telephone is answered so ("how may I help you?"), or a story is asked for ("tell me, did ye
    get to the races?").
    """
    if act.act != "ask-need":
        return False
    return (turn.number == 1 and turn.side == "rep") or (act.confidence < _CERTAIN and also_does(turn, act, "small-talk"))


def _with_steps(now: Understanding, hearing: Hearing, act: Act, noted: Noted) -> Understanding:
    if act.act == "commitment":
        now = replace(now, promises=(*now.promises, replace(noted, text=act.evidence.quote)))
    plans = act.act in ("commitment", "propose-next") or (act.act == "goodbye" and act.when) or (act.act == "vague-next" and act.about != "hedge")
    if plans and not _presses(hearing.turn, act):
        return replace(now, next_steps=hear_plan(now.next_steps, hearing, act, noted))
    if act.act in ("accept", "decline", "thanks"):
        steps = hear_answer(now.next_steps, hearing, act)
        agreed = any(step.agreed for step in steps)
        return _at_stage(replace(now, next_steps=steps), "close", noted.at) if agreed else replace(now, next_steps=steps)
    return now


def _presses(turn: Turn, act: Act) -> bool:
    """Whether a plan is but a decision pressed for: "can you tell me today, yes or no?". Another day is a way out of it."""
    return (act.when is None or _AT_ONCE.search(act.when) is not None) and also_does(turn, act, "press")


def _at_stage(now: Understanding, stage: Stage, at: float) -> Understanding:
    """The call moves on through its stages and does not go back."""
    return replace(now, stage=stage, stage_since=at) if _STAGES.index(stage) > _STAGES.index(now.stage) else now


def _without_answered(now: Understanding, turn: Turn) -> Understanding:
    """A question is answered by the other side's next turn that does more than ask back."""
    side: Side = turn.side
    if not turn.acts or turn.only_does("question", "hold", "back-channel"):
        return now
    return replace(now, questions=tuple(asked for asked in now.questions if asked.side == side))
