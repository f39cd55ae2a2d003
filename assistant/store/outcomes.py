"""What is kept of prompts over all calls: what became of each, and how often a rep has sent one away since last doing it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from assistant.events import SENT_AWAY, Fact, PromptCleared, PromptShown
from assistant.labels import Label
from assistant.store.schema import calls, labels, prompts, shown_again

_NOBODY_WATCHES = ("script", "file")
"""Sources of calls that are replayed from the command line: what is done on them is no answer to a prompt."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened to a prompt in a call: an `outcome`, None while it was on the screen, or a label (`verdict`)."""

    rep: str
    playbook: str
    playbook_hash: str
    prompt: str
    outcome: str | None = None
    seconds: float | None = None
    """From its showing to its going."""
    verdict: str | None = None


def follow(connection: Connection, fact: Fact, now: datetime) -> None:
    """Keeps what a fact says of a prompt."""
    if isinstance(fact, PromptShown):
        connection.execute(insert(prompts).values(call=fact.call, seq=fact.seq, prompt=fact.prompt, at=fact.at))
    elif isinstance(fact, PromptCleared):
        # One prompt is on the screen at a time, so the one without an outcome is the one that went.
        standing = (prompts.c.call == fact.call) & (prompts.c.prompt == fact.prompt) & prompts.c.outcome.is_(None)
        connection.execute(update(prompts).where(standing).values(outcome=fact.outcome, cleared=fact.at, told=now))


def happened(connection: Connection, rep: str | None, playbook: str | None, since: str | None) -> list[Happening]:
    """Everything that happened to prompts, in the calls of a rep, under a playbook (its name or hash) and since a date, each where given."""
    call = [calls.c.rep, calls.c.playbook, calls.c.playbook_hash]
    wanted = []
    if rep is not None:
        wanted.append(calls.c.rep == rep)
    if playbook is not None:
        wanted.append((calls.c.playbook == playbook) | (calls.c.playbook_hash == playbook))
    if since is not None:
        wanted.append(calls.c.started >= since)
    shown = select(*call, prompts.c.prompt, prompts.c.outcome, (prompts.c.cleared - prompts.c.at).label("seconds")).join(calls).where(*wanted)
    labelled = select(*call, labels.c.prompt, labels.c.verdict).join(calls).where(*wanted)
    return [
        *(Happening(**row) for row in connection.execute(shown).mappings()),
        *(Happening(**row) for row in connection.execute(labelled).mappings()),
    ]


def dismissals(connection: Connection, rep: str) -> dict[str, int]:
    """How often a rep has sent each prompt away since last doing it, or since asking for it again; those never sent away left out."""
    again = {prompt: made for prompt, made in connection.execute(select(shown_again.c.prompt, shown_again.c.made).where(shown_again.c.rep == rep))}
    query = (
        select(prompts.c.prompt, prompts.c.outcome, prompts.c.told, calls.c.source)
        .join(calls)
        .where(calls.c.rep == rep, prompts.c.outcome.in_(("done", *SENT_AWAY)))
        .order_by(prompts.c.told, calls.c.created, prompts.c.seq)
    )
    counts: Counter[str] = Counter()
    for prompt, outcome, told, source in connection.execute(query):
        if prompt in again and told <= again[prompt]:
            continue
        if outcome in SENT_AWAY:
            counts[prompt] += 1
        elif source not in _NOBODY_WATCHES:
            del counts[prompt]
    return dict(counts)


def show_again(connection: Connection, rep: str, prompt: str, now: datetime) -> None:
    """From now on, dismissals of the prompt by this rep are counted anew."""
    connection.execute(delete(shown_again).where(shown_again.c.rep == rep, shown_again.c.prompt == prompt))
    connection.execute(insert(shown_again).values(rep=rep, prompt=prompt, made=now))


def labels_of(connection: Connection, call: str) -> list[Label]:
    """The labels of a call in the order in which they were made."""
    query = select(labels.c.prompt, labels.c.verdict, labels.c.place).where(labels.c.call == call).order_by(labels.c.made, labels.c.prompt)
    return [_label(prompt, verdict, place) for prompt, verdict, place in connection.execute(query)]


def put_label(connection: Connection, call: str, label: Label, rep: str, now: datetime) -> None:
    """Keeps a label; the one that was in its place goes."""
    remove_label(connection, call, label.prompt, label.seq, label.utterance)
    of, place = _place(label.seq, label.utterance)
    connection.execute(insert(labels).values(call=call, prompt=label.prompt, of=of, place=place, verdict=label.verdict, rep=rep, made=now))


def remove_label(connection: Connection, call: str, prompt: str, seq: int | None, utterance: str | None) -> None:
    """Takes a label away, if there is one."""
    of, place = _place(seq, utterance)
    here = (labels.c.call == call, labels.c.prompt == prompt, labels.c.of == of, labels.c.place == place)
    connection.execute(delete(labels).where(*here))


def _place(seq: int | None, utterance: str | None) -> tuple[str, str]:
    return ("said", utterance) if utterance is not None else ("shown", str(seq))


def _label(prompt: str, verdict: str, place: str) -> Label:
    where: dict[str, Sequence[str]] = {"utterance": place} if verdict == "missed" else {"seq": place}
    return Label.model_validate({"prompt": prompt, "verdict": verdict, **where})
