"""The back-test: what two playbooks show on the same calls, call by call and in all, and which of it was right where that is known.

Stored calls are judged from their facts, recordings once they have been recognised, scripts as they are read. Nothing is stored.
"""

import multiprocessing
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from assistant.events import CallStarted, Fact, Frozen, Kind, PlaybookRef, PromptShown
from assistant.facts_driver import judge_facts
from assistant.judge import judge, judge_again
from assistant.labels import Label, Window, expected, refused, spoken_turns
from assistant.playbook import Playbook
from assistant.script import CallScript, load_script, timed_turns
from assistant.settings import Settings
from assistant.store import Store
from audio.problem import Problem

Source = Literal["script", "stored", "recording"]
Verdict = Literal["right", "wrong", "allowed"]

SAME_SECONDS = 30.0
"""Two showings of one prompt that are no further apart are the same, earlier or later; further apart, they have other occasions."""
GRACE_TEXT, GRACE_SOUND = 1.0, 1.5
"""Seconds after a turn's end in which what ought to come by that end may still come: for scripts, and for what was heard."""
SOUND_SUFFIXES = frozenset(".wav .flac .mp3 .m4a .aac .ogg .oga .opus .webm .mp4 .mov .mkv .wma .amr .aif .aiff .au".split())
"""What is taken for a recording in a folder. A recording named by itself may be called as it likes."""
_WORTH_PROCESSES = 1200.0
"""Seconds of stored calls from which starting more processes is quicker than doing without."""


class Moment(Frozen):
    """A prompt as shown. `at`, `due`: seconds since the call began; `words`: what it rests on; `verdict`: None where nobody has judged it."""

    prompt: str
    text: str
    at: float
    due: float
    words: tuple[str, ...]
    verdict: Verdict | None = None


class Pair(Frozen):
    """The same prompt under both playbooks; either may be the earlier."""

    new: Moment
    current: Moment


class Missed(Frozen):
    """A prompt that ought to be shown from the start of turn `since` to the end of turn `by` (seconds: `start`, `end`), and by whom it was not."""

    prompt: str
    since: int
    by: int
    start: float
    end: float
    new: bool
    current: bool


class CallTest(Frozen):
    """One call under both playbooks. `labelled`: whether anything is known of what is right on it."""

    name: str
    source: Source
    kind: Kind
    seconds: float
    labelled: bool
    only_new: tuple[Moment, ...]
    only_current: tuple[Moment, ...]
    both: tuple[Pair, ...]
    missed: tuple[Missed, ...]


class Score(Frozen):
    """How often shown; of those on labelled calls, right and wrong; and how often missed. The others nobody has judged."""

    shown: int = 0
    right: int = 0
    wrong: int = 0
    missed: int = 0
    precision: float | None = None
    """right ÷ (right + wrong); None where there is neither."""
    recall: float | None = None
    """right ÷ (right + missed); None where nothing was expected."""


class Total(Frozen):
    """A prompt over all calls. `text`: its wording in the new playbook, else in the current one."""

    prompt: str
    text: str
    new: Score
    current: Score


class Refused(Frozen):
    """A call that could not be tested, and why."""

    name: str
    code: str
    message: str
    remedy: str


class BackTest(Frozen):
    """The whole of it."""

    playbook: PlaybookRef
    against: PlaybookRef
    calls: tuple[CallTest, ...]
    prompts: tuple[Total, ...]
    all: Total
    refused: tuple[Refused, ...]


@dataclass(frozen=True)
class Item:
    """A call to test: the path of a script or a recording, or the id of a stored call."""

    name: str
    source: Source

    @property
    def label(self) -> str:
        """How people know it: the file without folder and suffix, or the id."""
        return self.name if self.source == "stored" else Path(self.name).stem


@dataclass(frozen=True)
class _Truth:
    """What is known of a call: where prompts ought to be shown (seconds), where they are wrong, which are neither right nor wrong.

    `whole`: whether everything else is wrong; else nobody has judged it.
    """

    wanted: tuple[tuple[Window, float, float], ...] = ()
    unwanted: tuple[tuple[Window, float, float], ...] = ()
    allowed: frozenset[str] = frozenset()
    whole: bool = False


