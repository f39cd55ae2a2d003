"""How soon a prompt is on the screen, run at speed 1: `python -m benchmarks.screen [SCRIPT…] [--prompts N]`, or `--sound DIR [--weights NAME]`.

known     the words that make a prompt due become known (or the time that does has come) -> the prompt's text is painted in the overlay
spoken    the last of those words spoken -> the same; with --sound only

Without --sound, the words of call scripts (the shared `calls/dev` by default) reach the real service as its recogniser would tell them, word by
word at the speed of speech: reading, rules, store, socket and page are the real ones. With --sound, recordings (NAME.wav beside NAME.json with
the exact turns, as `benchmarks.live --help` says) are uploaded and recognised as if live; when a word was spoken is interpolated in its turn.

The overlay is open in a headless Chromium beside the service. What it shows is seen by a MutationObserver and timed once it is painted, by the
clock of this machine, which the service goes by, too. A prompt that waits until another has stood its time is left out: it is late on purpose.
"""

import argparse
import asyncio
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from playwright.async_api import Page, async_playwright

from assistant.desk import CallSetup, Desk
from assistant.events import Event, Plan, PromptCleared, PromptShown, SpeechCommitted, SpeechFinal
from assistant.pipeline import Guessed, Opened, Recognised
from assistant.script import CallScript, TimedTurn, load_script, timed_turns
from assistant.settings import load_settings
from assistant.sound_driver import SoundCall
from assistant.store import Store
from audio.file import FileSource
from audio.frames import Block
from audio.side import Side
from benchmarks._lateness import SIDES, quantile, said_words
from benchmarks._service import FLAGS, chromium_path
from benchmarks.live import Call, spoken
from benchmarks.wer import SHARED
from models.recogniser import Word
from models.weights import DEFAULT
from web.app import make_app
from web.server import Server, listen

ENOUGH = 40
SEEN = """() => {
  window.seen = [];
  let before = null;
  new MutationObserver(() => {
    const text = document.querySelector('section[aria-label=Prompt]:not(.done) p')?.innerText ?? null;
    if (text !== null && text !== before) {
      // A message posted in an animation frame comes after that frame is painted.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => window.seen.push([text, Date.now() / 1000]);
        port2.postMessage(null);
      });
    }
    before = text;
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
}"""


class Silence:
    """Two devices, delivered in real time, on which nothing is said."""

    tracks: tuple[Side, ...] = ("rep", "client")
    rate = 16_000

    def __init__(self) -> None:
        self._open = True

    def blocks(self) -> Iterator[Block]:
        while self._open:
            time.sleep(0.1)
            yield Block(np.zeros((1600, 2), np.float32))

    def close(self) -> None:
        self._open = False


@dataclass(frozen=True)
class Late:
    """One prompt on the screen: seconds after its words were known, and after they were spoken (None where nobody spoke)."""

    prompt: str
    known: float
    spoken: float | None


@asynccontextmanager
async def serving(data: Path, weights: str) -> AsyncIterator[tuple[Desk, Page]]:
    """A service with an empty store, and the overlay open in a browser."""
    store = Store.open(data)
    settings = load_settings(data=data, weights=weights)
    desk = Desk(store, settings)
    with listen("127.0.0.1", 0) as listening:
        server = Server(make_app(desk, store, settings))
        running = asyncio.create_task(server.serve(sockets=[listening]))
        await server.answering.wait()
        async with async_playwright() as playwright:
            launched = await playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
            page = await launched.new_page(viewport={"width": 380, "height": 230})
            await page.goto(f"http://127.0.0.1:{listening.getsockname()[1]}/overlay")
            await page.get_by_text("No call is running.").wait_for()
            yield desk, page
            await launched.close()
        server.should_exit = True
        await running
    store.close()


@dataclass(frozen=True)
class Followed:
    """A call as it went. Times by this machine's clock."""

    facts: Sequence[Event]
    """Words and prompts, in order."""
    told: Sequence[float]
    """When each fact of speech became known."""
    seen: Sequence[tuple[str, float]]
    """The prompts that the overlay showed, and when."""


async def followed(desk: Desk, page: Page, setup: CallSetup, script: CallScript | None) -> Followed:
    """Lets a call go by, its words spoken by the script if there is one."""
    call = await desk.start(setup)
    await page.evaluate(SEEN)
    speaking = asyncio.create_task(_speak(desk, call, script)) if script else None
    facts: list[Event] = []
    arrived: list[float] = []
    async for event in desk.events(call):
        if isinstance(event, SpeechCommitted | SpeechFinal):
            arrived.append(time.time() - event.at)
        if isinstance(event, SpeechCommitted | SpeechFinal | PromptShown | PromptCleared):
            facts.append(event)
    # What is heard is dated by the service itself; second 0 is known from what came here soonest.
    began = min(arrived, default=0.0)
    told = await speaking if speaking else [began + event.at for event in facts if isinstance(event, SpeechCommitted | SpeechFinal)]
    seen = [(str(text), float(at)) for text, at in await page.evaluate("window.seen")]
    return Followed(facts, told, seen)


