"""A language model behind any OpenAI-compatible server: one question goes there, one JSON document comes back, read while it is written."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from audio.problem import Problem

if TYPE_CHECKING:
    import httpx

CONNECT_SECONDS = 5.0
LOOK_SECONDS = 3.0
"""How long whoever looks whether a server is there waits for it."""
MOST_BYTES = 2_000_000
"""Of one answer as it comes over the wire; some 4,000 words. What is longer never ends."""
MOST_TOKENS = 800
"""Of one answer; narrow questions have short answers."""
_UNUSED = frozenset({400, 415, 422, 501})
"""Statuses by which servers refuse a field of the request that they do not know."""


@dataclass(frozen=True, slots=True)
class Server:
    """Where a language model is and what it is called there. `seconds`: how long one answer may take."""

    address: str
    """What "/chat/completions" is put behind: http://127.0.0.1:11434/v1."""
    model: str
    key: str | None
    seconds: float
    direct: bool
    """Whether nobody's proxy is asked: for what stays on this machine."""

    @property
    def place(self) -> str:
        """Host and port, for people."""
        return urlsplit(self.address).netloc.rpartition("@")[2]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the model wrote. `whole`: whether it came to its end; if not, it is the beginning of a document."""

    text: str
    whole: bool


class Writer:
    """Asks one server, one question at a time. Lives on one event loop; made by `writing`. A task that is cancelled breaks the answer off."""

    def __init__(self, server: Server, client: "httpx.AsyncClient") -> None:
        self._server = server
        self._client = client
        self._form = 0
        """Which of `_forms` the server is known to take, or the first that may be tried."""

    async def ask(self, instructions: str, question: str, schema: Mapping[str, Any]) -> Answer:
        """The model's answer, by `schema` (JSON Schema) where the server knows schemas; `instructions` say the same in words.

        Raises `Problem`: `writer-away`, `writer-slow`, `writer-refused`, `writer-broken`.
        """
        messages = [{"role": "system", "content": instructions}, {"role": "user", "content": question}]
        while True:
            more = _forms(schema)[self._form]
            try:
                return await self._answer({"model": self._server.model, "messages": messages, "stream": True} | more)
            except _Refused as refusal:
                if refusal.status not in _UNUSED or self._form + 1 == len(_forms(schema)):
                    raise _refused(self._server, refusal.status) from refusal
                self._form += 1

    async def _answer(self, body: Mapping[str, Any]) -> Answer:
        import httpx

        try:
            async with asyncio.timeout(self._server.seconds), self._client.stream("POST", "chat/completions", json=body) as response:
                if response.status_code != httpx.codes.OK:
                    raise _Refused(response.status_code)
                if response.headers.get("content-type", "").startswith("application/json"):
                    return _plain(await _whole(response))
                return await _streamed(response)
        except (TimeoutError, httpx.ReadTimeout, httpx.WriteTimeout) as error:
            raise Problem(
                "writer-slow",
                f"The language model at {self._server.place} did not answer within {self._server.seconds:g} seconds.",
                "Ask again, take a smaller model, or allow it more with CALLCUE_WRITER_SECONDS.",
            ) from error
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            raise _away(self._server, "is not there") from error
        except httpx.TransportError as error:
            raise _away(self._server, "went away while it answered") from error
        except (ValueError, TypeError, LookupError, AttributeError) as error:
            raise Problem(
                "writer-broken",
                f"What {self._server.place} answered is no answer of an OpenAI-compatible server.",
                "See that CALLCUE_WRITER_ADDRESS is the address of one; it mostly ends with /v1.",
            ) from error


@asynccontextmanager
async def writing(server: Server) -> AsyncIterator[Writer]:
    """A writer for as long as the block lasts."""
    # Made on another thread, since reading the system's certificates takes longer than the event loop may be kept from a call.
    async with await asyncio.to_thread(_client, server) as client:
        yield Writer(server, client)


def offered(server: Server) -> tuple[str, ...]:
    """The names of the models that a server has. Any thread; waits a few seconds at most. Raises `Problem` as `Writer.ask` does."""
    import httpx

    try:
        answer = httpx.get(
            f"{server.address.rstrip('/')}/models",
            headers=_headers(server),
            timeout=LOOK_SECONDS,
            trust_env=not server.direct,
            verify=_verify(server),
        )
        if answer.status_code != httpx.codes.OK:
            raise _refused(server, answer.status_code)
        return tuple(str(model["id"]) for model in answer.json()["data"])
    except httpx.TransportError as error:
        raise _away(server, "is not there") from error
    except (ValueError, TypeError, LookupError) as error:
        raise Problem("writer-broken", f"What is at {server.place} lists no models.", "See that CALLCUE_WRITER_ADDRESS ends with /v1.") from error


class _Refused(Exception):
    """The server answered with a status that is no success."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


