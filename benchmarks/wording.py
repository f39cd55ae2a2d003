"""What a language model makes of drafted notes: `python -m benchmarks.wording --address URL [--model NAME] [CALL.yaml …]`.

CALL.yaml: labelled call scripts, the shared ones where none is named. Each is judged and drafted in this process by rules, then the model at
the address is asked as the service asks it, and both drafts are scored as the maintainers' scorer scores them. With a small model on two
cores a call takes minutes: name a few.

--seconds S    how long one answer may take
--quiet        does not list which lines were put otherwise
"""

import argparse
import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from assistant.events import Fact, Notes, NotesDrafted
from assistant.wording.asking import Asked, Asking
from assistant.wording.better import lines_of
from assistant.wording.consent import stays_here
from benchmarks.notes import Tally, _judged, _scorer, score
from models.writer import Server, writing
from tests.needs import shared


@dataclass
class Sum:
    """Over all calls. `seconds`: from the first question to the last answer."""

    calls: int = 0
    questions: int = 0
    changed: int = 0
    added: int = 0
    left_out: int = 0
    unusable: int = 0
    seconds: float = 0.0

    def take(self, asked: Asked, seconds: float) -> None:
        self.calls += 1
        self.questions += asked.questions
        self.changed += asked.changed
        self.added += asked.added
        self.left_out += asked.left_out
        self.unusable += asked.unusable
        self.seconds += seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("calls", nargs="*", type=Path, help="call scripts")
    parser.add_argument("--address", required=True, help="of an OpenAI-compatible server")
    parser.add_argument("--model", default="default")
    parser.add_argument("--seconds", type=float, default=600.0)
    parser.add_argument("--quiet", action="store_true")
    given = parser.parse_args()
    server = Server(given.address, given.model, None, given.seconds, direct=stays_here(given.address))
    paths = given.calls or sorted(shared("calls", "dev").glob("*.yaml"))
    asyncio.run(_measure(paths, server, show=not given.quiet))


async def _measure(paths: Sequence[Path], server: Server, *, show: bool) -> None:
    scorer, rules, model, total = _scorer(), Tally(), Tally(), Sum()
    async with writing(server) as writer:
        for path in paths:
            facts = _judged(path)
            asking = Asking(facts)
            before, began = asking.notes, time.monotonic()
            asked = [asked async for asked in asking.ask(writer)][-1]
            total.take(asked, time.monotonic() - began)
            print(f"{path.stem}: {asked}", flush=True)
            if show:
                _print_differences(before, asking.notes)
            labels = yaml.safe_load(path.read_text(encoding="utf-8"))
            score(rules, labels, facts, scorer)
            score(model, labels, _with(facts, asking.notes), scorer)
    _print("by rules", rules)
    _print("put better", model)
    print(total)


def _with(facts: Sequence[Fact], notes: Notes) -> list[Fact]:
    last = facts[-1]
    return [*facts, NotesDrafted(call=last.call, at=last.at, seq=last.seq + 1, notes=notes)]


def _print_differences(before: Notes, after: Notes) -> None:
    old, new = ([line.text for line in lines_of(notes)] for notes in (before, after))
    print("".join([*(f"  - {text}\n" for text in old if text not in new), *(f"  + {text}\n" for text in new if text not in old)]), end="", flush=True)


def _print(name: str, tally: Tally) -> None:
    found, asked = tally.found.total(), tally.asked.total()
    print(
        f"{name:11s} substance {found}/{asked} = {found / max(1, asked):.3f} in {tally.lines} lines; without evidence {len(tally.bare)}; "
        f"to be read for must_not_say {len(tally.said_though)}; lines in the three heads at most {max(tally.heads, default=0)}"
    )


if __name__ == "__main__":
    main()
