"""A playbook's text tried on stored calls beside the one in force: in a process of its own, which leaves a running call its time.

The process can be ended at any moment, when nobody waits for it any more or when it takes too long.
"""

import asyncio
import contextlib
import os
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from fastapi import Request
from pydantic import Field, ValidationError

from assistant.events import Fact, PromptShown
from assistant.facts_driver import judge_facts
from assistant.judge import judge_again
from assistant.playbook import Playbook, parse_playbook
from assistant.prompts.registry import RULES
from assistant.store import Store
from audio.problem import Problem
from web.bodies import Body
from web.problems import ProblemBody

MOST_CALLS = 200
LIMIT_SECONDS = 60.0
"""How long a trial may take: ten calls of half an hour take under ten seconds, and a minute is as long as somebody waits."""
SAME_SECONDS = 2.0
"""A prompt shown this much earlier or later is the same one: what is in its way may go at another time."""
NICENESS = 10
"""What a trial yields to a call that is heard meanwhile, where the system has such a thing."""


class Moment(Body):
    """A prompt at its moment of a call."""

    prompt: str
    text: str
    at: float
    """Seconds since the call began."""
    words: tuple[str, ...]
    """What it rests on."""


class TriedCall(Body):
    """What the text changes on one call."""

    call: str
    client: str | None
    started: str
    appears: tuple[Moment, ...]
    """Shown by the text, and not by the playbook in force."""
    disappears: tuple[Moment, ...]
    """Shown by the playbook in force, and not by the text."""
    same: int
    """How many are shown by both."""


class Total(Body):
    """How often a prompt is shown on all the calls."""

    prompt: str
    before: int
    after: int


class Trial(Body):
    """What became of a trial."""

    calls: tuple[TriedCall, ...]
    totals: tuple[Total, ...]


class Order(Body):
    """What the process is told."""

    data: Path
    before: Playbook
    """The one in force."""
    path: Path
    """Of one's own file, in whose folder `like` looks for others."""
    text: str
    calls: tuple[str, ...] = Field(min_length=1)


class Outcome(Body):
    """What the process answers."""

    trial: Trial | None = None
    problem: ProblemBody | None = None


async def try_on(request: Request, order: Order) -> Trial:
    """Runs a trial in a process of its own while `request` is waited for. Raises `Problem`: what the process found wrong, or `trial-too-long`."""
    working = asyncio.create_task(_run(order))
    gone = asyncio.create_task(_gone(request))
    try:
        await asyncio.wait({working, gone}, timeout=LIMIT_SECONDS, return_when=asyncio.FIRST_COMPLETED)
    finally:
        ended = working.done()
        working.cancel()
        gone.cancel()
        await asyncio.wait({working, gone})
    if ended:
        return working.result()
    raise Problem(
        "trial-too-long",
        f"The trial was ended: it had taken {LIMIT_SECONDS:g} seconds.",
        "Choose fewer calls; if it takes as long with one, a phrase or a condition of the playbook takes too long to look for.",
    )


async def _run(order: Order) -> Trial:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "web.trial", stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL
    )
    try:
        written, _ = await process.communicate(order.model_dump_json(by_alias=True).encode())
    finally:
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()
    try:
        outcome = Outcome.model_validate_json(written)
    except ValidationError:
        raise Problem("trial-failed", "The trial was broken off.", "Try again with fewer calls.") from None
    if outcome.problem is not None:
        raise Problem(outcome.problem.code, outcome.problem.message, outcome.problem.remedy)
    assert outcome.trial is not None
    return outcome.trial


async def _gone(request: Request) -> None:
    """Returns when nobody waits for the answer any more."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


def tried(order: Order) -> Trial:
    """The trial itself, in this process. Raises `Problem` for a mistake in the text, or a call that is not there."""
    after = parse_playbook(order.text.encode(), str(order.path), RULES)
    store = Store.open(order.data)
    try:
        calls = [_tried_call(store, call, order.before, after) for call in order.calls]
    finally:
        store.close()
    was = [shown for _, on_call, _ in calls for shown in on_call]
    is_now = [shown for _, _, on_call in calls for shown in on_call]
    return Trial(calls=tuple(call for call, _, _ in calls), totals=_totals(was, is_now))


def _tried_call(store: Store, call: str, before: Playbook, after: Playbook) -> tuple[TriedCall, list[PromptShown], list[PromptShown]]:
    summary, facts = store.call(call), store.facts(call)
    was, is_now = _shown(facts, before), _shown(facts, after)
    only_was, only_now = apart(was, is_now)
    tried_call = TriedCall(
        call=call,
        client=summary.client,
        started=summary.started,
        appears=tuple(_moment(shown) for shown in only_now),
        disappears=tuple(_moment(shown) for shown in only_was),
        same=len(is_now) - len(only_now),
    )
    return tried_call, was, is_now


def _shown(facts: Sequence[Fact], playbook: Playbook) -> list[PromptShown]:
    return [fact for fact in judge_facts(facts, judge_again(playbook)) if isinstance(fact, PromptShown)]


def apart(before: Sequence[PromptShown], after: Sequence[PromptShown]) -> tuple[list[PromptShown], list[PromptShown]]:
    """Those that only one of the two has. The same: the same prompt in the same words, at nearly the same time."""
    left = list(before)
    only_after = []
    for shown in after:
        same = next((other for other in left if _are_same(other, shown)), None)
        if same is None:
            only_after.append(shown)
        else:
            left.remove(same)
    return left, only_after


def _are_same(one: PromptShown, other: PromptShown) -> bool:
    return one.prompt == other.prompt and one.text == other.text and abs(one.at - other.at) <= SAME_SECONDS


def _moment(shown: PromptShown) -> Moment:
    words = dict.fromkeys(evidence.quote for evidence in shown.evidence if evidence.quote)
    return Moment(prompt=shown.prompt, text=shown.text, at=shown.at, words=tuple(words))


def _totals(before: Sequence[PromptShown], after: Sequence[PromptShown]) -> tuple[Total, ...]:
    was, is_now = Counter(shown.prompt for shown in before), Counter(shown.prompt for shown in after)
    return tuple(Total(prompt=prompt, before=was[prompt], after=is_now[prompt]) for prompt in sorted(was | is_now))


def _main() -> None:
    with contextlib.suppress(AttributeError):
        os.nice(NICENESS)
    try:
        outcome = Outcome(trial=tried(Order.model_validate_json(sys.stdin.buffer.read())))
    except Problem as problem:
        outcome = Outcome(problem=ProblemBody(code=problem.code, message=problem.message, remedy=problem.remedy))
    sys.stdout.buffer.write(outcome.model_dump_json().encode())


if __name__ == "__main__":
    _main()
