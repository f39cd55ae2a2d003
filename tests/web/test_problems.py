"""Every error is answered as `{code, message, remedy}`, and the words of a call are in none of them."""

import logging
from collections.abc import AsyncIterator
from typing import Literal

import pytest
from fastapi import FastAPI, WebSocket
from pydantic import BaseModel
from starlette.responses import StreamingResponse
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosedError

from audio.problem import Problem
from tests.web.serving import Server, serving
from web.problems import STATUS, Unexpected, add_handlers, status

SECRET = "the boat is called Marjorie"


class Body(BaseModel):
    side: Literal["rep", "client"]


def _app() -> FastAPI:
    app = FastAPI(openapi_url=None)
    add_handlers(app)
    app.add_middleware(Unexpected)

    @app.get("/problem/{code}")
    async def problem(code: str) -> None:
        raise Problem(code, "It is so.", "Do this.")

    @app.post("/body")
    async def body(body: Body) -> None: ...

    @app.get("/broken")
    async def broken() -> None:
        raise ValueError(SECRET)

    @app.get("/half")
    async def half() -> StreamingResponse:
        async def text() -> AsyncIterator[str]:
            yield "half"
            raise ValueError(SECRET)

        return StreamingResponse(text())

    @app.websocket("/socket")
    async def socket(websocket: WebSocket) -> None:
        await websocket.accept()
        raise ValueError(SECRET)

    return app


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    async with serving(_app()) as running:
        yield running


@pytest.mark.parametrize(("code", "expected"), [*STATUS.items(), ("some-other", 400)])
async def test_a_problem_is_answered_with_the_status_of_its_code(server: Server, code: str, expected: int) -> None:
    answer = await server.client.get(f"/problem/{code}")
    assert answer.status_code == expected == status(Problem(code, "", ""))
    assert answer.json() == {"code": code, "message": "It is so.", "remedy": "Do this."}


@pytest.mark.parametrize("content", [f'{{"side": "{SECRET}"}}', "{", f'"{SECRET}"', "{}"])
async def test_a_bad_request_names_the_place_and_not_the_value(server: Server, content: str) -> None:
    answer = await server.client.post("/body", content=content, headers={"Content-Type": "application/json"})
    assert answer.status_code == 422
    assert answer.json().keys() == {"code", "message", "remedy"}
    assert answer.json()["code"] == "bad-request"
    assert "body" in answer.json()["message"]
    assert SECRET not in answer.text


async def test_an_unknown_address_and_a_wrong_method(server: Server) -> None:
    answer = await server.client.get("/nowhere")
    assert (answer.status_code, answer.json()["code"]) == (404, "unknown-address")
    answer = await server.client.post("/broken")
    assert (answer.status_code, answer.json()["code"]) == (405, "method-refused")
    assert answer.headers["allow"] == "GET"


async def test_the_unforeseen_is_answered_and_logged_without_its_words(server: Server, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        answer = await server.client.get("/broken")
    assert answer.status_code == 500
    assert answer.json()["code"] == "internal-error"
    assert "Traceback" not in answer.text
    assert "ValueError" in caplog.text
    assert "in broken" in caplog.text
    assert SECRET not in answer.text + caplog.text


async def test_an_answer_that_breaks_off_does_not_look_whole(server: Server, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(Exception, match="peer closed connection"):
        await server.client.get("/half")
    assert SECRET not in caplog.text


async def test_a_socket_that_fails_is_closed_1011(server: Server, caplog: pytest.LogCaptureFixture) -> None:
    async with connect(f"{server.socket_url}/socket") as websocket:
        with pytest.raises(ConnectionClosedError) as closed:
            await websocket.recv()
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1011
    assert SECRET not in caplog.text
