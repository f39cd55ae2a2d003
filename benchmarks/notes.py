"""How good the drafted notes are: `python -m benchmarks.notes [CALLS …] [--spoken DIR] [--weights NAME] [--missing]`.

CALLS: folders of labelled call scripts, the shared ones where none is named. Every script is judged in this process as `callcue replay`
judges it, and its draft is scored as the maintainers' scorer scores it (`score_calls.py notes`), section by section.

--spoken DIR   drafts from recordings of the scripts, NAME.wav beside NAME.json as `speak_call.py` makes them, by `callcue replay --speed max`
--missing      lists what was not found

must_not_say   lines that hold every number and half of the words of something that must not be said: to be read, for they may deny it
next step      who and date, where the labels give them; none, where they say that none was agreed
wrong side     promises that the labels give to the other side
half an hour   how long the draft of a call of half an hour takes: several of the calls, one behind the other
"""

import argparse
import importlib.util
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import ModuleType
from typing import Any

import yaml

from assistant.events import CallStarted, Fact, Notes, NotesDrafted, SideShare, events
from assistant.judge import judge
from assistant.notes.draft import draft
from assistant.reduce import reduce, settle
from assistant.script import load_script
from assistant.state import State, Turn, begin
from assistant.text_driver import beginning, drive
from benchmarks.prompts import replayed
from models.weights import DEFAULT
from tests.needs import shared

LONG_ENOUGH = 30 * 60
"""Seconds of the call whose draft is timed."""
MOST_WORDS = 40
"""Words above which the scorer does not count a line."""


@dataclass
class Tally:
    """What was found over all calls, by section of the labels."""

    asked: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    steps: Counter[str] = field(default_factory=Counter)
    lines: int = 0
    bare: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    said_though: list[str] = field(default_factory=list)
    wrong_side: list[str] = field(default_factory=list)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("calls", nargs="*", type=Path, help="folders of call scripts")
    parser.add_argument("--spoken", type=Path, metavar="DIR", help="recordings of the scripts")
    parser.add_argument("--weights", default=DEFAULT)
    parser.add_argument("--missing", action="store_true", help="list what was not found")
    asked = parser.parse_args()
    scorer, tally = _scorer(), Tally()
    states: list[State] = []
    for folder in asked.calls or [shared("calls", "dev")]:
        here = Tally()
        for path in sorted(folder.glob("*.yaml")):
            facts = _heard(path, asked.spoken, asked.weights) if asked.spoken else _judged(path)
            if facts:
                states.append(_state(facts))
                for each in (tally, here):
                    score(each, yaml.safe_load(path.read_text(encoding="utf-8")), facts, scorer)
        print(f"{folder.name}: {_share(here.found.total(), here.asked.total())}")
    _print(tally, missing=asked.missing)
    if states:
        _print_time(states)


def _scorer() -> ModuleType:
    """The maintainers' scorer, as a module."""
    spec = importlib.util.spec_from_file_location("score_calls", shared("tools", "score_calls.py"))
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _judged(path: Path) -> list[Fact]:
    """The facts of a script judged in text."""
    script, core = load_script(path), judge()
    facts: list[Fact] = []
    started = beginning(script, core.playbook.ref)
    drive(script, core, started, facts.extend)
    return facts if isinstance(facts[0], CallStarted) else [started, *facts]


def _heard(path: Path, spoken: Path, weights: str) -> list[Fact]:
    """The facts of its recording; none where there is no recording."""
    recording = spoken / f"{path.stem}.wav"
    if not recording.exists():
        return []
    with tempfile.TemporaryDirectory() as made:
        replayed(recording, Path(made), "--plan", str(path), "--weights", weights)
        lines = (Path(made) / "events" / f"{path.stem}.jsonl").read_text(encoding="utf-8").splitlines()
    heard = [events.validate_json(line) for line in lines]
    return [fact for fact in heard if isinstance(fact, Fact)]


def _state(facts: Sequence[Fact]) -> State:
    """The state that the facts of a call come to, its prompts left out."""
    started = next(fact for fact in facts if isinstance(fact, CallStarted))
    state = begin(started)
    for fact in facts:
        if fact is not started and not isinstance(fact, NotesDrafted) and not fact.type.startswith("prompt."):
            state = settle(reduce(state, fact))
    return state


