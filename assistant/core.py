"""The core of a call: facts in, facts out. Pure: no I/O, no clock, no thread; the same facts always give the same prompts.

    step     a fact from outside (words, the plan, a dismissal, the end)  ->  the new state and the facts that follow from it
    advance  the passing of time                                          ->  the same
    deadline when time alone will next change something

Live, replay and back-test are thin drivers round these three (`conductor.py` is what they share).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.events import SENT_AWAY, Fact, Outcome, PromptCleared, PromptShown, SidesSwapped, Stage, StageChanged, TurnUnderstood
from assistant.playbook import Playbook, worded
from assistant.prompts.board import clears, next_change_at, next_in_line, wait
from assistant.prompts.rule import Rule, TimedRule
from assistant.reduce import pass_time, reduce, settle
from assistant.state import State
from assistant.turns import reading_key, silence_ends_at
from assistant.understanding.reader import Reader


@dataclass(frozen=True)
class Core:
    """What judges a call. `reader` is None where a call is replayed from its facts, which hold the readings already."""

    playbook: Playbook
    rules: Mapping[str, Rule]
    reader: Reader | None

    def step(self, state: State, fact: Fact, stored: Sequence[TurnUnderstood] = ()) -> tuple[State, list[Fact]]:
        """The state after `fact` (numbered `state.seq + 1`), and the facts that follow from it, numbered on from there.

        `stored`: without a reader, the readings that were made after this fact when the call was heard.
        """
        before, state = state, reduce(state, fact)
        anew = isinstance(fact, SidesSwapped) or state.kind != before.kind
        return self._judge_anew(state, stored) if anew else self._follow(state, stored)

    def advance(self, state: State, now: float) -> tuple[State, list[Fact]]:
        """The state at `now` (seconds since the call began), and the facts that follow. Time alone makes no new reading."""
        return self._follow(pass_time(state, now, self.playbook.turn_silence), ())

    def deadline(self, state: State) -> float | None:
        """When `advance` will next have something to do, if nothing is said before; None while nothing is pending."""
        times = [silence_ends_at(state, self.playbook.turn_silence), next_change_at(state, self.playbook), *self._rules_change_at(state)]
        return min((time for time in times if time is not None), default=None)

    def _rules_change_at(self, state: State) -> Iterator[float | None]:
        """When each prompt in force that goes by the clock will next be due, or over."""
        for prompt, entry in self.playbook.prompts.items():
            if entry.own and entry.active and state.kind in entry.kinds and isinstance(rule := self.rules[prompt], TimedRule):
                yield rule.next_change_at(state, entry)

    def _judge_anew(self, state: State, stored: Sequence[TurnUnderstood]) -> tuple[State, list[Fact]]:
        """What follows when everything said so far means something else: other sides said it, or in a call of another kind.

        The prompt that rests on how it was understood goes. What would have been due before now is not shown late: it counts as raised.
        """
        facts: list[Fact] = []
        current = state.board.current
        if current and (current.due.evidence or state.kind not in self.playbook.prompts[current.due.prompt].kinds):
            state, withdrawn = _clear(state, current.due.prompt, "withdrawn")
            facts.append(withdrawn)
        state, read = self._read(state) if self.reader else _read_again(state, stored)
        state = settle(state)
        board = replace(state.board, waiting=(), raised=())
        while (later := wait(replace(state, board=board), self.playbook, self.rules)).raised != board.raised:
            board = replace(later, waiting=())
        state, follows = self._follow(replace(state, board=board), ())
        return state, [*facts, *read, *follows]

    def _follow(self, state: State, stored: Sequence[TurnUnderstood]) -> tuple[State, list[Fact]]:
        state, facts = self._read(state) if self.reader else _read_again(state, stored)
        state = settle(state)
        for consequence in (_stage, self._cleared, self._shown):
            state, fact = consequence(state)
            if fact is not None:
                facts.append(fact)
        return state, facts

    def _read(self, state: State) -> tuple[State, list[Fact]]:
        """Reads again every turn that may still change and looks different from when it was last read."""
        assert self.reader is not None
        facts: list[Fact] = []
        for at in range(state.settled_turns, len(state.turns)):
            turn = state.turns[at]
            key = reading_key(turn)
            if key == turn.read:
                continue
            reading = self.reader.read(state, turn)
            state = replace(state, turns=(*state.turns[:at], replace(turn, read=key), *state.turns[at + 1 :]))
            if reading.acts != turn.acts:
                understood = TurnUnderstood(
                    call=state.call,
                    at=state.now,
                    seq=state.seq + 1,
                    side=turn.side,
                    utterances=tuple(utterance.id for utterance in turn.utterances),
                    acts=reading.acts,
                    confidence=reading.confidence,
                )
                state = reduce(state, understood)
                facts.append(understood)
        return state, facts

    def _cleared(self, state: State) -> tuple[State, Fact | None]:
        """Puts what has fallen due in line, and takes away what is over."""
        if not state.prompts_off:
            board = wait(state, self.playbook, self.rules)
            state = state if board is state.board else replace(state, board=board)
        current, outcome = state.board.current, clears(state, self.playbook, self.rules)
        if state.prompts_off and current:
            outcome = "withdrawn"
        if current is None or outcome is None:
            return state, None
        return _clear(state, current.due.prompt, outcome)

    def _shown(self, state: State) -> tuple[State, Fact | None]:
        """Shows what is first in line, where the screen is free."""
        due = next_in_line(state)
        if due is None or state.board.current is not None or state.ended:
            return state, None
        shown = PromptShown(
            call=state.call,
            at=state.now,
            seq=state.seq + 1,
            prompt=due.prompt,
            text=worded(self.playbook.prompts[due.prompt].text, due.fill),
            why=due.why,
            evidence=due.evidence,
            due=due.at,
            latency_ms=max(0.0, round((state.now - due.at) * 1000, 1)),
            urgency=due.urgency,
        )
        return reduce(state, shown), shown


def _clear(state: State, prompt: str, outcome: Outcome) -> tuple[State, Fact]:
    cleared = PromptCleared(call=state.call, at=state.now, seq=state.seq + 1, prompt=prompt, outcome=outcome)
    return reduce(state, cleared), cleared


def _read_again(state: State, stored: Sequence[TurnUnderstood]) -> tuple[State, list[Fact]]:
    """The readings as they were made when the call was heard."""
    facts: list[Fact] = []
    for reading in stored:
        reading = reading.model_copy(update={"seq": state.seq + 1})
        state = reduce(state, reading)
        facts.append(reading)
    return state, facts


def _stage(state: State) -> tuple[State, Fact | None]:
    stage: Stage = "ended" if state.ended else state.understanding.stage
    if stage == state.stage:
        return state, None
    since = state.now if state.ended else state.understanding.stage_since
    changed = StageChanged(call=state.call, at=state.now, seq=state.seq + 1, stage=stage, since=since)
    return reduce(state, changed), changed


def derived(fact: Fact) -> bool:
    """Whether the core itself makes such a fact, so that a replay from facts leaves it out and derives it again."""
    if isinstance(fact, PromptCleared):
        return fact.outcome not in SENT_AWAY
    return isinstance(fact, PromptShown | StageChanged)
