"""A slow reader loses hints and never a fact, and nothing changes its order."""

import asyncio

from hypothesis import given
from hypothesis import strategies as st

from assistant.events import Event, NoteAdded, SignalLevel
from web.outbox import Outbox


def fact(number: int) -> NoteAdded:
    return NoteAdded(call="c", at=float(number), seq=number, text="", begun=0.0)


def hint(number: int) -> SignalLevel:
    return SignalLevel(call="c", at=float(number), side="rep", dbfs=-30.0, speech=False)


async def everything(outbox: Outbox) -> list[Event]:
    return [event async for event in outbox]


async def test_what_is_put_comes_out_in_order() -> None:
    outbox = Outbox()
    put = [fact(1), hint(2), fact(3), hint(4)]
    for event in put:
        outbox.put(event)
    outbox.close()
    assert await everything(outbox) == put


async def test_of_too_many_hints_the_oldest_go() -> None:
    outbox = Outbox(hints=2)
    for event in (hint(1), fact(2), hint(3), hint(4), fact(5)):
        outbox.put(event)
    outbox.close()
    assert await everything(outbox) == [fact(2), hint(3), hint(4), fact(5)]


async def test_a_reader_that_waits_gets_what_comes_later() -> None:
    outbox = Outbox(hints=1)
    reading = asyncio.create_task(everything(outbox))
    put = [hint(1), fact(2), hint(3), hint(4)]
    for event in put:
        await asyncio.sleep(0)
        outbox.put(event)
        await asyncio.sleep(0)
    outbox.close()
    assert await reading == put


@given(st.lists(st.sampled_from(("fact", "hint", "read")), max_size=60), st.integers(1, 4))
def test_facts_are_all_there_and_hints_are_few(steps: list[str], most: int) -> None:
    async def run() -> None:
        outbox = Outbox(hints=most)
        reader = aiter(outbox)
        put: list[Event] = []
        read: list[Event] = []
        for number, step in enumerate(steps):
            if step != "read":
                put.append(fact(number) if step == "fact" else hint(number))
                outbox.put(put[-1])
            elif put[-1:] and put[-1] not in read:
                read.append(await anext(reader))
        outbox.close()
        rest = [event async for event in reader]
        assert sum(isinstance(event, SignalLevel) for event in rest) <= most
        read += rest
        assert [event for event in read if isinstance(event, NoteAdded)] == [event for event in put if isinstance(event, NoteAdded)]
        assert read == [event for event in put if event in read]
        assert put[-1:] == read[-1:]

    asyncio.run(run())
