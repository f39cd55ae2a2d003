"""Brings what is to be sent where it goes, as long as the service runs, and again where it did not arrive."""

import asyncio
import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from assistant.export.approved import write_approved
from assistant.export.schedule import AT_WORK, asked_for, next_delay
from assistant.export.webhooks import FILE, FOLDER, Webhook, headers, load_webhooks, stays_here
from assistant.settings import Settings
from assistant.store import Store
from assistant.store.out import Delivery
from audio.problem import Problem, place_of

if TYPE_CHECKING:
    import httpx

log = logging.getLogger(__name__)

LOOK_SECONDS = 5.0
"""How often the store is asked for what is due; asking takes less than a millisecond."""
ANSWER_SECONDS = 20.0
"""How long a receiver may take to answer."""
GONE = 410
"""The status by which a receiver says that it wants nothing any more."""


def utc_now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


class NotTaken(Exception):
    """An attempt failed. `fault`: why, without words of the call; `wait`: what the receiver asked for; `final`: it will never be taken."""

    def __init__(self, fault: str, *, wait: timedelta | None = None, final: bool = False) -> None:
        super().__init__(fault)
        self.fault = fault
        self.wait = wait
        self.final = final


class Courier:
    """Sends one thing at a time. Lives on one event loop; files are written on another thread. `now`: UTC without offset."""

    def __init__(self, store: Store, settings: Settings, now: Callable[[], datetime] = utc_now) -> None:
        self._store = store
        self._settings = settings
        self._now = now

    async def run(self) -> None:
        """Sends what is due until it is cancelled. What it is at then is sent again at the next start."""
        while True:
            try:
                await self.send_due()
            except Problem as problem:
                log.warning("what is to be sent can't be looked up: %s", problem.code)
            except Exception as error:  # noqa: BLE001 (whatever it is, calls go on, and it is tried again)
                log.error("sending failed: %s", place_of(error))
            await asyncio.sleep(LOOK_SECONDS)

    async def send_due(self) -> int:
        """Tries everything that is due, once, and gives how many that was. Raises `Problem` where the store can't be used."""
        tried = 0
        while taken := self._store.out.take(self._now(), self._now() + AT_WORK):
            delivery, body = taken
            tried += 1
            await self._attempt(delivery, body)
        return tried

    async def _attempt(self, delivery: Delivery, body: str) -> None:
        out = self._store.out
        try:
            if delivery.target == FOLDER:
                await self._write(delivery)
            elif delivery.target == FILE:
                await self._hand_out(delivery, body)
            else:
                await self._post(await self._webhook(delivery), delivery, body)
        except asyncio.CancelledError:
            # The service stops: the next one need not wait until this attempt counts as cut off.
            out.postponed(delivery.id, delivery.fault, self._now())
            raise
        except Problem as mistake:
            # In webhooks.yaml: no fault of the receiver's, and no attempt.
            out.postponed(delivery.id, f"{mistake.message} {mistake.remedy}", self._now() + timedelta(minutes=1))
        except NotTaken as failure:
            out.failed(delivery.id, failure.fault, self._next(delivery.attempts + 1, failure))
        else:
            out.arrived(delivery.id, self._now())

    def _next(self, attempts: int, failure: NotTaken) -> datetime | None:
        try:
            return None if failure.final else self._now() + next_delay(attempts, failure.wait)
        except LookupError:
            return None

    async def _write(self, delivery: Delivery) -> None:
        """Writes the call to the folder of approved notes."""
        if self._settings.export_when_approved is None:
            raise NotTaken("no folder for approved notes is set any more", final=True)
        try:
            await asyncio.to_thread(write_approved, self._store, self._settings, delivery.call)
        except Problem as problem:
            raise NotTaken(problem.message) from problem

    async def _hand_out(self, delivery: Delivery, body: str) -> None:
        """Queues for each webhook what waited for the mistake in their file to be mended."""
        for hook in await asyncio.to_thread(load_webhooks, self._settings.data):
            self._store.out.queue(delivery.call, hook.name, body, self._now())

    async def _webhook(self, delivery: Delivery) -> Webhook:
        hooks = await asyncio.to_thread(load_webhooks, self._settings.data)
        found = next((hook for hook in hooks if hook.name == delivery.target), None)
        if found is None:
            raise NotTaken(f"{FILE} has no webhook of this name any more", final=True)
        return found

    async def _post(self, hook: Webhook, delivery: Delivery, body: str) -> None:
        await post(hook, message_id(delivery), body, self._now())


def message_id(delivery: Delivery) -> str:
    """The id of what is sent: the same at every attempt, and no other's, whatever was deleted before."""
    return f"msg_{delivery.call}_{delivery.id}_{delivery.made:%Y%m%d%H%M%S%f}"


async def post(hook: Webhook, message: str, body: str, now: datetime) -> None:
    """Sends a body once. `now`: UTC, which the receiver compares with its clock. Raises `NotTaken`."""
    import httpx

    content = body.encode()
    signed = headers(hook.secret, message, int(now.replace(tzinfo=UTC).timestamp()), content)
    try:
        # Made on another thread, since reading the system's certificates takes longer than the event loop may be kept from a call.
        async with await asyncio.to_thread(_client, hook) as client:
            answer = await client.post(hook.url, content=content, headers=signed)
    except httpx.TimeoutException as error:
        raise NotTaken(f"no answer within {ANSWER_SECONDS:.0f} s") from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise NotTaken(f"no connection ({type(error).__name__})") from error
    if answer.is_success:
        return
    if answer.is_redirect:
        raise NotTaken(f"answered {answer.status_code}, which leads elsewhere: name that address in {FILE}")
    wait = asked_for(answer.headers.get("Retry-After"), now)
    raise NotTaken(f"answered {answer.status_code}", wait=wait, final=answer.status_code == GONE)


def _client(hook: Webhook) -> "httpx.AsyncClient":
    import httpx

    # What stays on this machine goes through nobody's proxy.
    return httpx.AsyncClient(timeout=ANSWER_SECONDS, follow_redirects=False, trust_env=not stays_here(hook.url))
