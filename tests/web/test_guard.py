"""Other sites stay outside: `Host` and `Origin`, over a real server."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.types import Message, Scope
from starlette.websockets import WebSocket
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from assistant.addresses import is_loopback
from tests.web.serving import Server, serving
from web.addresses import as_written
from web.guard import Guard


async def _hello(_: Request) -> Response:
    return PlainTextResponse("hello")


async def _kept(_: Request) -> Response:
    return PlainTextResponse("kept", headers={"Cache-Control": "no-cache"})


async def _socket(websocket: WebSocket) -> None:
    await websocket.accept()
    await websocket.send_text("hello")
    await websocket.close()


def _nobody(_: Scope) -> bool:
    return False


def _app(host: str) -> Guard:
    methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
    routes = [Route("/", _hello, methods=methods), Route("/kept", _kept), WebSocketRoute("/socket", _socket)]
    return Guard(Starlette(routes=routes), host, admits=_nobody)


pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def server() -> AsyncIterator[Server]:
    async with serving(_app("127.0.0.1")) as running:
        yield running


def _port(server: Server) -> str:
    return server.url.rsplit(":", 1)[1]


async def _status(server: Server, host: str, method: str = "GET", origin: str | None = None) -> int:
    headers = {"Host": host} | ({"Origin": origin} if origin is not None else {})
    return (await server.client.request(method, "/", headers=headers)).status_code


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "LOCALHOST", "[::1]"])
async def test_names_of_this_machine_are_taken(server: Server, name: str) -> None:
    assert await _status(server, f"{name}:{_port(server)}") == 200


@pytest.mark.parametrize(
    "host",
    [
        "callcue.example:{port}",
        "127.0.0.1.callcue.example:{port}",
        "localhost.callcue.example:{port}",
        "localhost.:{port}",
        "192.168.1.7:{port}",
        "0.0.0.0:{port}",
        "127.0.0.1",
        "127.0.0.1:1",
        "127.0.0.1:{port}:80",
        "user@127.0.0.1:{port}",
        "127.0.0.1:{port}/",
        "",
    ],
)
async def test_other_names_are_refused(server: Server, host: str) -> None:
    assert await _status(server, host.format(port=_port(server))) == 403


async def test_two_hosts_are_refused() -> None:
    """Whichever server stands in front: uvicorn's parsers don't agree on whether they let this through."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    headers = [(b"host", b"127.0.0.1:80"), (b"host", b"other.example:80")]
    scope = {
        "type": "http",
        "method": "GET",
        "scheme": "http",
        "path": "/",
        "server": ("127.0.0.1", 80),
        "client": ("127.0.0.1", 1),
        "headers": headers,
    }
    await _app("127.0.0.1")(scope, _nothing, send)
    assert sent[0]["status"] == 403


async def _nothing() -> Message:
    return {"type": "http.request"}


async def test_what_a_refusal_says(server: Server) -> None:
    answer = await server.client.get("/api/calls", headers={"Host": "callcue.example"})
    assert answer.json().keys() == {"code", "message", "remedy"}
    assert answer.json()["code"] == "host-refused"
    assert server.url in answer.json()["remedy"]
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize(
    ("origin", "status"),
    [
        (None, 200),
        ("http://127.0.0.1:{port}", 200),
        ("http://localhost:{port}", 403),
        ("https://127.0.0.1:{port}", 403),
        ("http://127.0.0.1:1", 403),
        ("http://127.0.0.1", 403),
        ("https://callcue.example", 403),
        ("null", 403),
        ("", 403),
    ],
)
async def test_what_changes_something_comes_from_our_own_page(server: Server, method: str, origin: str | None, status: int) -> None:
    port = _port(server)
    assert await _status(server, f"127.0.0.1:{port}", method, origin and origin.format(port=port)) == status


async def test_reading_needs_no_origin_of_ours(server: Server) -> None:
    assert await _status(server, f"127.0.0.1:{_port(server)}", "GET", "https://callcue.example") == 200


@pytest.mark.parametrize("origin", [None, "http://127.0.0.1:{port}"])
async def test_sockets_of_our_page_and_of_programs_are_opened(server: Server, origin: str | None) -> None:
    async with connect(f"{server.socket_url}/socket", additional_headers=_origin(origin, server)) as websocket:
        assert await websocket.recv() == "hello"


@pytest.mark.parametrize("origin", ["https://callcue.example", "null", "http://127.0.0.1:1", "ws://127.0.0.1:{port}"])
async def test_sockets_of_other_pages_are_refused(server: Server, origin: str) -> None:
    with pytest.raises(InvalidStatus) as refused:
        await connect(f"{server.socket_url}/socket", additional_headers=_origin(origin, server))
    assert refused.value.response.status_code == 403
    assert b"origin-refused" in refused.value.response.body


async def test_sockets_to_another_name_are_refused(server: Server) -> None:
    port = int(_port(server))
    with pytest.raises(InvalidStatus) as refused:
        await connect(f"ws://callcue.example:{port}/socket", host="127.0.0.1", port=port)
    assert refused.value.response.status_code == 403


def _origin(origin: str | None, server: Server) -> dict[str, str]:
    return {} if origin is None else {"Origin": origin.format(port=_port(server))}


async def test_the_host_listened_on_is_a_name_too() -> None:
    async with serving(_app("Desk.Office.Example")) as server:
        assert await _status(server, f"desk.office.example:{_port(server)}") == 200
        assert await _status(server, f"127.0.0.1:{_port(server)}") == 200
        assert await _status(server, f"other.office.example:{_port(server)}") == 403


async def test_listening_everywhere_takes_the_address_the_connection_came_to() -> None:
    async with serving(_app("0.0.0.0"), "0.0.0.0") as server:
        port = _port(server)
        # All of 127/8 is this machine: stands for an address of the local network.
        there = f"http://127.0.0.2:{port}"
        assert (await server.client.get(there)).status_code == 200
        assert (await server.client.get(there, headers={"Host": f"127.0.0.3:{port}"})).status_code == 403
        assert (await server.client.get(there, headers={"Host": f"callcue.example:{port}"})).status_code == 403


async def test_headers_that_bind_the_page(server: Server) -> None:
    headers = (await server.client.get("/")).headers
    assert (await server.client.get("/kept")).headers["cache-control"] == "no-cache"
    policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'self'"
    assert policy["connect-src"] == f"'self' {server.socket_url}"
    assert policy["style-src"] == "'self' 'unsafe-inline'"
    assert "script-src" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["cache-control"] == "no-store"


async def test_hosts_as_written_in_urls() -> None:
    assert as_written("::1") == "[::1]"
    assert as_written("0:0::1") == "[::1]"
    assert as_written("::ffff:192.168.1.7") == "192.168.1.7"
    assert as_written("192.168.1.7") == "192.168.1.7"
    assert as_written("Desk.Example") == "desk.example"


@pytest.mark.parametrize(
    ("host", "yes"), [("127.0.0.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("192.168.1.7", False), ("desk", False)]
)
async def test_what_only_this_machine_can_reach(host: str, yes: bool) -> None:
    assert is_loopback(host) is yes