@dataclass(frozen=True)
class _Judged:
    """A call as both playbooks judge it, and what is known of it."""

    kind: Kind
    seconds: float
    new: tuple[PromptShown, ...]
    current: tuple[PromptShown, ...]
    truth: _Truth


def find_items(names: Sequence[str]) -> Iterator[Item | Refused]:
    """The calls that are named: files, ids, and what lies in folders (scripts and recordings, by name; folders in them are left out)."""
    for name in dict.fromkeys(names):
        path = Path(name)
        if path.is_dir():
            found = sorted(file for file in path.iterdir() if file.is_file() and file.suffix.lower() in {".yaml", ".yml"} | SOUND_SUFFIXES)
            if not found:
                yield _refused(name, Problem("no-calls", f"There is no call script and no recording in {name}.", "Name another folder."))
            yield from (_item(str(file)) for file in found)
        elif path.exists() or "." in path.name or len(path.parts) != 1:
            yield _item(name)
        else:
            yield Item(name, "stored")


def _item(name: str) -> Item:
    return Item(name, "script" if Path(name).suffix.lower() in (".yaml", ".yml") else "recording")


def _refused(name: str, problem: Problem) -> Refused:
    return Refused(name=name, code=problem.code, message=problem.message, remedy=problem.remedy)


def back_test(
    store: Store, settings: Settings, names: Sequence[str], new: Playbook, current: Playbook, progress: Callable[[str], None] = lambda name: None
) -> BackTest:
    """Tests every call that can be read; the others are in `refused`. `progress` is told each call's name before it is judged."""
    found = list(find_items(names))
    items = [item for item in found if isinstance(item, Item)]
    refused = [item for item in found if isinstance(item, Refused)]
    tested: list[tuple[Item, _Judged]] = []
    for item, judged in _judge_all(store, settings, items, new, current, progress):
        if isinstance(judged, Problem):
            refused.append(_refused(item.name, judged))
        else:
            tested.append((item, judged))
    calls = tuple(_compared(item, judged) for item, judged in tested)
    prompts = tuple(_totals(calls, new, current))
    everything = Total(prompt="", text="All prompts", new=_sum(total.new for total in prompts), current=_sum(total.current for total in prompts))
    return BackTest(playbook=new.ref, against=current.ref, calls=calls, prompts=prompts, all=everything, refused=tuple(refused))


def _judge_all(
    store: Store, settings: Settings, items: Sequence[Item], new: Playbook, current: Playbook, progress: Callable[[str], None]
) -> Iterator[tuple[Item, _Judged | Problem]]:
    """Every call judged, in the order given; long stored ones in as many processes as there are processors."""
    stored = [item for item in items if item.source == "stored"]
    with ProcessPoolExecutor(min(len(stored), os.cpu_count() or 1) or 1, multiprocessing.get_context("spawn")) as pool:
        # Processes start with the first task they are given, so the pool costs nothing where it is not used.
        spread = len(stored) > 1 and _seconds(store, stored) > _WORTH_PROCESSES
        coming = {item: pool.submit(_judge_stored_at, store.data, item.name, new, current) for item in stored} if spread else {}
        for item in items:
            progress(item.label)
            try:
                yield item, coming[item].result() if item in coming else _judge(store, settings, item, new, current)
            except Problem as problem:
                yield item, problem


def _seconds(store: Store, stored: Sequence[Item]) -> float:
    lengths = {call.id: call.seconds for call in store.calls()}
    return sum(lengths.get(item.name, 0.0) for item in stored)


def _judge(store: Store, settings: Settings, item: Item, new: Playbook, current: Playbook) -> _Judged:
    match item.source:
        case "script":
            return _judge_script(load_script(Path(item.name)), new, current)
        case "recording":
            return _judge_facts(_recognised(settings, item.name), (), new, current)
        case "stored":
            return _judge_stored(store, item.name, new, current)


