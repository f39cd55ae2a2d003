"""How long a search among a thousand half-hour calls takes, and what keeping its index costs.

    python -m benchmarks.search [--calls 1000] [--minutes 30]

The calls are made of the shared conversations and call scripts, one utterance after the other in no order, so that words are as common and
as rare as they are in talk. Each search is what the page asks for: the newest 30 calls with three places each, and whether there are more.
Beside it stands how long it takes to look through every word kept, which is how the search was done before it had an index: its ratio to
that does not change with the machine. "processor" is the time a search takes of one core: what it took longer than that, others had the machine.
"""

import argparse
import json
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import get_args

from sqlalchemy import func, select

from assistant.events import (
    CallEnded,
    CallStarted,
    Evidence,
    Fact,
    Kind,
    Line,
    NextCommunication,
    Notes,
    NotesDrafted,
    Plan,
    PlaybookRef,
    SideShare,
    SpeechFinal,
)
from assistant.script import load_script
from assistant.search.wanted import Wanted
from assistant.store import Store
from assistant.store.database import FILE
from assistant.store.schema import passages
from tests.needs import shared

WORDS_A_MINUTE = 150
"""Of both sides together, as people talk on the phone."""
SHOWN, PLACES = 30, 3
"""What the page asks for at once: calls, and places in each."""
TIMES = 15
"""How often each search is done."""
GOAL_MS = 100.0
FIRST = datetime(2023, 3, 6, 9, 0)

SEARCHES: dict[str, Wanted] = {
    "a rare word": Wanted(words="cardboard"),
    "a common word": Wanted(words="you"),
    "one letter": Wanted(words="t"),
    "two words": Wanted(words="summer holiday"),
    "words in quotes": Wanted(words='"a lot of"'),
    "a sentence": Wanted(words="do you know what they want to do about the price"),
    "client and word": Wanted(words="client 77 delivery"),
    "a word that is not there": Wanted(words="xylophonists"),
    "no words, no next step": Wanted(next_step=False),
    "kind, dates, word": Wanted(words="price", kind="service", since=date(2024, 1, 1), until=date(2024, 12, 31)),
    "no words at all": Wanted(),
}


def main() -> None:
    asked = _arguments()
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        store = Store.open(data)
        spent = _make_calls(store, asked.calls, asked.minutes)
        said = _count(store)
        size = sum(path.stat().st_size for path in data.glob(f"{FILE}*")) / 1e6
        print(f"{asked.calls} calls of {asked.minutes} min, {said} passages, {size:.0f} MB; keeping one fact of them {spent * 1e6:.0f} µs")
        worst = _search(store)
        _index_anew(store, data)
        print(f"the slowest search, 95 %: {worst:.0f} ms (goal {GOAL_MS:.0f} ms)")
        store.close()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--calls", type=int, default=1000)
    parser.add_argument("--minutes", type=int, default=30)
    return parser.parse_args()


def _search(store: Store) -> float:
    """Does every search and prints how long it took; gives the slowest, 95 %, in ms."""
    through = min(_timed(lambda: _look_through(store, "cardboard")) for _ in range(3)) * 1000
    print(f"\n{'looking through every word':28}{through:8.1f} ms")
    print(f"{'':28}{'median':>11}{'95 %':>11}{'processor':>11}{'calls':>8}{'times as fast':>15}")
    worst = 0.0
    for name, wanted in SEARCHES.items():
        began = time.process_time()
        times = [_timed(lambda wanted=wanted: store.search(wanted, most=SHOWN, hits=PLACES)) * 1000 for _ in range(TIMES)]  # type: ignore[misc]
        spent = (time.process_time() - began) / TIMES * 1000
        found = len(store.search(wanted).calls)
        middle, high = statistics.median(times), statistics.quantiles(times, n=20)[-1]
        print(f"{name:28}{middle:8.1f} ms{high:8.1f} ms{spent:8.1f} ms{found:8}{through / middle:15.0f}")
        worst = max(worst, high)
    print()
    return worst


