"""The client of language models, against a fake one behind a real server: answers by schema or without, broken off, late, endless, gone."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from audio.problem import Problem
from models.writer import MOST_BYTES, Answer, Server, offered, writing
from tests.models.fake_model import FAKE, FakeModel, Reply, fake_model

SCHEMA = {"type": "object", "properties": {"lines": {"type": "array"}}, "required": ["lines"]}


@pytest.fixture
def fake() -> Iterator[FakeModel]:
    with fake_model() as running:
        yield running


async def asked(server: Server, times: int = 1) -> list[Answer]:
    async with writing(server) as writer:
        return [await writer.ask("Be short.", "What was said?", SCHEMA) for _ in range(times)]


async def refused(server: Server) -> Problem:
    with pytest.raises(Problem) as caught:
        await asked(server)
    assert "What was said" not in str(caught.value)
    return caught.value


async def test_a_question_is_asked_by_schema_and_its_answer_streamed(fake: FakeModel) -> None:
    fake.answer = lambda _: Reply('{"lines": ["grüße"]}')
    assert await asked(fake.server(key="secret")) == [Answer('{"lines": ["grüße"]}', whole=True)]
    (body,) = fake.asked
    assert (body["model"], body["stream"], body["temperature"]) == (FAKE, True, 0)
    assert [message["role"] for message in body["messages"]] == ["system", "user"]
    assert body["response_format"]["json_schema"]["schema"] == SCHEMA
    assert fake.keys == ["Bearer secret"]


async def test_an_answer_in_one_document_will_do(fake: FakeModel) -> None:
    fake.answer = lambda _: Reply("{}", way="plain")
    assert await asked(fake.server()) == [Answer("{}", whole=True)]
    assert fake.keys == [None]


@pytest.mark.parametrize(
    ("known", "forms"), [(("json_object",), ["json_schema", "json_object", "json_object"]), ((), ["json_schema", "json_object", None, None])]
)
async def test_a_server_that_knows_no_schema_is_asked_without_and_not_again_with(
    fake: FakeModel, known: tuple[str, ...], forms: list[str | None]
) -> None:
    def form(body: dict[str, Any]) -> str | None:
        wanted = body.get("response_format")
        return wanted and wanted["type"]

    fake.answer = lambda body: Reply("{}") if form(body) in (*known, None) else Reply(status=400)
    assert await asked(fake.server(), times=2) == [Answer("{}", whole=True)] * 2
    assert [form(body) for body in fake.asked] == forms


@pytest.mark.parametrize("way", ["half", "length"])
async def test_half_a_document_is_told_from_a_whole_one(fake: FakeModel, way: Any) -> None:
    fake.answer = lambda _: Reply('{"lines": [', way=way)
    assert await asked(fake.server()) == [Answer('{"lines": [', whole=False)]


@pytest.mark.parametrize("way", ["hang", "slow"])
async def test_one_that_hangs_is_given_up(fake: FakeModel, way: Any) -> None:
    """Whether nothing comes at all, or signs of life without an end."""
    fake.answer = lambda _: Reply("{", way=way)
    problem = await refused(fake.server(seconds=0.5))
    assert problem.code == "writer-slow"
    assert "within 0.5 seconds" in problem.message


async def test_one_that_goes_away_in_the_middle_is_told(fake: FakeModel) -> None:
    fake.answer = lambda _: Reply('{"lines": [', way="leave")
    problem = await refused(fake.server())
    assert (problem.code, "went away" in problem.message) == ("writer-away", True)


async def test_one_that_is_not_there_is_told(fake: FakeModel) -> None:
    fake.close()
    problem = await refused(fake.server())
    assert (problem.code, "is not there" in problem.message) == ("writer-away", True)


@pytest.mark.parametrize(
    ("status", "remedy"),
    [(401, "CALLCUE_WRITER_KEY"), (404, "CALLCUE_WRITER_MODEL"), (429, "later"), (500, "log"), (400, "8,192 tokens"), (302, "log")],
)
async def test_one_that_refuses_says_what_to_look_at(fake: FakeModel, status: int, remedy: str) -> None:
    fake.answer = lambda _: Reply(status=status)
    problem = await refused(fake.server())
    assert problem.code == "writer-refused"
    assert f"({status})" in problem.message
    assert remedy in problem.remedy


async def test_what_is_no_language_model_is_told(fake: FakeModel) -> None:
    fake.answer = lambda _: Reply(way="garbage")
    assert (await refused(fake.server())).code == "writer-broken"


async def test_an_answer_without_end_is_not_read_to_it(fake: FakeModel) -> None:
    fake.answer = lambda _: Reply(way="endless")
    assert (await refused(fake.server())).code == "writer-broken"
    assert fake.gone.wait(10), f"it was left after {MOST_BYTES} bytes"


async def test_a_task_that_is_cancelled_breaks_the_answer_off(fake: FakeModel) -> None:
    fake.answer = lambda _: Reply(way="slow")
    asking = asyncio.create_task(asked(fake.server()))
    while not fake.asked:
        await asyncio.sleep(0.01)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    assert await asyncio.to_thread(fake.gone.wait, 10)


def test_which_models_there_are(fake: FakeModel) -> None:
    assert offered(fake.server()) == (FAKE,)


@pytest.mark.parametrize("models", [[], {"data": None}, {"data": [{}]}, "?"])
def test_a_list_of_models_that_is_none(fake: FakeModel, models: Any) -> None:
    fake.models = models
    with pytest.raises(Problem, match="lists no models"):
        offered(fake.server())


def test_an_address_without_models(fake: FakeModel) -> None:
    with pytest.raises(Problem) as caught:
        offered(replace(fake.server(), address=fake.address.removesuffix("/v1")))
    assert caught.value.code == "writer-refused"
    fake.close()
    with pytest.raises(Problem, match="is not there"):
        offered(fake.server())
