"""A receiver of webhooks: a real server on this machine that checks signatures in its own way, and answers as a test says."""

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

SECRET = "whsec_" + base64.b64encode(bytes(range(32))).decode()


class Received(NamedTuple):
    """A message that came. `signed`: whether its signature was right."""

    id: str
    seconds: int
    signed: bool
    body: dict[str, Any]


class Receiver:
    """What has come so far, and how it is answered: `answer` is a status and its headers, `hang` keeps the sender waiting."""

    def __init__(self) -> None:
        self.received: list[Received] = []
        self.answer: tuple[int, dict[str, str]] = (200, {})
        self.hang = threading.Event()
        self.hang.set()
        self.url = ""


@contextmanager
def receiving() -> Iterator[Receiver]:
    """A receiver that listens until the block ends."""
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            message, seconds = self.headers["webhook-id"], self.headers["webhook-timestamp"]
            key = base64.b64decode(SECRET.split("_", 1)[1])
            expected = hmac.digest(key, f"{message}.{seconds}.".encode() + body, hashlib.sha256)
            version, _, given = self.headers["webhook-signature"].partition(",")
            signed = version == "v1" and hmac.compare_digest(base64.b64decode(given), expected)
            receiver.received.append(Received(message, int(seconds), signed, json.loads(body)))
            receiver.hang.wait()
            status, headers = receiver.answer
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *_: Any) -> None:
            """Nothing: the output is the test's."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    receiver.url = f"http://127.0.0.1:{server.server_port}/hook"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        receiver.hang.set()
        server.shutdown()
        server.server_close()
        thread.join()
