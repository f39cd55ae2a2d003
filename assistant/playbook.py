"""A playbook: which prompts there are, how they are worded, for which kinds of call, how urgent, how long they stand."""

from collections.abc import Mapping

from assistant.events import Frozen, Kind, PlaybookRef, Urgency


class PromptEntry(Frozen):
    """One prompt of a playbook."""

    text: str
    """As shown."""
    kinds: tuple[Kind, ...]
    urgency: Urgency
    seconds: float = 12.0
    """How long it stands when nothing else ends it."""
    settings: Mapping[str, float] = {}
    """Thresholds of its rule by name, in seconds or counts; each rule documents its own."""


class Playbook(Frozen):
    """The prompts in force, by id. `ref` names the file and its hash."""

    ref: PlaybookRef
    language: str = "en"
    turn_silence: float = 1.2
    """Seconds of silence that end a turn."""
    same_urgency_after: float = 3.0
    """Seconds a prompt stands before another of the same urgency may replace it."""
    prompts: Mapping[str, PromptEntry]
