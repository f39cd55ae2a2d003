"""A playbook as it is written: what may stand in its file. Everything may be left out that it takes from the playbook it is like.

The fields' docstrings are what the JSON Schema, and so an editor, says of them.
"""

from collections.abc import Mapping
from typing import Annotated

from pydantic import ConfigDict, Field

from assistant.events import Frozen, Kind, Urgency
from assistant.playbook.conditions import Condition

MOST_TEXT = 120
"""Characters that can be read at a glance."""
Text = Annotated[str, Field(min_length=1)]
Positive = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Lines = tuple[str, ...]


class Prompt(Frozen):
    """A prompt that Callcue has a rule for: what is written here goes before what it takes over."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    text: Text | None = None
    """What the rep reads, at most 120 characters. A name in braces, as {answer}, is filled in by the call."""
    kinds: tuple[Kind, ...] | None = None
    """The kinds of call it is for."""
    urgency: Urgency | None = None
    """answer (the client is waiting) comes before rescue (the call is about to be lost) comes before guide (the rest)."""
    seconds: Positive | None = None
    """How long it stays if nothing else ends it; 12 where nothing is said."""
    active: bool | None = None
    """false switches it off."""


class BuiltIn(Prompt):
    """A prompt that Callcue has a rule for."""

    settings: Mapping[str, Annotated[float, Field(allow_inf_nan=False)]] | None = None
    """Times and counts of its own."""
    phrases: Lines | None = None
    """Your team's wordings that make it due: words in a row; * is one to three words; /…/ a regular expression."""
    examples: Lines | None = None
    """Whole sentences that make it due, as does one that shares nearly all of their words."""
    counter_examples: Lines | None = None
    """Sentences, or phrases, that look alike and don't make it due."""


class Own(Prompt):
    """A prompt of your own."""

    when: Condition | None = None
    """What makes it due."""
    unless: Condition | None = None
    """What keeps it away, and takes it away."""
    done_when: Condition | None = None
    """What the rep does about it: it goes with a tick."""


class PlaybookFile(Frozen):
    """A playbook: which prompts Callcue shows in a call, on which kinds of call, and for how long."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    name: Text | None = None
    """What it is called; without a name, as its file."""
    like: Text | None = None
    """The playbook that everything not written here is taken from: default, or a file beside this one."""
    language: Annotated[str, Field(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]+)*$")] | None = None
    """The language it is for: en."""
    turn_silence: Positive | None = None
    """Seconds of silence that end a turn."""
    same_urgency_after: Annotated[float, Field(ge=0, allow_inf_nan=False)] | None = None
    """Seconds a prompt stands before another of the same urgency may take its place."""
    prompts: Mapping[str, BuiltIn] | None = None
    """The prompts that Callcue has a rule for, by their ids."""
    own: Mapping[str, Own] | None = None
    """Prompts of your own, by ids that you choose: small letters, digits and hyphens."""
