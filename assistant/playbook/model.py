"""What a playbook is: its prompts, how they are worded, for which kinds of call, how urgent, how long they stand, what raises them."""

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

from pydantic import Field

from assistant.events import Frozen, Kind, PlaybookRef, Urgency
from assistant.playbook.conditions import Condition

BLANK = re.compile(r"\{([^{}]*)\}")
"""A name in braces, which a rule fills in."""
SECONDS = 12.0
"""How long a prompt stands when nothing else ends it and its playbook doesn't say."""
LANGUAGE, TURN_SILENCE, SAME_URGENCY_AFTER = "en", 1.2, 3.0


class PromptEntry(Frozen):
    """One prompt of a playbook, everything that it takes from its playbook's parents included."""

    text: str = Field(min_length=1)
    """As shown; a name in braces ("{answer}") stands for what the rule fills in."""
    kinds: tuple[Kind, ...]
    urgency: Urgency
    seconds: float = Field(default=SECONDS, gt=0, allow_inf_nan=False)
    """How long it stands when nothing else ends it."""
    active: bool = True
    """Whether it is shown at all: what is switched off keeps its place and its wording."""
    settings: Mapping[str, float] = {}
    """Thresholds of its rule by name, in seconds or counts; each rule documents its own."""
    phrases: tuple[str, ...] = ()
    """Wordings that count like the act that makes the prompt due."""
    examples: tuple[str, ...] = ()
    """Sentences that do, and so do those that share nearly all of their words."""
    counter_examples: tuple[str, ...] = ()
    """Sentences and phrases that don't, whatever else they look like."""
    when: Condition | None = None
    """When a prompt of one's own is due; None for those that Callcue has a rule for."""
    unless: Condition | None = None
    done_when: Condition | None = None

    @property
    def own(self) -> bool:
        """Whether it is a prompt of the team's own."""
        return self.when is not None

    @property
    def worded(self) -> bool:
        """Whether the playbook says by which words it is raised, or is not."""
        return bool(self.phrases or self.examples or self.counter_examples)


class Playbook(Frozen):
    """The prompts in force, by id. `ref` names it, and has the hash of all that counts, its parents' share included."""

    ref: PlaybookRef
    language: str = LANGUAGE
    turn_silence: float = TURN_SILENCE
    """Seconds of silence that end a turn."""
    same_urgency_after: float = SAME_URGENCY_AFTER
    """Seconds a prompt stands before another of the same urgency may replace it."""
    prompts: Mapping[str, PromptEntry]


def playbook_of(name: str, values: Mapping[str, Any], prompts: Mapping[str, PromptEntry]) -> Playbook:
    """A playbook with its hash. `values`: language, turn_silence, same_urgency_after, where they are given."""
    unhashed = Playbook(ref=PlaybookRef(name=name, hash=""), prompts=prompts, **values)
    canonical = json.dumps(whole(unhashed), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return unhashed.model_copy(update={"ref": PlaybookRef(name=name, hash=hashlib.sha256(canonical.encode()).hexdigest())})


def whole(playbook: Playbook) -> dict[str, Any]:
    """All that counts in a playbook, as it would be written without being like another: reading it gives the same playbook, and hash."""
    written = playbook.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude={"ref", "prompts"})
    entries = {prompt: entry.model_dump(mode="json", by_alias=True, exclude_defaults=True) for prompt, entry in playbook.prompts.items()}
    prompts = {prompt: entry for prompt, entry in entries.items() if not playbook.prompts[prompt].own}
    own = {prompt: entry for prompt, entry in entries.items() if playbook.prompts[prompt].own}
    return {"name": playbook.ref.name, **written, "prompts": prompts, **({"own": own} if own else {})}


def worded(text: str, fill: Mapping[str, str]) -> str:
    """A prompt's text with its names in braces filled in; what `fill` does not name stays as it is."""
    return BLANK.sub(lambda blank: fill.get(blank[1], blank[0]), text)
