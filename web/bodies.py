"""What goes over HTTP beside events: the bodies of requests and answers, typed, so that the API describes itself."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from assistant.events import Answer, Kind, Notes, Plan
from assistant.store import CallSummary
from web.problems import ProblemBody

MOST_ANSWERS = 100
"""Prepared answers of one plan."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000)]


class Body(BaseModel):
    """A value that never changes and refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", from_attributes=True)


class CallDetails(CallSummary):
    """One call with its plan and its notes."""

    plan: Plan
    notes: Notes | None
    """None while none have been drafted."""
    notes_revision: int
    """Counts from 1; 0 while there are no notes."""


class DeviceChoice(Body):
    """Hear the call on this machine's devices, by name; None: the system's default microphone, and no further input."""

    type: Literal["devices"]
    mic: str | None = None
    far: str | None = None


class DemoChoice(Body):
    """Play the bundled sample call as if live."""

    type: Literal["demo"]


class StartCall(Body):
    """What is needed to start a call. What is left out: kind `purpose` and an empty plan, or the sample call's own."""

    kind: Kind | None = None
    plan: Plan | None = None
    source: Annotated[DeviceChoice | DemoChoice, Field(discriminator="type")]


class UploadForm(Body):
    """The fields of an upload beside the file."""

    rep: Literal["left", "right"] = "left"
    """The channel the rep is on, where there are two."""
    kind: Kind = "purpose"
    goal: Text = ""
    client: Text = ""
    speed: Literal["1", "max"] = "max"
    """1: replayed as if live; max: as fast as the machine can."""


class PlanChange(Body):
    """Fields of the plan that change while the call goes on. An empty text, or an empty list, takes what was there away."""

    kind: Kind | None = None
    client: Text = ""
    goal: Text = ""
    history: Text = ""
    stage: Text = ""
    next_step: Text = ""
    answers: Annotated[tuple[Answer, ...], Field(max_length=MOST_ANSWERS)] = ()


class TypedNote(Body):
    """What the rep typed. `begun`: when the typing began, seconds since the call began; None for now."""

    text: Annotated[Text, StringConstraints(min_length=1)]
    begun: Annotated[float, Field(ge=0, allow_inf_nan=False)] | None = None


class DeviceLink(Body):
    """A link to open on another device, once, within so many minutes."""

    address: str
    minutes: int


class Dismissal(Body):
    """Why a prompt is sent away."""

    outcome: Literal["dismissed", "not-helpful"]


class Microphone(Body):
    """A device that can be heard."""

    name: str
    default: bool


class Devices(Body):
    """What can be heard on this machine, and what keeps it from being heard."""

    microphones: tuple[Microphone, ...]
    problem: ProblemBody | None


class Finding(Body):
    """One thing the doctor looked at. `remedy` is the command or step that mends it, None where all is well."""

    name: str
    ok: bool
    detail: str
    remedy: str | None
