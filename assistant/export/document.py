"""A call as one document for programs: what `--json` prints, the JSON export holds, and webhooks are sent."""

from collections.abc import Iterable
from typing import Any

from assistant.events import CallStarted, Evidence, Fact, Frozen, Notes, Outcome, Plan, PlanChanged, PromptCleared, PromptShown, Urgency
from assistant.store import CallSummary, Store
from assistant.store.out import Contact


class PromptRecord(Frozen):
    """A prompt that was shown, as in `prompt.shown`, and what became of it."""

    prompt: str
    at: float
    text: str
    why: str
    evidence: tuple[Evidence, ...]
    due: float
    latency_ms: float
    urgency: Urgency
    outcome: Outcome | None
    """None: it was on the screen to the last."""
    cleared: float | None
    """When it went, seconds since the call began; None: never."""


class CallDocument(CallSummary):
    """A call with its plan, its notes and its prompts."""

    call: str
    """The id again, under the name that it has in events."""
    plan: Plan
    """As it stood at last."""
    contact: Contact | None
    """What is known of the client beside the name; None where nothing is."""
    notes: Notes | None
    """None while none have been drafted."""
    notes_revision: int
    """Counts from 1; 0 while there are no notes."""
    approved: str | None
    """When these notes were approved, UTC, ISO 8601; None while they are not."""
    prompts: tuple[PromptRecord, ...]


def document_of(store: Store, call: str) -> CallDocument:
    """The newest that is known of a call. Raises `Problem` (`unknown-call`)."""
    facts = store.facts(call, types=[CallStarted, PlanChanged, PromptShown, PromptCleared])
    revision, notes = store.notes(call) or (0, None)
    approved = store.out.approved(call)
    return CallDocument(
        call=call,
        **store.call(call).model_dump(),
        plan=plan_of(facts),
        contact=store.out.contact(call),
        notes=notes,
        notes_revision=revision,
        approved=f"{approved.isoformat(timespec='seconds')}Z" if approved else None,
        prompts=tuple(prompts_of(facts)),
    )


def call_document(store: Store, call: str) -> dict[str, Any]:
    """The same in JSON values."""
    return document_of(store, call).model_dump(mode="json")


def prompts_of(facts: Iterable[Fact]) -> list[PromptRecord]:
    """Every prompt shown, in order."""
    prompts: list[PromptRecord] = []
    standing: dict[str, int] = {}
    for fact in facts:
        if isinstance(fact, PromptShown):
            standing[fact.prompt] = len(prompts)
            prompts.append(PromptRecord(**fact.model_dump(exclude={"type", "call", "seq"}), outcome=None, cleared=None))
        elif isinstance(fact, PromptCleared) and fact.prompt in standing:
            place = standing.pop(fact.prompt)
            prompts[place] = prompts[place].model_copy(update={"outcome": fact.outcome, "cleared": fact.at})
    return prompts


def plan_of(facts: Iterable[Fact]) -> Plan:
    """The plan as it stands at last."""
    plan = Plan()
    for fact in facts:
        if isinstance(fact, CallStarted | PlanChanged):
            plan = fact.plan
    return plan
