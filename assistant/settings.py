"""Every setting, in one list: name, default, what it is for. Each is read from an environment variable, `CALLCUE_` and its name."""

import os
from pathlib import Path
from typing import Any

from platformdirs import user_data_path
from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from audio.problem import Problem

PREFIX = "CALLCUE_"


def _user_data() -> Path:
    return user_data_path("callcue", appauthor=False)


class Settings(BaseSettings):
    """The settings in force. Made by `load_settings`, which tells mistakes as problems."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True, frozen=True, extra="forbid")

    data: Path = Field(default_factory=_user_data, description="Folder of the calls: database, recordings, fetched weights.")
    weights: str = Field(default="base", min_length=1, description="Recogniser's weights: base, tiny.en, a model of the hub, or a folder.")
    language: str = Field(default="en", pattern="^[a-z]{2,3}$", description="Language spoken on the calls, as its ISO 639 code.")
    host: str = Field(default="127.0.0.1", min_length=1, description="Address the service listens on.")
    port: int = Field(default=8765, ge=0, le=65535, description="Port the service listens on; 0 takes a free one.")
    upload_limit: int = Field(default=4_000_000_000, gt=0, description="Largest recording that may be uploaded, in bytes.")

    @field_validator("data")
    @classmethod
    def _from_home(cls, data: Path) -> Path:
        return data.expanduser().absolute()


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
    return f"{message}. {about}"
