"""A stored call driven through the core again from its facts: no sound, no weights, and the same prompts.

What the core derives by itself (prompts, stages) is left out and derived anew; the readings of turns are taken as they were stored. What came
after the call, words put right, is left out: the prompts rested on the words that were heard.
"""

from collections.abc import Callable, Iterator, Sequence

from assistant.conductor import Conductor
from assistant.core import Core, derived
from assistant.events import CallEnded, CallStarted, Fact, NotesDrafted, PromptCleared, SpeechCorrected, TurnUnderstood
from audio.problem import Problem


def drive_again(facts: Sequence[Fact], core: Core, tell: Callable[[Sequence[Fact]], None]) -> Conductor:
    """Runs stored facts through `core` (which has no reader) and gives the call as it then stands. Raises `Problem` where there is no call."""
    conductor = Conductor(core, _start(facts, core), tell)
    for fact, readings in _from_outside(facts[1:]):
        if isinstance(fact, CallEnded):
            conductor.end(fact.at, fact.duration, fact.coverage)
        elif not _is_pointless(fact, conductor):
            conductor.take(fact, readings)
    return conductor


def judge_facts(facts: Sequence[Fact], core: Core) -> list[Fact]:
    """The facts that `core` (which has no reader) would have made of a stored call, without notes: for trying playbooks.

    What the rep has grown tired of is left out of account: it says nothing of the playbook. Raises `Problem` where there is no call.
    """
    judged: list[Fact] = []
    conductor = Conductor(core, _start(facts, core).model_copy(update={"quiet": {}}), judged.extend)
    for fact, readings in _from_outside(facts[1:]):
        if not _is_pointless(fact, conductor):
            conductor.take(fact, readings)
    return judged


def _start(facts: Sequence[Fact], core: Core) -> CallStarted:
    if not facts or not isinstance(facts[0], CallStarted):
        raise Problem("call-damaged", "The stored call does not begin with its start.", "Its recording may still be replayed with --from sound.")
    return facts[0].model_copy(update={"playbook": core.playbook.ref})


def _is_pointless(fact: Fact, conductor: Conductor) -> bool:
    """Whether a fact sends away a prompt that is not on the screen: another playbook may show others, and those nobody sent away."""
    current = conductor.state.board.current
    return isinstance(fact, PromptCleared) and (current is None or current.due.prompt != fact.prompt)


def _from_outside(facts: Sequence[Fact]) -> Iterator[tuple[Fact, list[TurnUnderstood]]]:
    """Each fact that came from outside the core, with the readings that were made after it."""
    fact: Fact | None = None
    readings: list[TurnUnderstood] = []
    for following in facts:
        if isinstance(following, TurnUnderstood):
            readings.append(following)
        elif not derived(following) and not isinstance(following, NotesDrafted | SpeechCorrected):
            if fact is not None:
                yield fact, readings
            fact, readings = following, []
    if fact is not None:
        yield fact, readings
