"""A playbook's text tried on stored calls beside the one in force: in a process of its own, which leaves a running call its time.

The process can be ended at any moment, when nobody waits for it any more or when it takes too long.
"""

import asyncio
import contextlib
import os
import signal
import sys
from pathlib import Path

from fastapi import Request
from pydantic import Field, ValidationError

from assistant.backtest import BackTest, back_test
from assistant.playbook import Playbook, parse_playbook
from assistant.prompts.registry import RULES
from assistant.settings import load_settings
from assistant.store import Store
from audio.problem import Problem
from web.bodies import Body
from web.problems import ProblemBody

MOST_CALLS = 200
LIMIT_SECONDS = 60.0
"""How long a trial may take: ten calls of half an hour take under ten seconds, and a minute is as long as somebody waits."""
NICENESS = 10
"""What a trial yields to a call that is heard meanwhile, where the system has such a thing."""


class Order(Body):
    """What the process is told."""

    data: Path
    current: Playbook
    """The one in force."""
    path: Path
    """Of one's own file, in whose folder `like` looks for others."""
    text: str
    calls: tuple[str, ...] = Field(min_length=1)


class Outcome(Body):
    """What the process answers."""

    test: BackTest | None = None
    problem: ProblemBody | None = None


async def try_on(request: Request, order: Order) -> BackTest:
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


async def _run(order: Order) -> BackTest:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "web.trial",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        # There, no file can be taken for the call whose id is its name.
        cwd=order.data,
        # It may have processes of its own, which are ended with it.
        start_new_session=True,
    )
    try:
        written, _ = await process.communicate(order.model_dump_json(by_alias=True).encode())
    finally:
        if process.returncode is None:
            _end(process)
            await process.wait()
    try:
        outcome = Outcome.model_validate_json(written)
    except ValidationError:
        raise Problem("trial-failed", "The trial was broken off.", "Try again with fewer calls.") from None
    if outcome.problem is not None:
        raise Problem(outcome.problem.code, outcome.problem.message, outcome.problem.remedy)
    assert outcome.test is not None
    return outcome.test


def _end(process: asyncio.subprocess.Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()


async def _gone(request: Request) -> None:
    """Returns when nobody waits for the answer any more."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _tried(order: Order) -> BackTest:
    """The trial itself. Raises `Problem` for a mistake in the text, or a call that is not there."""
    new = parse_playbook(order.text.encode(), str(order.path), RULES)
    store = Store.open(order.data)
    try:
        for call in order.calls:
            store.call(call)
        return back_test(store, load_settings(data=order.data), order.calls, new, order.current)
    finally:
        store.close()


def _main() -> None:
    """The process: an order on standard input, the outcome on standard output."""
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    try:
        outcome = Outcome(test=_tried(Order.model_validate_json(sys.stdin.buffer.read())))
    except Problem as problem:
        outcome = Outcome(problem=ProblemBody.of(problem))
    sys.stdout.buffer.write(outcome.model_dump_json().encode())


if __name__ == "__main__":
    _main()
