"""Links to another device, over a real server. All of 127/8 is this machine: 127.0.0.5 stands for a device of the local network."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from assistant.desk import Desk
from assistant.settings import Settings
from assistant.store import Store
from audio.problem import Problem
from tests.web.calls import put
from tests.web.serving import Server, serving
from web import links
from web.app import make_app
from web.links import KEPT_SECONDS, UNUSED_SECONDS, Links

CALL = "20261121-213000-0001"
OTHER = "20261121-213000-0002"
DEVICE = "127.0.0.5"


@asynccontextmanager
async def device(server: Server) -> AsyncIterator[httpx.AsyncClient]:
    """Another device, that asks the service by the address it has in the network."""
    port = server.url.rsplit(":", 1)[1]
    transport = httpx.AsyncHTTPTransport(local_address=DEVICE, verify=False)
    async with httpx.AsyncClient(transport=transport, base_url=f"http://127.0.0.2:{port}") as client:
        yield client


@pytest.fixture
async def open_service(desk: Desk, store: Store, settings: Settings, tmp_path: Path) -> AsyncIterator[Server]:
    """A service that listens on every address, with two calls and a built page."""
    static = tmp_path / "static"
    (static / "assets").mkdir(parents=True)
    (static / "index.html").write_text("the page", encoding="utf-8")
    (static / "assets" / "page.js").write_text("1", encoding="utf-8")
    put(store, CALL)
    put(store, OTHER)
    async with serving(make_app(desk, store, settings, static=static, host="0.0.0.0"), "0.0.0.0") as server:
        yield server


@pytest.fixture
def in_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "network_address", lambda: "127.0.0.2")


async def _link(server: Server) -> str:
    """The path of a new link to the call."""
    answer = await server.client.post(f"/api/calls/{CALL}/links")
    assert answer.status_code == 201, answer.text
    made = answer.json()
    assert made["minutes"] == 10
    address = httpx.URL(made["address"])
    assert (address.host, address.port) == ("127.0.0.2", int(server.url.rsplit(":", 1)[1]))
    return address.path


FORBIDDEN = [
    "/",
    "/overlay",
    "/assets/page.js",
    "/coaching",
    f"/calls/{CALL}",
    "/api/calls",
    f"/api/calls/{CALL}",
    f"/api/calls/{CALL}/sound",
    f"/api/calls/{CALL}/notes.md",
    "/api/openapi.json",
    "/api/doctor",
    "/clients",
    "/clients/dana%20reyes",
    "/api/clients",
    "/api/clients/offer?name=Dana",
    "/api/client?key=dana",
]


@pytest.mark.parametrize("path", FORBIDDEN)
async def test_another_device_sees_nothing_but_a_refusal(open_service: Server, path: str) -> None:
    async with device(open_service) as other:
        answer = await other.get(path)
    assert answer.status_code == 403
    assert "Show on another device" in answer.text
    assert "the page" not in answer.text
    assert answer.headers["content-type"].startswith("application/json" if path.startswith("/api/") else "text/plain")
    assert (await open_service.client.get(path)).status_code != 403, "this machine itself is let in"


@pytest.mark.parametrize(("method", "path"), [("POST", "/api/calls"), ("POST", f"/api/calls/{CALL}/links"), ("DELETE", f"/api/calls/{CALL}")])
async def test_another_device_does_nothing(open_service: Server, store: Store, method: str, path: str) -> None:
    async with device(open_service) as other:
        assert (await other.request(method, path, json={"source": {"type": "demo"}})).status_code == 403
    assert len(store.calls()) == 2


@pytest.mark.usefixtures("in_network")
async def test_a_link_lets_one_device_see_the_overlay_of_its_call_and_nothing_else(open_service: Server) -> None:
    path = await _link(open_service)
    async with device(open_service) as other:
        opened = await other.get(path)
        assert (opened.status_code, opened.headers["location"]) == (303, f"/overlay?call={CALL}&device=1")
        assert "HttpOnly" in opened.headers["set-cookie"]
        assert (await other.get(opened.headers["location"])).text == "the page"
        assert (await other.get("/assets/page.js")).status_code == 200
        secret = other.cookies["callcue-device"]
        with pytest.raises(InvalidStatus) as refused:
            await _events(open_service, OTHER, secret)
        assert refused.value.response.status_code == 403
        assert "call.started" in await _events(open_service, CALL, secret)
        # Let through as far as the call: it has ended.
        assert (await other.post(f"/api/calls/{CALL}/notes", json={"text": "from the tablet"})).json()["code"] == "not-running"
        for forbidden in FORBIDDEN:
            if forbidden not in ("/overlay", "/assets/page.js"):
                assert (await other.get(forbidden)).status_code == 403, forbidden
        assert (await other.post(f"/api/calls/{OTHER}/end")).status_code == 403
    async with device(open_service) as third:
        again = await third.get(path)
        assert (again.status_code, "has been used" in again.text) == (410, True)
        assert (await third.get("/overlay")).status_code == 403
        assert (await third.get("/overlay", headers={"Cookie": "callcue-device=guessed"})).status_code == 403


async def _events(server: Server, call: str, secret: str) -> str:
    port = server.url.rsplit(":", 1)[1]
    address = f"ws://127.0.0.2:{port}/api/calls/{call}/events"
    async with connect(address, additional_headers={"Cookie": f"callcue-device={secret}"}, local_addr=(DEVICE, 0)) as socket:
        return str(await socket.recv())


async def test_a_service_of_this_machine_alone_says_which_command_changes_that(service: Server, store: Store) -> None:
    put(store, CALL)
    answer = await service.client.post(f"/api/calls/{CALL}/links")
    assert (answer.status_code, answer.json()["code"]) == (409, "loopback-only")
    assert "callcue serve --host 0.0.0.0" in answer.json()["remedy"]


def test_links_and_leaves_end() -> None:
    now = 0.0
    kept = Links(lambda: now)
    late, soon = kept.make(CALL), kept.make(CALL)
    now = UNUSED_SECONDS - 1.0
    call, secret = kept.use(soon)
    assert (call, kept.call_of(secret), kept.call_of(soon)) == (CALL, CALL, None)
    now = UNUSED_SECONDS
    with pytest.raises(Problem, match="older than ten minutes"):
        kept.use(late)
    now = UNUSED_SECONDS + KEPT_SECONDS
    assert kept.call_of(secret) is None