def _judge_stored_at(data: Path, call: str, new: Playbook, current: Playbook) -> _Judged:
    """The same in a process of its own."""
    store = Store.open(data)
    try:
        return _judge_stored(store, call, new, current)
    finally:
        store.close()


def _judge_stored(store: Store, call: str, new: Playbook, current: Playbook) -> _Judged:
    return _judge_facts(store.facts(call), store.labels(call), new, current)


def _judge_facts(facts: Sequence[Fact], labels: Sequence[Label], new: Playbook, current: Playbook) -> _Judged:
    # A core is for one call: own prompts may remember what they found in it.
    by_new, by_current = (_shown(judge_facts(facts, judge_again(playbook))) for playbook in (new, current))
    started = facts[0]
    assert isinstance(started, CallStarted)  # else judging it would have raised
    return _Judged(started.kind, facts[-1].at, by_new, by_current, _labelled_truth(labels, facts))


def _judge_script(script: CallScript, new: Playbook, current: Playbook) -> _Judged:
    from assistant.text_driver import beginning, drive

    judged: list[list[Fact]] = []
    for playbook in (new, current):
        facts: list[Fact] = []
        drive(script, judge(playbook), beginning(script, playbook.ref), facts.extend)
        judged.append(facts)
    by_new, by_current = map(_shown, judged)
    return _Judged(script.kind, judged[0][-1].at, by_new, by_current, _script_truth(script))


def _recognised(settings: Settings, file: str) -> list[Fact]:
    """The facts of a recording, recognised in a folder that is gone afterwards: a test adds nothing to the calls of the rep."""
    from assistant.replaying import Replay, replay

    if not Path(file).exists():
        raise Problem("no-such-file", f"There is no file {file}.", "Check the name.")
    with tempfile.TemporaryDirectory(prefix="callcue-") as folder:
        store = Store.open(Path(folder))
        try:
            return store.facts(replay(store, settings, Replay(file), lambda event: None))
        finally:
            store.close()


def _shown(facts: Iterable[Fact]) -> tuple[PromptShown, ...]:
    return tuple(fact for fact in facts if isinstance(fact, PromptShown))


def _script_truth(script: CallScript) -> _Truth:
    """A script's labels, with the times its words are spoken at: everything that is not expected is wrong, but for what is allowed."""
    turns = timed_turns(script)
    spans = [(turn.start, turn.end) for turn in turns]
    windows = [Window(label.prompt, label.since, len(turns) if label.by is None else label.by) for label in script.expect]
    return _Truth(tuple(_timed(windows, spans, GRACE_TEXT)), allowed=frozenset(label.prompt for label in script.allow), whole=True)


def _labelled_truth(labels: Sequence[Label], facts: Sequence[Fact]) -> _Truth:
    if not labels:
        return _Truth()
    turns = spoken_turns(facts)
    spans = [(turn.start, turn.end) for turn in turns]
    wanted, unwanted = (tuple(_timed(windows(labels, facts, turns), spans, GRACE_SOUND)) for windows in (expected, refused))
    return _Truth(wanted, unwanted)


def _timed(windows: Iterable[Window], spans: Sequence[tuple[float, float]], grace: float) -> Iterator[tuple[Window, float, float]]:
    """Each window with the seconds in which the prompt may come; a turn that the call does not have is taken for the nearest it has."""
    for window in windows:
        since = min(window.since, len(spans))
        by = min(max(window.by, 1), len(spans))
        yield window, spans[since - 1][0] if since > 0 else -1.0, spans[by - 1][1] + grace if spans else 0.0


def _judge_by(truth: _Truth, shown: Sequence[PromptShown]) -> tuple[list[Moment], set[int]]:
    """The showings with their verdicts, and which of the expectations were met (by place). Each is met once."""
    met: set[int] = set()
    moments = []
    for prompt in shown:
        hit = next((at for at, want in enumerate(truth.wanted) if at not in met and _within(prompt, want)), None)
        verdict: Verdict | None = "wrong" if truth.whole or any(_within(prompt, window) for window in truth.unwanted) else None
        if hit is not None:
            met.add(hit)
            verdict = "right"
        elif prompt.prompt in truth.allowed:
            verdict = "allowed"
        words = tuple(evidence.quote for evidence in prompt.evidence)
        moments.append(Moment(prompt=prompt.prompt, text=prompt.text, at=prompt.at, due=prompt.due, words=words, verdict=verdict))
    return moments, met


