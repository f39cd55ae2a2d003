"""Calls written with their acts, so that a rule is tested by what was meant, whatever reads it: the notation of `models/training/`.

    R: Hi, Dana, [greeting] shall I just close the account? [offer-to-cancel]
    C: Er, why? [question]

Every prompt of the default playbook is shown, also those that it switches off. `shown` gives what was on the screen and in which turn, at
the times of call scripts (2.5 words a second, 0.4 s between turns).
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import cast, get_args

from assistant.core import Core
from assistant.events import Act, ActName, CallStarted, Evidence, Fact, Kind, Plan, PromptCleared, PromptShown
from assistant.playbook import Playbook, load_playbook
from assistant.prompts.registry import rules_of
from assistant.script import CallScript, ScriptTurn, timed_turns
from assistant.state import State, Turn, Utterance
from assistant.text_driver import drive
from assistant.understanding.reader import Reading
from assistant.understanding.text import quote, sentences
from assistant.understanding.times import definite_times
from models.training.examples import labelled

_STEP_WORDS = 3
"""What names a step has some words besides its time ("I'll ring you at four", not "Say four, then")."""


class ActedReader:
    """Implements `Reader`: the acts that stand in the call as written, each once its last word has been said."""

    def __init__(self, acts: dict[str, list[tuple[str, tuple[ActName, ...]]]]) -> None:
        self._acts = acts

    def read(self, state: State, turn: Turn) -> Reading:
        found: list[Act] = []
        for utterance in turn.utterances:
            said = 0
            for stretch, names in self._acts.get(utterance.id, ()):
                said += len(stretch.split())
                if len(utterance.text.split()) >= said:
                    found += [_act(name, replace(utterance, text=stretch)) for name in names]
        return Reading(tuple(found), 1.0)


def _act(name: ActName, stretch: Utterance) -> Act:
    """The act of a stretch. A step is given its time, and what is to be done where the stretch says more than the time."""
    evidence = Evidence(utterance=stretch.id, quote=stretch.text)
    if name not in ("propose-next", "commitment"):
        return Act(act=name, evidence=evidence)
    for sentence in sentences([stretch.text]):
        for time in definite_times(sentence.flat):
            when = quote((stretch,), sentence, time.start, time.end).quote
            rest = len(stretch.text.split()) - len(when.split())
            return Act(act=name, evidence=evidence, about=stretch.text if rest >= _STEP_WORDS else None, when=when)
    return Act(act=name, evidence=evidence, about=stretch.text)


def run(call: str, kind: Kind = "purpose", plan: Plan | None = None, playbook: Playbook | None = None) -> tuple[State, list[Fact], CallScript]:
    """The state after a call, every fact of it, and the call as a script. A line may begin with "(1.5)": seconds of silence before it.

    `playbook`: None for the default one, every prompt of it active.
    """
    turns: list[ScriptTurn] = []
    acts: dict[str, list[tuple[str, tuple[ActName, ...]]]] = {}
    for line in filter(None, map(str.strip, call.strip().splitlines())):
        pause, side, words = cast("re.Match[str]", re.fullmatch(r"(?:\((-?[\d.]+)\) *)?([RC]): (.*)", line)).groups()
        stretches = [(text, tuple(map(_name, names))) for text, names in labelled(words)]
        assert stretches, f"no act in {line!r}"
        say = " ".join(text for text, _ in stretches)
        turns.append(ScriptTurn(who="rep" if side == "R" else "client", say=say, pause=float(pause or 0.4)))
        acts[f"t{len(turns)}"] = stretches
    script = CallScript(id="acted", kind=kind, plan=plan or Plan(goal="agree a day"), turns=tuple(turns))
    if playbook is None:
        playbook = load_playbook(None)
        every = {prompt: entry.model_copy(update={"active": True}) for prompt, entry in playbook.prompts.items()}
        playbook = playbook.model_copy(update={"prompts": every})
    core = Core(playbook, rules_of(playbook), ActedReader(acts))
    started = CallStarted(
        call="acted",
        at=0.0,
        seq=1,
        kind=kind,
        plan=script.plan,
        date="2026-03-04T10:00",
        tracks=("rep", "client"),
        weights=None,
        playbook=core.playbook.ref,
    )
    facts: list[Fact] = []
    state = drive(script, core, started, facts.extend)
    return state, facts, script


def shown(call: str, kind: Kind = "purpose", plan: Plan | None = None) -> list[tuple[str, int]]:
    """Each prompt shown and the number of the last turn that had begun by then (0: before the first)."""
    _, facts, script = run(call, kind, plan)
    starts = [turn.start for turn in timed_turns(script)]
    return [(fact.prompt, sum(start <= fact.at for start in starts)) for fact in facts if isinstance(fact, PromptShown)]


def turns_shown(prompt: str, call: str, kind: Kind = "purpose", plan: Plan | None = None) -> list[int]:
    """The turns in which one prompt was shown."""
    return [turn for name, turn in shown(call, kind, plan) if name == prompt]


def outcomes(prompt: str, call: str, kind: Kind = "purpose", plan: Plan | None = None) -> list[str]:
    """How each showing of a prompt ended."""
    return _outcomes(prompt, run(call, kind, plan)[1])


def _outcomes(prompt: str, facts: Iterable[Fact]) -> list[str]:
    return [fact.outcome for fact in facts if isinstance(fact, PromptCleared) and fact.prompt == prompt]


def _name(name: str) -> ActName:
    assert name in get_args(ActName), name
    return cast(ActName, name)
