"""Contacts beside the clients that are known: nobody is taken for somebody else, and nothing known is lost."""

from hypothesis import given
from hypothesis import strategies as st

from assistant.clients import client_key
from assistant.clients.contacts import Contact
from assistant.clients.merging import Conflict, Settled, settle
from assistant.clients.model import Client

DANA = Client(key="dana reyes", name="Dana Reyes", company="Harbour Marine", email="dana@example.com")


def known(*clients: Client) -> dict[str, Client]:
    return {client.key: client for client in clients}


def test_somebody_new() -> None:
    settled = settle([Contact(2, "Wes Dyck", "Dyck Farms", "wes@example.com", "1")], known(DANA), "keep")
    assert settled.new == {"wes dyck": Client(key="wes dyck", name="Wes Dyck", company="Dyck Farms", email="wes@example.com", phone="1")}
    assert (settled.changed, settled.same, settled.again, settled.faults) == ({}, set(), 0, [])


def test_gaps_of_somebody_known_are_filled_and_the_rest_stays() -> None:
    contact = Contact(2, "DANA reyes", "harbour marine", "new@example.com", "123")
    kept = settle([contact], known(DANA), "keep")
    assert kept.changed == {"dana reyes": DANA.model_copy(update={"phone": "123"})}
    replaced = settle([contact], known(DANA), "replace")
    assert replaced.changed == {"dana reyes": DANA.model_copy(update={"company": "harbour marine", "email": "new@example.com", "phone": "123"})}
    blank = settle([Contact(2, "Dana Reyes")], known(DANA), "replace")
    assert (blank.changed, blank.same) == ({}, {"dana reyes"}), "an empty cell takes nothing away"


def test_somebody_known_from_calls_by_name_and_company() -> None:
    said = Client(key="joanne sykes, sykes and marr", name="Joanne Sykes, Sykes and Marr")
    settled = settle([Contact(2, "Joanne Sykes", "Sykes and Marr", "j@example.com")], known(said), "keep")
    assert settled.changed == {said.key: said.model_copy(update={"company": "Sykes and Marr", "email": "j@example.com"})}
    assert settled.new == {}


def test_two_people_of_one_name_are_told_apart_by_their_company() -> None:
    settled = settle([Contact(2, "John Smith", "Acme"), Contact(3, "John Smith", "Bolt"), Contact(4, "John Smith")], {}, "keep")
    assert {client.name for client in settled.new.values()} == {"John Smith, Acme", "John Smith, Bolt", "John Smith"}
    settled = settle([Contact(2, "Dana Reyes", "Elsewhere")], known(DANA), "replace")
    assert ([client.name for client in settled.new.values()], settled.changed) == (["Dana Reyes, Elsewhere"], {})


def test_two_people_of_one_name_and_company_are_not_made_one() -> None:
    settled = settle([Contact(2, "John Smith", "Acme", "john@acme.example"), Contact(3, "John Smith", "Acme", "j.smith@acme.example")], {}, "keep")
    assert [client.email for client in settled.new.values()] == ["john@acme.example"]
    ((fault),) = settled.faults
    assert fault.line == 3
    assert "line 2" in fault.why


def test_a_line_that_comes_again_fills_gaps() -> None:
    settled = settle([Contact(2, "Wes"), Contact(3, "WES", email="wes@example.com"), Contact(4, "wes", email="WES@example.com")], {}, "keep")
    assert [client.email for client in settled.new.values()] == ["wes@example.com"]
    assert (settled.again, settled.faults) == (2, [])


_NAMES = st.sampled_from(["Dana Reyes", "dana reyes", "Wes", "Zoë"])
_COMPANIES = st.sampled_from([None, "Acme", "Harbour Marine", "Bolt"])
_PEOPLE = st.one_of(st.tuples(_NAMES, _COMPANIES), st.just(("Wes, Acme", None)))
_ADDRESSES = st.sampled_from([None, "a@b.example", "c@d.example"])
_CONTACTS = st.lists(st.builds(lambda who, email: Contact(1, who[0], who[1], email), _PEOPLE, _ADDRESSES), max_size=8)


@given(_CONTACTS, st.sampled_from(["keep", "replace"]))
def test_every_contact_is_taken_or_told(contacts: list[Contact], conflict: Conflict) -> None:
    settled = settle(contacts, known(DANA), conflict)
    assert len(settled.keys) + len(settled.faults) == len(contacts)
    assert not settled.new.keys() & known(DANA).keys()
    assert settled.changed.keys() <= known(DANA).keys()
    assert all(client_key(client.name) == key == client.key for key, client in settled.new.items())
    assert {key for _, key in settled.keys} == settled.new.keys() | settled.changed.keys() | settled.same
    if conflict == "keep":
        for client in settled.changed.values():
            assert (client.company, client.email) == (DANA.company, DANA.email)
    assert _again(contacts, settled, conflict) == {}, "taken over a second time, the same file changes nothing"


def _again(contacts: list[Contact], settled: Settled, conflict: Conflict) -> dict[str, Client]:
    after = settle(contacts, {**known(DANA), **settled.written}, conflict)
    return after.written