def _forms(schema: Mapping[str, Any]) -> tuple[dict[str, Any], ...]:
    """What a request says besides: all that makes answers reliable; a JSON object of whatever shape; nothing that a server might not know."""
    steady = {"temperature": 0, "max_tokens": MOST_TOKENS}
    shaped = {"type": "json_schema", "json_schema": {"name": "answer", "strict": True, "schema": dict(schema)}}
    return ({**steady, "response_format": shaped}, {**steady, "response_format": {"type": "json_object"}}, {})


def _client(server: Server) -> "httpx.AsyncClient":
    import httpx

    return httpx.AsyncClient(
        base_url=f"{server.address.rstrip('/')}/",
        headers=_headers(server),
        timeout=httpx.Timeout(server.seconds, connect=CONNECT_SECONDS),
        # Where the words go was agreed to: nobody leads them elsewhere.
        follow_redirects=False,
        trust_env=not server.direct,
        verify=_verify(server),
    )


def _verify(server: Server) -> bool:
    """Whether the system's certificates are needed, which take a while to read."""
    return server.address.startswith("https:")


def _headers(server: Server) -> dict[str, str]:
    return {"Authorization": f"Bearer {server.key}"} if server.key else {}


async def _whole(response: "httpx.Response") -> bytes:
    content = b""
    async for block in response.aiter_bytes():
        content += block
        if len(content) > MOST_BYTES:
            raise ValueError("too long")
    return content


def _plain(content: bytes) -> Answer:
    """An answer in one document, of a server that does not stream."""
    choice = json.loads(content)["choices"][0]
    return Answer(str(choice["message"]["content"] or ""), choice.get("finish_reason") in ("stop", None))


async def _streamed(response: "httpx.Response") -> Answer:
    """An answer in events, each with some letters more. One that ends without saying so has been broken off."""
    text, finished = "", None
    async for event in _events(response):
        if event == b"[DONE]":
            return Answer(text, finished in ("stop", None))
        for choice in json.loads(event)["choices"][:1]:
            text += choice.get("delta", {}).get("content") or ""
            finished = choice.get("finish_reason") or finished
    return Answer(text, finished == "stop")


async def _events(response: "httpx.Response") -> AsyncIterator[bytes]:
    """The data of the events of a stream (text/event-stream), one line each as these servers send them."""
    received, rest = 0, b""
    async for block in response.aiter_bytes():
        received += len(block)
        if received > MOST_BYTES:
            raise ValueError("too long")
        *lines, rest = (rest + block).split(b"\n")
        for line in lines:
            if line.startswith(b"data:"):
                yield line.removeprefix(b"data:").strip()


def _away(server: Server, how: str) -> Problem:
    return Problem("writer-away", f"The language model at {server.place} {how}.", "Start it, or see to CALLCUE_WRITER_ADDRESS.")


def _refused(server: Server, status: int) -> Problem:
    remedy = {
        401: "See to CALLCUE_WRITER_KEY.",
        403: "See to CALLCUE_WRITER_KEY.",
        404: "See to CALLCUE_WRITER_ADDRESS, which mostly ends with /v1, and to CALLCUE_WRITER_MODEL.",
        429: "It has too much to do, or its allowance is used up: ask again later.",
    }.get(status, "See to CALLCUE_WRITER_MODEL, and to the server's own log; it needs a context of 8,192 tokens.")
    return Problem("writer-refused", f"The language model at {server.place} refused the question ({status}).", remedy)
