"""How what went wrong is answered: every error over HTTP is `{code, message, remedy}`, and none holds words of a call."""

import logging
from typing import Self

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from audio.problem import Problem, place_of

log = logging.getLogger(__name__)

STATUS = {
    "unknown-call": 404,
    "unknown-client": 404,
    "unknown-place": 404,
    "unknown-step": 404,
    "no-recording": 404,
    "no-notes": 404,
    "unknown-revision": 404,
    "unknown-utterance": 404,
    "no-date": 404,
    "unknown-address": 404,
    "method-refused": 405,
    "busy": 409,
    "call-running": 409,
    "not-running": 409,
    "prompt-not-shown": 409,
    "playbook-changed": 409,
    "notes-approved": 409,
    "notes-changed": 409,
    "notes-outdated": 409,
    "writer-off": 409,
    "writer-consent": 409,
    "writer-waits": 409,
    "words-changed": 409,
    "one-side": 409,
    "loopback-only": 409,
    "no-network": 409,
    "link-spent": 410,
    "upload-too-large": 413,
    "not-sound": 415,
    "no-sound": 415,
    "choice-mistake": 422,
    "file-empty": 422,
    "not-contacts": 422,
    "too-many-channels": 422,
    "bad-request": 422,
    "no-name": 422,
    "page-not-built": 503,
    "search-damaged": 503,
    "trial-too-long": 503,
}
"""HTTP status by code of the problem; 400 for every other."""

INTERNAL = Problem("internal-error", "Something went wrong inside Callcue.", "Try again; the log of the service says where it happened.")


class ProblemBody(BaseModel):
    """An error as answered over HTTP."""

    model_config = ConfigDict(frozen=True)

    code: str
    """Stable, kebab-case."""
    message: str
    """What is wrong."""
    remedy: str
    """What to do about it."""

    @classmethod
    def of(cls, problem: Problem) -> Self:
        return cls(code=problem.code, message=problem.message, remedy=problem.remedy)


def status(problem: Problem) -> int:
    """The HTTP status a problem is answered with."""
    return STATUS.get(problem.code, 400)


def answer(problem: Problem, code: int | None = None) -> JSONResponse:
    """The answer for a problem, with the status of its code or the one given."""
    return JSONResponse(ProblemBody.of(problem).model_dump(), status_code=code or status(problem))


def bad_request(error: RequestValidationError) -> Problem:
    """What was wrong with a request's form: the place and the rule, never the value, which may be words of a call."""
    faults = [f"{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}" for fault in error.errors()]
    return Problem("bad-request", f"The request can't be used: {'; '.join(faults)}.", "See /api/openapi.json for what is expected.")


def add_handlers(app: FastAPI) -> None:
    """Makes `app` answer problems, bad requests and unknown addresses in the one shape."""
    app.add_exception_handler(Problem, _on_problem)
    app.add_exception_handler(RequestValidationError, _on_bad_request)
    app.add_exception_handler(HTTPException, _on_http)


def _on_problem(_: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)
    return answer(error)


def _on_bad_request(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    return answer(bad_request(error))


def _on_http(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 405:
        problem = Problem("method-refused", "This address doesn't take that method.", "See /api/openapi.json for what there is.")
    elif error.status_code == 404:
        problem = Problem("unknown-address", "There is nothing at this address.", "See /api/openapi.json for what there is.")
    else:
        problem = Problem("bad-request", "The request can't be used.", "See /api/openapi.json for what is expected.")
    response = answer(problem, error.status_code)
    response.headers.update(error.headers or {})
    return response


class Unexpected:
    """ASGI middleware: an error nobody foresaw is answered 500 and logged by its type and place, without its message.

    Messages of unforeseen errors can quote what was being worked on (a validation error quotes its input), and words of a call never
    stand in a log.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        said: set[str] = set()

        async def receiving() -> Message:
            message = await receive()
            said.add(message["type"])
            return message

        async def sending(message: Message) -> None:
            said.add(message["type"])
            await send(message)

        try:
            await self._app(scope, receiving, sending)
        except Exception as error:
            if scope["type"] not in ("http", "websocket"):
                raise
            log.error("answering a request failed: %s", place_of(error))
            if scope["type"] == "websocket":
                if not said & {"websocket.close", "websocket.disconnect"}:
                    await send({"type": "websocket.close", "code": 1011})
            elif "http.response.start" not in said:
                await answer(INTERNAL, 500)(scope, receive, send)
            else:
                # The status has gone out already: an answer cut short is the only way left to say that it is not whole.
                raise CutShort from None


class CutShort(Exception):
    """An answer broke off after its beginning had been sent."""
