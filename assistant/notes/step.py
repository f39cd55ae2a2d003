"""The next step as the notes give it: of the steps agreed the one that brings the two together next, in the words it was agreed in."""

import re
from collections.abc import Sequence

from assistant.events import NextCommunication
from assistant.notes.figures import written
from assistant.notes.lines import stretch
from assistant.notes.phrases import (
    AIM,
    ASKED,
    BY_MESSAGE,
    HANGING,
    NO_STEP,
    OURSELVES,
    PARTING,
    PLAN,
    RIGHT_NOW,
    STATE,
    TAIL,
    THE_OTHER,
    TIME_ASKED,
    TO_CLIENT,
    TOPIC,
)
from assistant.notes.plans import AROUND, Plan
from assistant.notes.sentences import Said, words_between
from assistant.notes.telling import of_other
from assistant.notes.wording import count_words, tidy
from assistant.state import State
from assistant.understanding.content import content, worth
from assistant.understanding.when import agree
from audio.side import Side

_MOST_ACTIONS = 3
_ALL_ACTIONS_WORDS = 22
"""Words of all that is to be done, as said."""
_ACTION_WORDS = 22
_AIM_WORDS = 14
_MOST_STEP_WORDS = 32
"""Words of the next step with its purpose and its time."""
_OWN = 10.0
"""What the words in which a step was proposed are worth more than others said of it: they come first."""
_AND_I = re.compile(r"(,? and(?: then)?) (?:I|we)(?:['’]ll| will| can| could) ")
_NAME = re.compile(r"[A-Z]\w+ [A-Z]")
_NEEDS_TIME = re.compile(r"\b(?:at|on|before|after|until|till|from|for|of|the|around|about)$")
_NO_ACTION = (ASKED, NO_STEP, PARTING, STATE, TIME_ASKED)


def next_communication(
    state: State, said: Sequence[Said], plans: Sequence[Plan], weighty: frozenset[str], reasons: Sequence[Said]
) -> tuple[NextCommunication | None, tuple[Said, ...]]:
    """The next step out of `plans`, and the sentences it gives; None where none was agreed.

    `reasons`: what it may be for, the likeliest first; used where the step's own words do not say what for.
    """
    plan = _main(plans)
    if plan is None:
        return None, ()
    actions = _actions(plan, said, state.date, weighty)
    what, purpose = _worded(plan, actions)
    reason = None
    if purpose is None:
        room = _MOST_STEP_WORDS - count_words(what) - count_words(plan.when)
        reason, purpose = _topic(reasons, min(room, _AIM_WORDS))
    parts = sorted({*actions, *plan.timing, *([reason] if reason else [])}, key=lambda sentence: sentence.number)
    following = NextCommunication(
        purpose=purpose,
        what=what,
        who=plan.who if plan.who != "mixed" else None,
        when=plan.when,
        date=plan.date,
        evidence=tuple(evidence for part in parts for evidence in part.evidence),
    )
    return following, tuple(parts)


def _worded(plan: Plan, actions: Sequence[Said]) -> tuple[str, str | None]:
    what, purpose = _parted([_without(_action(action, plan.who), plan.when) for action in actions])
    return "; ".join(of_other(part, plan.who) for part in what.split("; ")), purpose and of_other(purpose, plan.who)


def _topic(reasons: Sequence[Said], most: int) -> tuple[Said | None, str | None]:
    """What the call was about, in `most` words at most, where one of the sentences says it; and that sentence."""
    for sentence in reasons:
        for found in TOPIC.finditer(sentence.flat):
            topic = written(tidy(words_between(sentence, *found.span("topic")), "")).rstrip(".?!")
            if content(topic) and count_words(topic) < most:
                return sentence, f"About {topic[:1].lower() + topic[1:] if not topic[1:2].isupper() and not _NAME.match(topic) else topic}."
    return None, None


def plainly(state: State, plans: Sequence[Plan]) -> NextCommunication | None:
    """The same step in no other words than those that it rests on."""
    plan = _main(plans)
    if plan is None:
        return None
    what, who, when = plan.step.evidence[0].quote, plan.who, plan.step.when or ""
    return NextCommunication(purpose=None, what=what, who=who if who != "mixed" else None, when=when, date=plan.date, evidence=plan.step.evidence)


def _main(plans: Sequence[Plan]) -> Plan | None:
    """The step that brings the two together; of several, one whose day and hour are known, the soonest, the first.

    Then a time that was agreed for what was proposed before; then what is done apart; then a day that was only named in parting.
    """

    def order(plan: Plan) -> tuple[int, bool, str, int]:
        action = plan.step.action or ""
        apart = BY_MESSAGE.search(action) or RIGHT_NOW.search(plan.when) or not TO_CLIENT.search(action)
        banter = all(sentence.personal for sentence in plan.said)
        named = plan.parting and plan.carrier is None
        level = 4 if banter else 3 if named and PARTING.match(action) else 1 if plan.parting else 2 if apart else 0
        return level, not plan.full, plan.date or "9", -plan.step.turn if level == 3 else plan.step.turn

    return min(plans, key=order, default=None)


