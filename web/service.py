"""What every route stands on: the desk where calls run, the store where they are kept, and the settings."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from fastapi import Depends
from starlette.requests import HTTPConnection

from assistant.desk import Desk
from assistant.review.redrafting import Redrafts
from assistant.settings import Settings
from assistant.store import Store
from assistant.wording.wordings import Wordings
from web.uploads import UploadFolder

if TYPE_CHECKING:
    from web.links import Links


@dataclass(frozen=True, slots=True)
class Service:
    """One running service. Put in the app's state by `make_app`."""

    desk: Desk
    store: Store
    settings: Settings
    uploads: UploadFolder
    links: "Links"
    host: str
    """What it listens on."""
    redrafts: Redrafts
    wordings: Wordings


def service(connection: HTTPConnection) -> Service:
    """The service that answers this request or WebSocket."""
    found = connection.app.state.service
    assert isinstance(found, Service)
    return found


Here = Annotated[Service, Depends(service)]