def _look_through(store: Store, word: str) -> None:
    with store._reader.connect() as connection:
        connection.execute(select(passages.c.call).where(passages.c.text.like(f"%{word}%")).distinct()).all()


def _count(store: Store) -> int:
    with store._reader.connect() as connection:
        return connection.scalar(select(func.count()).select_from(passages)) or 0


def _index_anew(store: Store, data: Path) -> None:
    """Takes index and passages away, as they are missing from a store of an older version, and opens it."""
    from assistant.store import fulltext

    with store._writer.begin() as connection:
        fulltext.drop(connection)
        connection.execute(passages.delete())
    print(f"opening the same calls for the first time after an update: {_timed(lambda: Store.open(data).close()):.0f} s")


def _timed(action: Callable[[], object]) -> float:
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


def _make_calls(store: Store, count: int, minutes: int) -> float:
    """Stores calls, the same every time, and gives what one fact took, in seconds."""
    said = list(_utterances())
    draw = random.Random(5)
    seconds, facts = 0.0, 0
    for number in range(count):
        began = FIRST + timedelta(hours=7 * number)
        call = f"{began:%Y%m%d-%H%M%S}-{number:04x}"
        started, *rest = _call(call, began, get_args(Kind)[number % 4], f"Client {number % 200} of Somewhere", said, minutes, draw)
        assert isinstance(started, CallStarted)
        store.begin(started, source="file")
        seconds += _timed(lambda rest=rest: store.append(rest))  # type: ignore[misc]
        facts += len(rest)
        store.release(call)
    return seconds / facts


def _call(call: str, began: datetime, kind: Kind, client: str, said: Sequence[str], minutes: int, draw: random.Random) -> Iterator[Fact]:
    ref = PlaybookRef(name="default", hash="0" * 64)
    plan = Plan(client=client)
    yield CallStarted(call=call, at=0.0, seq=1, kind=kind, plan=plan, date=began.isoformat(), tracks=("rep", "client"), weights="base", playbook=ref)
    at, seq = 0.0, 1
    while at < minutes * 60:
        text = draw.choice(said)
        start, seq = at, seq + 1
        at += len(text.split()) * 60 / WORDS_A_MINUTE
        side = {"utterance": f"u{seq}", "side": "rep" if seq % 2 else "client", "start": start, "end": at, "text": text}
        yield SpeechFinal.model_validate({"call": call, "at": at, "seq": seq, "words": (), "values": (), "latency_ms": 0.0, **side})
    yield CallEnded(call=call, at=at, seq=seq + 1, duration=at, coverage=SideShare(rep=1.0, client=1.0))
    yield NotesDrafted(call=call, at=at, seq=seq + 2, notes=_notes(said, draw))


def _notes(said: Sequence[str], draw: random.Random) -> Notes:
    rests = (Evidence(utterance="u2", quote="x"),)

    def lines(count: int) -> tuple[Line, ...]:
        return tuple(Line(text=text, evidence=rests) for text in draw.choices(said, k=count))

    step = NextCommunication(purpose="see the boat", what="meet", who="rep", when="Tuesday", date=None, evidence=rests)
    return Notes(discussed=lines(7), proposed=lines(3), facts=lines(5), next=step if draw.random() < 0.7 else None)


def _utterances() -> Iterator[str]:
    """What people said in the shared conversations and call scripts."""
    for talk in json.loads((shared("text") / "chitchat.json").read_text(encoding="utf-8")).values():
        for turn in talk["messages"]:
            yield " ".join(message["text"] for message in turn)
    for line in (shared("text") / "dailydialog-dev.txt").read_text(encoding="utf-8").splitlines():
        yield from (turn.strip() for turn in line.split("__eou__") if turn.strip())
    for script in sorted(shared("calls", "dev").glob("*.yaml")):
        yield from (turn.say for turn in load_script(script).turns)


if __name__ == "__main__":
    main()
