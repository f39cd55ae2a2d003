"""Which words make which of Callcue's own prompts due: where a playbook may add phrases, examples and counter-examples of its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from assistant.events import ActName

Speaker = Literal["rep", "client"]


@dataclass(frozen=True, slots=True)
class Raising:
    """What makes a prompt due. A phrase counts like `act`; a sentence that is a counter-example does none of `acts`."""

    by: tuple[Speaker, ...]
    act: ActName
    others: tuple[ActName, ...] = ()

    @property
    def acts(self) -> tuple[ActName, ...]:
        return (self.act, *self.others)


RAISING: Mapping[str, Raising] = {
    "state-purpose": Raising(("rep",), "vague-purpose"),
    "switch-to-business": Raising(("rep", "client"), "small-talk"),
    "converse-first": Raising(("rep",), "contract", ("purpose",)),
    "never-offer-to-cancel": Raising(("rep",), "offer-to-cancel"),
    "ask-open-question": Raising(("rep",), "closed-question"),
    "needs-before-solution": Raising(("rep",), "offer", ("price",)),
    "offer-a-meeting": Raising(("rep",), "press"),
    "get-details-now": Raising(("client",), "must-go"),
    "confirm-next-step": Raising(("rep", "client"), "closing", ("goodbye", "must-go")),
    "keep-it-personal": Raising(("rep",), "offer", ("price", "contract", "press", "offer-to-cancel", "purpose")),
    "reassure-no-agenda": Raising(("client",), "ask-why"),
    "answer-ready": Raising(("client",), "objection"),
}
