"""A call at a glance, as lists and pages show it."""

from typing import Literal

from assistant.events import Frozen, Kind


class CallSummary(Frozen):
    """A stored call.

    `started`: local date and time, ISO 8601, as in `call.started`. `seconds`: its length; what is known so far while it is live.
    `state`: `live` also for a call that was cut off and not finished yet. `sound`: whether its recording is there to be heard.
    """

    id: str
    started: str
    kind: Kind
    client: str | None
    seconds: float
    state: Literal["live", "ended"]
    sound: bool