def score(tally: Tally, call: Mapping[str, Any], facts: Sequence[Fact], scorer: ModuleType) -> None:
    """Counts what the draft of one call holds of its labels."""
    notes = next((fact.notes for fact in reversed(facts) if isinstance(fact, NotesDrafted)), Notes())
    lines = list(scorer.draft_lines(notes.model_dump(mode="json")))
    said = " ".join(scorer.norm(" ".join(fact.text for fact in facts if fact.type == "speech.final")))
    short = [text for text, _ in lines if len(text.split()) <= MOST_WORDS]
    tally.lines += len(lines)
    tally.bare += [
        f"{call['id']}: {text}" for text, quotes in lines if not quotes or any(" ".join(scorer.norm(quote)) not in said for quote in quotes)
    ]
    tally.heads.append(len(notes.discussed) + len(notes.proposed) + (notes.next is not None))
    for kind, item in scorer.labelled_items(call):
        held = any(scorer.holds(text, item) for text in short)
        tally.asked[kind] += 1
        tally.found[kind] += held
        tally.missing += [] if held else [f"{call['id']} {kind}: {item}"]
    labels = call.get("notes") or {}
    tally.said_though += [f"{call['id']}: {item} | {text}" for item in labels.get("must_not_say") or [] for text in short if scorer.holds(text, item)]
    _score_step(tally, labels.get("next"), notes)
    tally.wrong_side += [f"{call['id']}: {text}" for text in _on_the_wrong_side(labels.get("promised"), notes, scorer)]


def _score_step(tally: Tally, label: Mapping[str, Any] | None, notes: Notes) -> None:
    step = notes.next
    if not label:
        tally.steps["none agreed"] += 1
        tally.steps["none agreed, none said"] += step is None
        return
    tally.steps["agreed"] += 1
    tally.steps["agreed, and said so"] += step is not None
    if step and label.get("who"):
        tally.steps["who"] += 1
        tally.steps["who right"] += step.who == label["who"]
    if step and label.get("date"):
        tally.steps["date"] += 1
        tally.steps["date right"] += str(step.date or "").startswith(str(label["date"])[:16].replace(" ", "T"))


def _on_the_wrong_side(promised: Any, notes: Notes, scorer: ModuleType) -> Iterator[str]:
    """Promises that stand with the side that did not make them. `promised`: {rep: […], client: […]}, or a list with `who` and `what`."""
    pairs = (
        [(side, text) for side in ("rep", "client") for text in promised.get(side) or []]
        if isinstance(promised, dict)
        else [(entry.get("who") or entry.get("side"), entry.get("what") or entry.get("text")) for entry in promised or [] if isinstance(entry, dict)]
    )
    for side, text in pairs:
        for line in notes.commitments:
            if line.side != side and scorer.holds(line.text, str(text)):
                yield f"{line.side}: {line.text}"


def _print(tally: Tally, *, missing: bool) -> None:
    if missing:
        print("\n".join(f"NOT IN DRAFT {text}" for text in tally.missing))
    for name, texts in (("NO EVIDENCE", tally.bare), ("MUST NOT SAY?", tally.said_though), ("WRONG SIDE", tally.wrong_side)):
        print("\n".join([*(f"{name} {text}" for text in texts)]) + "\n" * bool(texts), end="")
    for kind in tally.asked:
        print(f"{kind:12s} {_share(tally.found[kind], tally.asked[kind])}")
    calls = len(tally.heads)
    print(f"substance    {_share(tally.found.total(), tally.asked.total())} in {tally.lines} lines of {calls} calls")
    print(f"lines without evidence {len(tally.bare)}; promises on the wrong side {len(tally.wrong_side)}")
    print(f"to be read for must_not_say: {len(tally.said_though)}")
    if calls:
        print(f"lines in the three heads: {sum(tally.heads) / calls:.1f} a call, at most {max(tally.heads)} (goal 12)")
    for all_of, right in (("agreed", "agreed, and said so"), ("none agreed", "none agreed, none said"), ("who", "who right"), ("date", "date right")):
        if tally.steps[all_of]:
            print(f"next step, {right}: {_share(tally.steps[right], tally.steps[all_of])}")


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole} = {part / max(1, whole):.3f}"


def _print_time(states: Sequence[State]) -> None:
    state = _joined(states)
    began = time.process_time()
    draft(state, SideShare())
    print(f"draft of a call of {state.now / 60:.0f} min, {len(state.turns)} turns: {time.process_time() - began:.2f} s of one core (goal 2 s)")


def _joined(states: Sequence[State]) -> State:
    """Calls one behind the other, until they last half an hour."""
    turns: list[Turn] = []
    seconds = 0.0
    for number in range(10**6):
        call = states[number % len(states)]
        turns += [_moved(turn, f"{number}-", len(turns) + at, seconds) for at, turn in enumerate(call.turns, 1)]
        seconds += call.now + 1
        if seconds >= LONG_ENOUGH or not any(state.turns for state in states):
            break
    return replace(states[0], turns=tuple(turns), now=seconds)


def _moved(turn: Turn, prefix: str, number: int, seconds: float) -> Turn:
    """A turn later in another call."""
    utterances = tuple(replace(part, id=prefix + part.id, start=part.start + seconds, end=part.end + seconds) for part in turn.utterances)
    acts = tuple(
        act.model_copy(update={"evidence": act.evidence.model_copy(update={"utterance": prefix + act.evidence.utterance})}) for act in turn.acts
    )
    return replace(turn, number=number, utterances=utterances, back_channels=(), acts=acts)


if __name__ == "__main__":
    main()