def _actions(plan: Plan, said: Sequence[Said], date: str, weighty: frozenset[str]) -> tuple[Said, ...]:
    """The sentences that say what is to be done: the step's own, what else was planned in the same breath, its summing up."""
    times = content(plan.when)
    pool: list[tuple[float, Said]] = []
    for sentence in _near(plan, said):
        named, mine = sentence.times, sentence.side == plan.who
        timed = mine and any(agree(time, plan.when, date) and not RIGHT_NOW.search(time) for time in named)
        planned = mine and not named and bool(sentence.acts & {"commitment", "propose-next"})
        own = sentence is plan.carrier or (sentence in plan.said and (timed or not named or bool(PLAN.search(sentence.flat))))
        if (own or timed or planned) and not any(pattern.search(sentence.flat) for pattern in _NO_ACTION) and "press" not in sentence.acts:
            first = own and mine and bool(PLAN.search(sentence.flat))
            pool.append((worth(sentence.content - times, weighty | sentence.names) + first * _OWN, sentence))
    return _best(plan, pool)


def _near(plan: Plan, said: Sequence[Said]) -> list[Said]:
    """The sentences about business said while the step was being agreed, and those that name its time best."""
    first = min((sentence.turn for sentence in plan.said if sentence is not plan.carrier), default=plan.step.turn) - AROUND
    last = max(plan.step.accepted_in or 0, *(sentence.turn for sentence in plan.said)) + AROUND
    near = [sentence for sentence in said if first <= sentence.turn <= last or sentence in plan.timing or sentence is plan.carrier]
    return [sentence for sentence in near if not sentence.broken and not sentence.personal]


def _best(plan: Plan, pool: Sequence[tuple[float, Said]]) -> tuple[Said, ...]:
    chosen: list[Said] = []
    told = set(content(plan.when))
    for _, sentence in sorted(pool, key=lambda found: (-found[0], found[1].number)):
        new = sentence.content - told
        words = count_words(" ".join(_action(part, plan.who) for part in (*chosen, sentence)))
        least = 1 if TO_CLIENT.search(sentence.flat) else 2
        fits = len(chosen) < _MOST_ACTIONS and words <= _ALL_ACTIONS_WORDS and len(new) >= max(least, 0.4 * len(sentence.content))
        if fits or not chosen:
            chosen.append(sentence)
            told |= sentence.content
    return tuple(sorted(chosen or plan.said[:1], key=lambda sentence: (sentence not in plan.said, sentence.number)))


def _action(sentence: Said, who: Side | None) -> str:
    """What is to be done, without "I'll" and "could I": who it is stands beside it. Words of anybody else stay whole."""
    found = (OURSELVES if sentence.side == who else THE_OTHER).match(sentence.flat)
    words = tidy(words_between(sentence, found.end(), len(sentence.flat)) if found else sentence.quote, ".").rstrip(".?")
    words = _AND_I.sub(r"\1 ", TAIL.sub("", words[:1].lower() + words[1:] if found else words))
    return written(re.sub(r"\b(?:me|us)\b", f"the {sentence.side}", words) if sentence.side not in (who, "mixed") else words)


def _without(what: str, when: str) -> str:
    """What is to be done, without its time: that stands beside it."""
    found = re.search(rf"(?:^|,? ){re.escape(when)}(?![\w'])", what, flags=re.IGNORECASE)
    if not when or not found:
        return what
    before, after = what[: found.start()], what[found.end() :]
    shorter = f"{before}{after}" if before else after.lstrip(" ,")
    left_hanging = _NEEDS_TIME.search(before) or HANGING.search(shorter)
    return what if left_hanging or count_words(shorter) < 2 else shorter


def _parted(actions: Sequence[str]) -> tuple[str, str | None]:
    """What is to be done and, where the words say it, what for: "come by and let them try the gloves". Each short enough to be read at a glance."""
    for at, action in enumerate(actions):
        if (found := AIM.search(action)) and count_words(action[: found.start()]) >= 2:
            aim = _short(action[found.end() :], _AIM_WORDS)
            return _all((*actions[:at], action[: found.start()], *actions[at + 1 :])), f"{aim[0].upper()}{aim[1:]}."
    return _all(actions), None


def _all(actions: Sequence[str]) -> str:
    return "; ".join(_short(action, _ACTION_WORDS) for action in actions)


def _short(words: str, most: int) -> str:
    return stretch(words, frozenset(), most, from_start=True) if count_words(words) > most else words
