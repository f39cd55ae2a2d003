"""Whether words of calls may go to the language model: always on this machine; elsewhere once somebody has said so for that very address."""

import logging
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import ValidationError

from assistant.addresses import is_loopback
from assistant.events import Frozen
from assistant.whole_file import write_whole
from audio.problem import Problem

FILE = "language-model.json"

_log = logging.getLogger(__name__)


class Agreed(Frozen):
    """What `language-model.json` holds. `addresses`: servers, as `origin` writes them, that words of calls may be sent to."""

    addresses: tuple[str, ...] = ()


def stays_here(address: str) -> bool:
    """Whether what is sent to the address stays on this machine."""
    return is_loopback(urlsplit(address).hostname or "")


def origin(address: str) -> str:
    """The server of an address: whoever agreed to it agreed to every path there."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc.lower()}"


def may_go(data: Path, address: str) -> bool:
    """Whether words of calls may be sent to the address."""
    return stays_here(address) or origin(address) in _agreed(data).addresses


def agree(data: Path, address: str) -> None:
    """Keeps that words of calls may be sent to the address. Raises `Problem` (`disk-full`)."""
    addresses = sorted({*_agreed(data).addresses, origin(address)})
    try:
        write_whole(data / FILE, Agreed(addresses=tuple(addresses)).model_dump_json().encode())
    except OSError as error:
        raise Problem("disk-full", f"It can't be kept that {origin(address)} may be asked: {error.strerror}.", "Free some space.") from error


def _agreed(data: Path) -> Agreed:
    try:
        return Agreed.model_validate_json((data / FILE).read_bytes())
    except FileNotFoundError:
        return Agreed()
    except (OSError, ValidationError):
        # What can't be read allows nothing: it is asked for again.
        _log.warning("%s can't be read: whether words may leave this machine is asked again", FILE)
        return Agreed()
