"""Every setting but the thresholds of hearing: name, default, what it is for. Each is read from an environment variable, `CALLCUE_` and its name."""

import os
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from platformdirs import user_data_path
from pydantic import AfterValidator, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant.events import ME
from assistant.export.names import parse_formats
from audio.problem import Problem

PREFIX = "CALLCUE_"

AUTO = "auto"
"""Of weights: the best that this machine is fast enough for. Of the language: recognised from the first seconds of speech."""
OF_PLAYBOOK = "playbook"
"""Of the language: the one that the playbook is written for."""


def _user_data() -> Path:
    return user_data_path("callcue", appauthor=False)


def _formats(text: str) -> str:
    parse_formats(text)
    return text


def _server(address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.port == 0 or parts.username or parts.query or parts.fragment:
        raise ValueError("An address begins with http:// or https:// and has neither a name nor a password in it")
    return address


class Settings(BaseSettings):
    """Where calls are kept, what recognises them, how the service is reached. Made by `load_settings`, which tells mistakes as problems."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True, frozen=True, extra="forbid", use_attribute_docstrings=True)

    data: Path = Field(default_factory=_user_data)
    """Folder of the calls: database, recordings, fetched weights."""
    weights: str = Field(default=AUTO, min_length=1)
    """Recogniser's weights: auto (the best that this machine is measured to be fast enough for), base, tiny.en, a model of the hub, or a folder."""
    language: str = Field(default=OF_PLAYBOOK, pattern=f"^({AUTO}|{OF_PLAYBOOK}|[a-z]{{2,3}})$")
    """Language spoken on the calls: its ISO 639 code, playbook (the one that the playbook is written for, English in Callcue's own), or auto
    (recognised once from the first seconds of speech)."""
    playbook: Path | None = None
    """File of the playbook that calls are judged by. Where none is named, playbook.yaml in the data folder if there is one, else Callcue's own."""
    rep: str = Field(default=ME, min_length=1, max_length=64)
    """Who calls, where several share one data folder: what became of prompts is kept by rep, and what one sends away grows quieter for that one."""
    host: str = Field(default="127.0.0.1", min_length=1)
    """Address the service listens on. Other devices see nothing but the overlay of a call, by a link made there; 0.0.0.0 lets them reach it."""
    port: int = Field(default=8765, ge=0, le=65535)
    """Port the service listens on; 0 takes a free one."""
    upload_limit: int = Field(default=4_000_000_000, gt=0)
    """Largest recording that may be uploaded, in bytes: five hours and a half of two channels at 48 kHz, uncompressed."""
    export_when_approved: Path | None = None
    """Folder that notes are written to when they are approved. Where none is named, nothing is written."""
    export_formats: Annotated[str, AfterValidator(_formats)] = "md"
    """Formats that approved notes are written in, with commas between them: md, txt, json, csv, ics, hubspot, salesforce, folder."""
    writer_address: Annotated[str, AfterValidator(_server)] | None = None
    """Address of an OpenAI-compatible server whose language model may word notes better, such as http://127.0.0.1:11434/v1. Where none is named,
    no language model is asked for anything."""
    writer_model: str = Field(default="default", min_length=1)
    """What the language model is called there. A server that has but one mostly takes any name."""
    writer_key: SecretStr | None = None
    """Key that the server of the language model asks for, if any. It is shown nowhere."""
    writer_seconds: float = Field(default=180.0, gt=0, le=3600)
    """Seconds that one answer of the language model may take; the notes of a call take several. A small model on two cores reads for a
    minute before it begins to write."""

    @field_validator("data", "playbook", "export_when_approved")
    @classmethod
    def _from_home(cls, path: Path | None) -> Path | None:
        return None if path is None else path.expanduser().absolute()


def load_settings(**given: Any) -> Settings:
    """The settings: `given` ones (None: not given) before the environment before the defaults. Raises `Problem` (`setting-mistake`)."""
    named = {name: value for name, value in given.items() if value is not None}
    try:
        return Settings(**named)
    except ValidationError as error:
        detail = error.errors()[0]
        name = str(detail["loc"][0])
        variable = PREFIX + name.upper()
        if name in named or variable not in os.environ:
            variable = f"The setting {name}"
        raise Problem("setting-mistake", f"{variable} is {str(detail['input'])!r}.", _remedy(name, detail["msg"])) from error


def _remedy(name: str, message: str) -> str:
    about = Settings.model_fields[name].description or ""
    return f"{message}. {' '.join(about.split())}"
