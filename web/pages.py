"""The built page: one HTML document for every address the page itself draws, and the assets it names."""

from importlib.resources import files
from pathlib import Path

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from audio.problem import Problem
from web.problems import status

STATIC = Path(str(files("web"))) / "static"
"""Where the build of `web/ui` is put, in the working tree and in the wheel alike."""

ADDRESSES = (
    "/",
    "/overlay",
    "/calls/{call}",
    "/calls/{call}/replay",
    "/search",
    "/due",
    "/clients",
    "/clients/{key:path}",
    "/coaching",
    "/playbook",
    "/outcomes",
)
"""Addresses the page draws by itself."""

FOR_EVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"


class Built(StaticFiles):
    """Files of the build. Those under `assets/` carry a hash of their content in their name and are kept for ever; others are asked for again."""

    async def check_config(self) -> None:
        """Nothing: where there is no folder yet, its files are not found, as any that is not there."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        hashed = Path(path).parts[:1] == ("assets",) and response.status_code < 400
        response.headers["Cache-Control"] = FOR_EVER if hashed else ASK_AGAIN
        return response


def add_pages(app: FastAPI, static: Path) -> None:
    """Serves the build in `static`. Added last, since it takes every address nothing else has taken.

    The build may be made while the service runs; until there is one, the pages say what to do.
    """

    async def page(_: Request) -> Response:
        index = static / "index.html"
        if not index.is_file():
            return _not_built()
        return FileResponse(index, media_type="text/html", headers={"Cache-Control": ASK_AGAIN})

    for address in ADDRESSES:
        app.add_route(address, page, methods=["GET", "HEAD"], include_in_schema=False)
    app.mount("/", Built(directory=static, check_dir=False))


def _not_built() -> Response:
    problem = Problem("page-not-built", "The page has not been built yet.", "Run: make setup")
    return PlainTextResponse(f"{problem.message} {problem.remedy}\n", status_code=status(problem), headers={"Cache-Control": ASK_AGAIN})
