"""Whose voice a track carries. By itself, so that what deals in words alone need not load numpy (a fifth of a second)."""

from typing import Literal

Side = Literal["rep", "client", "mixed"]