def _within(prompt: PromptShown, place: tuple[Window, float, float]) -> bool:
    window, start, end = place
    return prompt.prompt == window.prompt and start <= prompt.at <= end


def _compared(item: Item, judged: _Judged) -> CallTest:
    new, met_by_new = _judge_by(judged.truth, judged.new)
    current, met_by_current = _judge_by(judged.truth, judged.current)
    both = _paired(new, current)
    paired = {id(moment) for pair in both for moment in pair}
    missed = tuple(
        Missed(
            prompt=window.prompt,
            since=window.since,
            by=window.by,
            start=round(max(0.0, start), 3),
            end=round(end, 3),
            new=at not in met_by_new,
            current=at not in met_by_current,
        )
        for at, (window, start, end) in enumerate(judged.truth.wanted)
        if at not in met_by_new or at not in met_by_current
    )
    return CallTest(
        name=item.label,
        source=item.source,
        kind=judged.kind,
        seconds=round(judged.seconds, 3),
        labelled=judged.truth != _Truth(),
        only_new=tuple(moment for moment in new if id(moment) not in paired),
        only_current=tuple(moment for moment in current if id(moment) not in paired),
        both=tuple(Pair(new=one, current=other) for one, other in both),
        missed=missed,
    )


def _paired(new: Sequence[Moment], current: Sequence[Moment]) -> list[tuple[Moment, Moment]]:
    """Showings of the same prompt at nearly the same time, the nearest first; in the order of the new ones."""
    near = [
        (abs(one.at - other.at), at, place)
        for at, one in enumerate(new)
        for place, other in enumerate(current)
        if one.prompt == other.prompt and abs(one.at - other.at) <= SAME_SECONDS
    ]
    taken: dict[int, int] = {}
    for _, at, place in sorted(near):
        if at not in taken and place not in taken.values():
            taken[at] = place
    return [(new[at], current[taken[at]]) for at in sorted(taken)]


def _totals(calls: Sequence[CallTest], new: Playbook, current: Playbook) -> Iterator[Total]:
    """Each prompt that either playbook has shown or missed, in the order of the playbooks."""
    for prompt in dict.fromkeys([*new.prompts, *current.prompts]):
        by_new, by_current = _score(calls, prompt, new=True), _score(calls, prompt, new=False)
        if by_new != Score() or by_current != Score():
            entry = new.prompts.get(prompt) or current.prompts[prompt]
            yield Total(prompt=prompt, text=entry.text, new=by_new, current=by_current)


def _score(calls: Sequence[CallTest], prompt: str, *, new: bool) -> Score:
    shown = [moment for call in calls for moment in moments_of(call, new=new) if moment.prompt == prompt]
    missed = sum(one.prompt == prompt and (one.new if new else one.current) for call in calls for one in call.missed)
    verdicts = [moment.verdict for moment in shown]
    return _scored(len(shown), verdicts.count("right"), verdicts.count("wrong"), missed)


def moments_of(call: CallTest, *, new: bool) -> list[Moment]:
    """Everything that one of the two playbooks shows on a call, in its order."""
    only = call.only_new if new else call.only_current
    return sorted((*only, *(pair.new if new else pair.current for pair in call.both)), key=lambda moment: moment.at)


def _sum(scores: Iterable[Score]) -> Score:
    every = list(scores)
    return _scored(*(sum(getattr(score, name) for score in every) for name in ("shown", "right", "wrong", "missed")))


def _scored(shown: int, right: int, wrong: int, missed: int) -> Score:
    def share(others: int) -> float | None:
        return round(right / (right + others), 3) if right + others else None

    return Score(shown=shown, right=right, wrong=wrong, missed=missed, precision=share(wrong), recall=share(missed))
