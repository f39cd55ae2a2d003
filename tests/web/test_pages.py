"""The page and its assets: which addresses it answers, what may be kept, and what is said while it has not been built."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from fastapi import FastAPI

from tests.web.serving import Server, serving
from web.pages import STATIC, add_pages
from web.problems import add_handlers

ADDRESSES = [
    "/",
    "/overlay",
    "/calls/20261121-213000-7f3a",
    "/calls/20261121-213000-7f3a/replay",
    "/search",
    "/due",
    "/clients",
    "/clients/import",
    "/clients/dana%20%2F%20reyes",
    "/coaching",
    "/playbook",
]


@pytest.fixture
def static(tmp_path: Path) -> Path:
    return tmp_path / "static"


@pytest.fixture
async def server(static: Path) -> AsyncIterator[Server]:
    app = FastAPI(openapi_url=None)
    add_handlers(app)
    add_pages(app, static)
    async with serving(app) as running:
        yield running


@pytest.fixture
def built(static: Path) -> None:
    (static / "assets").mkdir(parents=True)
    (static / "index.html").write_text("<!doctype html><title>Callcue</title>")
    (static / "assets" / "index-4f2a.js").write_text("export {}")
    (static / "icon.svg").write_text("<svg/>")


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize("address", ADDRESSES)
async def test_every_address_of_the_page_gives_the_page(server: Server, address: str) -> None:
    answer = await server.client.get(address)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-cache"
    assert "Callcue" in answer.text
    assert (await server.client.head(address)).status_code == 200


@pytest.mark.usefixtures("built")
async def test_assets_are_kept_and_other_files_asked_for_again(server: Server) -> None:
    script = await server.client.get("/assets/index-4f2a.js")
    assert script.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert script.headers["content-type"].startswith("text/javascript")
    again = await server.client.get("/assets/index-4f2a.js", headers={"If-None-Match": script.headers["etag"]})
    assert (again.status_code, again.headers["cache-control"]) == (304, "public, max-age=31536000, immutable")
    assert (await server.client.get("/icon.svg")).headers["cache-control"] == "no-cache"


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize("address", ["/assets/gone-0000.js", "/somewhere", "/api/somewhere", "/calls", "/%2e%2e/secret", "/..%2fsecret"])
async def test_nothing_else_is_there(server: Server, static: Path, address: str) -> None:
    (static.parent / "secret").write_text("not for the page")
    answer = await server.client.get(address)
    assert answer.status_code == 404
    assert answer.json()["code"] == "unknown-address"


async def test_what_is_said_while_the_page_is_not_built(server: Server) -> None:
    answer = await server.client.get("/overlay")
    assert answer.status_code == 503
    assert "make setup" in answer.text
    assert (await server.client.get("/assets/index.js")).status_code == 404


async def test_a_build_is_found_without_a_restart(server: Server, static: Path) -> None:
    assert (await server.client.get("/")).status_code == 503
    static.mkdir()
    (static / "index.html").write_text("built")
    assert (await server.client.get("/")).text == "built"


def test_the_build_is_looked_for_beside_the_code() -> None:
    assert Path(__file__).resolve().parents[2] / "web" / "static" == STATIC
