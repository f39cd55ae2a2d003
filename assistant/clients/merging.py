"""Contacts of a file beside the clients that are known: who is new, who is known, who comes twice. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from assistant.clients import client_key
from assistant.clients.contacts import Contact, Fault
from assistant.clients.model import Client

Conflict = Literal["keep", "replace"]
"""Of a known client, where the file says otherwise: what is known stays and only gaps are filled, or the file's takes its place."""

VALUES = ("company", "email", "phone")


@dataclass(slots=True)
class Settled:
    """What becomes of the contacts of a file, by the keys of the clients that they are."""

    new: dict[str, Client] = field(default_factory=dict)
    changed: dict[str, Client] = field(default_factory=dict)
    same: set[str] = field(default_factory=set)
    """Known, and nothing new of them in the file."""
    again: int = 0
    """Contacts that an earlier line of the file has already."""
    faults: list[Fault] = field(default_factory=list)
    keys: list[tuple[Contact, str]] = field(default_factory=list)
    """Each contact that is taken, and its client."""

    @property
    def written(self) -> dict[str, Client]:
        """What is to be stored."""
        return {**self.new, **self.changed}


def settle(contacts: Iterable[Contact], known: Mapping[str, Client], conflict: Conflict) -> Settled:
    """Finds the client that each contact is.

    Two people of one name are told apart by their company, which is then written after the name, as in "Dana Reyes, Harbour Marine".
    """
    whole = list(contacts)
    companies: defaultdict[str, set[str]] = defaultdict(set)
    for contact in whole:
        theirs = companies[contact.key]
        if contact.company_key:
            theirs.add(contact.company_key)
    settled = Settled()
    seen: dict[str, Contact] = {}
    for contact in whole:
        key, name = _client_of(contact, known, companies)
        if (earlier := seen.get(key)) and _clash(contact, earlier):
            why = f"has the name of line {earlier.line} with another e-mail address: write what tells the two apart after the name"
            settled.faults.append(Fault(contact.line, why, contact.name))
            continue
        settled.again += key in seen
        seen.setdefault(key, contact)
        settled.keys.append((contact, key))
        _take(settled, key, name, contact, known.get(key), conflict)
    return settled


def _client_of(contact: Contact, known: Mapping[str, Client], companies: Mapping[str, set[str]]) -> tuple[str, str]:
    """The key and the name of the client that a contact is. `companies`: of each name in the file, those that stand with it."""
    key, company = contact.key, contact.company_key
    if company is None or company == key:
        return key, contact.name
    with_company, full = f"{contact.name}, {contact.company}", f"{key}, {company}"
    if full in known or full in companies:
        return full, with_company
    theirs = client_key(known[key].company) if key in known else None
    if len(companies[key]) > 1 and theirs != company:
        return full, with_company
    return (full, with_company) if theirs is not None and theirs != company else (key, contact.name)


def _clash(contact: Contact, earlier: Contact) -> bool:
    return bool(contact.email and earlier.email and contact.email.casefold() != earlier.email.casefold())


def _take(settled: Settled, key: str, name: str, contact: Contact, known: Client | None, conflict: Conflict) -> None:
    if known is None and key not in settled.new:
        settled.new[key] = Client(key=key, name=name, company=contact.company, email=contact.email, phone=contact.phone)
        return
    given = {value: getattr(contact, value) for value in VALUES}
    if known is None:
        settled.new[key] = _filled(settled.new[key], given)
        return
    before = settled.changed.get(key, known)
    # What an earlier line of the file said stands: of two lines on one client the first is taken, and the other fills its gaps.
    first = conflict == "replace" and key not in settled.changed and key not in settled.same
    after = _replaced(before, given) if first else _filled(before, given)
    if after == before:
        if key not in settled.changed:
            settled.same.add(key)
    else:
        settled.changed[key] = after
        settled.same.discard(key)


def _filled(client: Client, given: Mapping[str, str | None]) -> Client:
    return client.model_copy(update={name: getattr(client, name) or value for name, value in given.items()})


def _replaced(client: Client, given: Mapping[str, str | None]) -> Client:
    return client.model_copy(update={name: value or getattr(client, name) for name, value in given.items()})
