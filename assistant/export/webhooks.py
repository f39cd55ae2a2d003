"""Who is told of approved notes: `webhooks.yaml` in the data folder, and how what is sent is signed (Standard Webhooks 1.0).

    webhooks:
      - name: crm
        url: https://crm.example.com/callcue
        secret: whsec_…
        leaves_machine: yes

An address that is not this machine must say `leaves_machine: yes`: what is sent has words of the call in it, and nothing of a call goes
anywhere unless somebody has said so.
"""

import base64
import binascii
import hashlib
import hmac
import secrets
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, ValidationInfo, field_validator

from assistant.addresses import is_loopback
from assistant.events import Frozen
from assistant.yaml_file import load_yaml

FILE = "webhooks.yaml"
SECRET = "whsec_"
"""What a secret begins with; the rest is 24 to 64 bytes in base64."""
FOLDER = "folder"
"""No webhook's name: the folder of approved notes goes by it where deliveries are listed."""


def _address(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("an address that begins with https:// or http://")
    if parts.username or parts.password:
        raise ValueError("an address without name and password: the signature says who sends")
    return url


def _secret(text: str) -> str:
    if not 24 <= len(key_of(text)) <= 64:
        raise ValueError(f"{SECRET} and 24 to 64 bytes in base64, as callcue webhooks secret makes it")
    return text


def key_of(secret: str) -> bytes:
    """The bytes to sign with; none where the secret is not written as one."""
    try:
        return base64.b64decode(secret.removeprefix(SECRET), validate=True) if secret.startswith(SECRET) else b""
    except binascii.Error:
        return b""


class Webhook(Frozen):
    """Where approved notes are sent. `name`: by which deliveries are listed."""

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")
    url: Annotated[str, AfterValidator(_address)]
    secret: Annotated[str, AfterValidator(_secret)] = Field(repr=False)
    leaves_machine: bool | None = Field(default=None, validate_default=True)
    """Whether notes may leave this machine: needed where the address is another one's."""

    @field_validator("name")
    @classmethod
    def _not_the_folder(cls, name: str) -> str:
        if name == FOLDER:
            raise ValueError("another name: this one means the folder of approved notes")
        return name

    @field_validator("leaves_machine")
    @classmethod
    def _said(cls, said: bool | None, info: ValidationInfo) -> bool | None:
        url = info.data.get("url")
        if url and not said and not stays_here(url):
            raise ValueError(f"yes, since {host_of(url)} is not this machine and notes with words of the call will be sent there")
        return said


class WebhooksFile(Frozen):
    """What `webhooks.yaml` holds."""

    webhooks: tuple[Webhook, ...] = ()

    @field_validator("webhooks")
    @classmethod
    def _names_once(cls, hooks: tuple[Webhook, ...]) -> tuple[Webhook, ...]:
        if len({hook.name for hook in hooks}) < len(hooks):
            raise ValueError("each name once")
        return hooks


def load_webhooks(data: Path) -> tuple[Webhook, ...]:
    """The webhooks of a data folder; none where there is no file. Raises `Problem` (`file-mistake`) with the line of the first mistake."""
    path = data / FILE
    return load_yaml(path, WebhooksFile).webhooks if path.exists() else ()


def host_of(url: str) -> str:
    return urlsplit(url).hostname or ""


def stays_here(url: str) -> bool:
    """Whether what is sent to the address stays on this machine."""
    return is_loopback(host_of(url))


def new_secret() -> str:
    """A secret that nobody has yet."""
    return SECRET + base64.b64encode(secrets.token_bytes(32)).decode()


def headers(secret: str, message: str, seconds: int, body: bytes) -> dict[str, str]:
    """What goes before a body: `message` is its id, the same at every attempt; `seconds`: Unix time of this one."""
    signed = hmac.new(key_of(secret), f"{message}.{seconds}.".encode() + body, hashlib.sha256).digest()
    return {
        "Content-Type": "application/json",
        "Webhook-Id": message,
        "Webhook-Timestamp": str(seconds),
        "Webhook-Signature": f"v1,{base64.b64encode(signed).decode()}",
    }
