"""A fake language model behind a real server on this machine: it answers whatever a test says, as well or badly as the test says."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal

from models.writer import Server

FAKE = "fake-model"


@dataclass(frozen=True)
class Reply:
    """What the fake answers with, and how.

    `way`: streamed to its end; `plain`, in one document; `length`, ended by a limit; `half`, ended without a word; `leave`, the connection
    dropped in the middle; `hang`, nothing at all until the test ends; `slow`, the beginning and then nothing; `endless`; `garbage`.
    """

    text: str = ""
    way: Literal["stream", "plain", "length", "half", "leave", "hang", "slow", "endless", "garbage"] = "stream"
    status: int = 200


def lines(*given: tuple[list[int], str]) -> Reply:
    """An answer of those lines, each with the numbers of where it was said."""
    return Reply(json.dumps({"lines": [{"said_in": said_in, "text": text} for said_in, text in given]}))


class FakeModel:
    """What was asked so far, and how it is answered: `answer` gets the body of a request."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str | None] = []
        self.answer: Callable[[dict[str, Any]], Reply] = lambda _: lines()
        self.models: Any = {"data": [{"id": FAKE}]}
        self.address = ""
        self.gone = threading.Event()
        """Set when somebody went who was being answered."""
        self.over = threading.Event()
        self.close: Callable[[], None] = lambda: None

    @property
    def questions(self) -> list[str]:
        """The questions so far, each with the words of the call before it."""
        return [body["messages"][-1]["content"] for body in self.asked]

    def server(self, seconds: float = 30.0, key: str | None = None) -> Server:
        return Server(self.address, FAKE, key, seconds, direct=True)


@contextmanager
def fake_model() -> Iterator[FakeModel]:
    """A fake model that listens until the block ends, or until `close`."""
    fake = FakeModel()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._document(200 if self.path == "/v1/models" else 404, fake.models)

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            fake.asked.append(body)
            fake.keys.append(self.headers["authorization"])
            reply = fake.answer(body)
            if reply.way == "hang":
                fake.over.wait()
                self.close_connection = True
            elif self.path != "/v1/chat/completions" or reply.status != 200:
                self._document(reply.status if reply.status != 200 else 404, {"error": {"message": "refused"}})
            elif reply.way == "plain":
                self._document(200, {"choices": [{"message": {"content": reply.text}, "finish_reason": "stop"}]})
            else:
                self._stream(reply)

        def _document(self, status: int, document: Any) -> None:
            content = json.dumps(document).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json; charset=utf-8")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def _stream(self, reply: Reply) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            try:
                self._write(reply)
            except OSError:
                self.close_connection = True
                fake.gone.set()

        def _write(self, reply: Reply) -> None:
            if reply.way == "garbage":
                self._event("<html>")
            for start in range(0, len(reply.text), 7):
                self._delta({"content": reply.text[start : start + 7]})
            while reply.way == "endless" or (reply.way == "slow" and not fake.over.wait(0.02)):
                self._delta({"content": " " * 10_000 if reply.way == "endless" else ""})
            if reply.way == "leave":
                self.close_connection = True
                return
            if reply.way in ("stream", "length"):
                self._delta({}, "length" if reply.way == "length" else "stop")
                self._event("[DONE]")
            self._chunk(b"")

        def _delta(self, delta: dict[str, str], finish: str | None = None) -> None:
            self._event(json.dumps({"choices": [{"delta": delta, "finish_reason": finish}]}))

        def _event(self, data: str) -> None:
            # Cut where no event ends, as networks do.
            content = f": nothing\n\ndata: {data}\n\n".encode()
            self._chunk(content[:15])
            self._chunk(content[15:])

        def _chunk(self, content: bytes) -> None:
            if content or not self.close_connection:
                self.wfile.write(f"{len(content):x}\r\n".encode() + content + b"\r\n")
                self.wfile.flush()

        def log_message(self, format: str, *_: Any) -> None:
            """Nothing: the output is the test's."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    fake.address = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()

    def close() -> None:
        fake.over.set()
        server.shutdown()
        server.server_close()
        thread.join()

    fake.close = close
    try:
        yield fake
    finally:
        if thread.is_alive():
            close()