def _sound(desk: Desk) -> SoundCall:
    running = desk._running
    assert running is not None
    return running.sound


async def _speak(desk: Desk, call: str, script: CallScript) -> list[float]:
    """Tells the call the words of a script as its recogniser would, each when it has been spoken; then ends it. Gives when each was told."""
    sound, began, told = _sound(desk), time.time(), []
    for at, found in sorted((moment for turn in timed_turns(script) for moment in _moments(turn)), key=lambda moment: moment[0]):
        await asyncio.sleep(max(0.0, began + at - time.time()))
        told.append(time.time())
        sound._take_found(found)
    await desk.end(call)
    return told


def _moments(turn: TimedTurn) -> Iterator[tuple[float, Opened | Guessed | Recognised]]:
    name = f"t{turn.number}"
    yield turn.start, Opened(name, turn.who, turn.start, turn.start)
    said = ""
    for word in turn.words:
        said = f"{said} {word.text}".lstrip()
        yield word.end, Guessed(name, turn.who, turn.start, said, said, word.end, word.end)
    words = tuple(Word(word.text, word.start, word.end, 1.0) for word in turn.words)
    yield turn.end, Recognised(name, turn.who, turn.start, turn.end, words, turn.end)


def lateness(went: Followed, call: Call | None) -> Iterator[Late]:
    """How late each prompt was that the overlay showed. `call`: what was really said when."""
    told, seen = iter(went.told), list(went.seen)
    began, before = 0.0, None
    for fact in went.facts:
        if isinstance(fact, SpeechCommitted | SpeechFinal):
            began = next(told) - fact.at
        if isinstance(fact, PromptShown) and began:
            found = next((pair for pair in seen if pair[0] == fact.text), None)
            if found is None:
                raise SystemExit(f"The overlay never showed {fact.prompt}.")
            seen.remove(found)
            if not isinstance(before, PromptCleared):
                yield Late(fact.prompt, found[1] - began - fact.at, found[1] - began - _spoken(call, fact.due) if call else None)
        before = fact


def _spoken(call: Call, due: float) -> float:
    """When the last word was spoken that had been said by `due`, as the recogniser heard it: the nearest end of a word."""
    ends = [word.spoken for side in SIDES for word in said_words(turn for turn in call.turns if turn.side == side)]
    return min(ends, key=lambda end: abs(end - due))


def _print(late: Sequence[Late]) -> None:
    for name, goal in (("known", 0.3), ("spoken", 1.5)):
        seconds = [value for value in (getattr(one, name) for one in late) if value is not None]
        if seconds:
            half, most = quantile(seconds, 0.5), quantile(seconds, 0.95)
            figures = f"median {half:.3f} s, 95 % {most:.3f} s, slowest {max(seconds):.3f} s"
            print(f"{name} -> on the screen: {figures} ({len(seconds)} prompts; goal {goal} s at 95 %)")


async def _run(asked: argparse.Namespace) -> None:
    late: list[Late] = []
    with tempfile.TemporaryDirectory() as data:
        async with serving(Path(data), asked.weights) as (desk, page):
            for setup, script, call in _calls(asked):
                late += lateness(await followed(desk, page, setup, script), call)
                print(f"{len(late):4} prompts  {script.id if script else call.name if call else ''}", flush=True)
                if len(late) >= asked.prompts:
                    break
    _print(late)


def _calls(asked: argparse.Namespace) -> Iterator[tuple[CallSetup, CallScript | None, Call | None]]:
    if asked.sound:
        for call in spoken(asked.sound):
            plan = Plan(goal="a next step")
            yield CallSetup(call.kind, plan, None, FileSource(call.sound), paced=True, label="file"), None, call  # type: ignore[arg-type]
        return
    # Where none are named: those first in which most is due.
    scripts = [load_script(path) for path in asked.scripts or sorted((SHARED / "calls" / "dev").glob("*.yaml"))]
    for script in scripts if asked.scripts else sorted(scripts, key=lambda script: -len(script.expect)):
        yield CallSetup(script.kind, script.plan, script.date, Silence(), paced=True, label="devices"), script, None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scripts", nargs="*", type=Path, help="call scripts")
    parser.add_argument("--prompts", type=int, default=ENOUGH, help="stop after so many")
    parser.add_argument("--sound", type=Path, metavar="DIR", help="spoken calls instead of scripts")
    parser.add_argument("--weights", default=DEFAULT)
    asyncio.run(_run(parser.parse_args()))


if __name__ == "__main__":
    main()
