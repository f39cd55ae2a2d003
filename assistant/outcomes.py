"""What becomes of each prompt, kept by playbook and rep: done and how soon, sent away, gone by itself; and what reps said of it afterwards."""

from collections import defaultdict
from collections.abc import Iterable
from statistics import median

from assistant.events import Frozen
from assistant.prompts.board import held_seconds
from assistant.store import Store
from assistant.store.outcomes import Happening


class PromptOutcomes(Frozen):
    """One prompt of one playbook, with one rep. Counts but for `done_seconds`."""

    prompt: str
    playbook: str
    playbook_hash: str
    rep: str
    shown: int
    done: int
    done_seconds: float | None
    """Median of the seconds from its showing to its being done; None where it never was."""
    dismissed: int
    not_helpful: int
    lapsed: int
    replaced: int
    withdrawn: int
    right: int
    wrong: int
    missed: int


class QuietPrompt(Frozen):
    """A prompt that a rep has sent away since last doing it. `held_seconds`: how long it is held back now; None: it is not shown."""

    prompt: str
    rep: str
    times: int
    held_seconds: float | None


class Outcomes(Frozen):
    """What became of prompts, the most often shown first, and what is quieter now."""

    outcomes: tuple[PromptOutcomes, ...]
    quiet: tuple[QuietPrompt, ...]


def outcomes(store: Store, *, rep: str | None = None, playbook: str | None = None, since: str | None = None) -> Outcomes:
    """Of all calls, or those of a rep, under a playbook (name or hash), since a local date (ISO 8601).

    What is quiet does not go by playbook or date: a rep tires of a prompt whatever playbook shows it.
    """
    found: defaultdict[tuple[str, str, str, str], list[Happening]] = defaultdict(list)
    for happening in store.happenings(rep=rep, playbook=playbook, since=since):
        found[happening.prompt, happening.playbook, happening.playbook_hash, happening.rep].append(happening)
    counted = [_counted(*key, happenings) for key, happenings in found.items()]
    counted.sort(key=lambda one: (-one.shown, one.prompt, one.playbook, one.playbook_hash, one.rep))
    reps = store.reps() if rep is None else [rep]
    return Outcomes(outcomes=tuple(counted), quiet=tuple(quiet for whose in reps for quiet in _quiet(store, whose)))


def _counted(prompt: str, playbook: str, playbook_hash: str, rep: str, happenings: Iterable[Happening]) -> PromptOutcomes:
    every = list(happenings)

    def became(outcome: str) -> int:
        return sum(happening.outcome == outcome for happening in every)

    def said(verdict: str) -> int:
        return sum(happening.verdict == verdict for happening in every)

    seconds = [happening.seconds for happening in every if happening.outcome == "done" and happening.seconds is not None]
    return PromptOutcomes(
        prompt=prompt,
        playbook=playbook,
        playbook_hash=playbook_hash,
        rep=rep,
        shown=sum(happening.verdict is None for happening in every),
        done=became("done"),
        done_seconds=round(median(seconds), 1) if seconds else None,
        dismissed=became("dismissed"),
        not_helpful=became("not-helpful"),
        lapsed=became("lapsed"),
        replaced=became("replaced"),
        withdrawn=became("withdrawn"),
        right=said("right"),
        wrong=said("wrong"),
        missed=said("missed"),
    )


def _quiet(store: Store, rep: str) -> Iterable[QuietPrompt]:
    for prompt, times in sorted(store.dismissals(rep).items()):
        yield QuietPrompt(prompt=prompt, rep=rep, times=times, held_seconds=held_seconds(prompt, times))
