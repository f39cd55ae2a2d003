"""Puts the service together: the API, the two WebSockets and the pages, behind the guard."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from importlib.metadata import version
from pathlib import Path

from fastapi import FastAPI

from assistant.desk import Desk
from assistant.export.courier import Courier
from assistant.review.redrafting import Redrafts
from assistant.settings import Settings
from assistant.store import Store
from assistant.wording.wordings import Wordings
from web import api, clients, contacts, due, exports, labels, outcomes, playbook, review, search, sockets, wording
from web.guard import Guard
from web.links import Links
from web.links import router as router_of_links
from web.pages import STATIC, add_pages
from web.problems import Unexpected, add_handlers
from web.service import Service
from web.uploads import UploadFolder

DESCRIPTION = """
Calls of this machine. Every error is answered as `{code, message, remedy}`.

What happens in a call comes over a WebSocket, `/api/calls/{call}/events?after=SEQ`: every fact numbered above SEQ, in order, then facts and hints as
they happen, each one event as a JSON text message; closed 1000 after the last fact of an ended call, 4404 where there is no such call.
`/api/live` says which call is now running: `{"call": id}` or `{"call": null}`, at once and at every change.
"""


def make_app(desk: Desk, store: Store, settings: Settings, *, host: str = "127.0.0.1", static: Path = STATIC) -> FastAPI:
    """The whole service as one ASGI application for one event loop, the one `desk` lives on.

    `host` is what the server listens on, and so a name it may be called by. Stopping the application ends the calls of the desk;
    the store is the caller's to close. Raises `Problem` where the data folder can't be written.
    """

    uploads = UploadFolder(settings.data, settings.upload_limit)
    uploads.open()
    redrafts = Redrafts(store)
    wordings = Wordings(store, settings, redrafts, lambda: desk.current() is not None)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        sending = asyncio.create_task(Courier(store, settings).run())
        yield
        sending.cancel()
        with suppress(asyncio.CancelledError):
            await sending
        await wordings.close()
        await redrafts.close()
        await desk.close()
        uploads.close()

    # No pages of documentation: theirs fetch scripts from elsewhere, and nothing is fetched at run time.
    app = FastAPI(
        title="Callcue",
        version=version("callcue"),
        description=DESCRIPTION,
        lifespan=lifespan,
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        # Nothing leaves this machine, whatever the environment asks of the framework.
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
    )
    links = Links()
    app.state.service = Service(desk, store, settings, uploads, links, host, redrafts, wordings)
    add_handlers(app)
    app.include_router(api.router)
    app.include_router(clients.router)
    app.include_router(contacts.router)
    app.include_router(due.router)
    app.include_router(exports.router)
    app.include_router(labels.router)
    app.include_router(outcomes.router)
    app.include_router(playbook.router)
    app.include_router(review.router)
    app.include_router(search.router)
    app.include_router(sockets.router)
    app.include_router(wording.router)
    app.include_router(router_of_links)
    add_pages(app, static)
    app.add_middleware(Unexpected)
    app.add_middleware(Guard, host=host, admits=links.admits)
    return app
