"""The routes under `/api/playbook`: the playbook in force, one's own file checked and saved, and a text tried on stored calls."""

import asyncio
import json
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Request
from pydantic import Field

from assistant.backtest import BackTest
from assistant.playbook import DEFAULT_PLAYBOOK, Playbook, load_playbook, parse_playbook
from assistant.playbook.in_force import PlaybookInForce
from assistant.playbook.schema import SCHEMA_FILE, published_schema
from assistant.prompts.registry import RULES
from assistant.yaml_file import FileMistake, read_file
from audio.problem import Problem
from web.api import FAILED
from web.bodies import Body
from web.own_playbook import as_text, digest, read_own, write_own
from web.playbook_view import PromptView, view
from web.service import Here
from web.trial import MOST_CALLS, Order, try_on

Words = Annotated[str, Field(max_length=2_000_000)]


class Text(Body):
    """A playbook's text as it stands in the editor, saved or not."""

    text: Words


class Save(Text):
    """A text to be kept. `based_on`: the hash of the text it was made from, null where there was no file."""

    based_on: str | None


class Attempt(Text):
    """A text to be tried on stored calls, named by their ids."""

    calls: tuple[Annotated[str, Field(max_length=64)], ...] = Field(min_length=1, max_length=MOST_CALLS)


class Mistake(Body):
    """What is wrong with a playbook's text. `line` counts from 1; null where no line can be named."""

    line: int | None
    message: str
    remedy: str


class OwnText(Body):
    """One's own file as it stands on disk."""

    text: str
    hash: str


class Checked(Body):
    """A text after checking: what is wrong with it, or the prompts it has."""

    mistake: Mistake | None
    prompts: tuple[PromptView, ...]


class PlaybookView(Body):
    """The playbook that the next call is judged by, and one's own file."""

    name: str
    """Of the playbook in force."""
    prompts: tuple[PromptView, ...]
    """Those in force."""
    path: str
    """Of one's own file, which need not be there."""
    own: OwnText | None
    """None where there is no such file, or it can't be read."""
    mistake: Mistake | None
    """Of one's own file: then the last good one is in force."""
    starter: str
    """What a first own file begins with."""


router = APIRouter(prefix="/api/playbook", responses=FAILED)


@router.get("", summary="The playbook in force, and one's own file")
async def read(here: Here) -> PlaybookView:
    return await asyncio.to_thread(_read, here.desk.playbook)


@router.get("/schema", summary="The JSON Schema of a playbook's text, by which an editor completes it")
async def text_schema() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(await asyncio.to_thread(published_schema))
    return found


@router.post("/check", summary="What is wrong with a playbook's text, or the prompts it has")
async def check(here: Here, body: Text) -> Checked:
    return await asyncio.to_thread(_check, body.text.encode(), here.desk.playbook.own_path)


@router.put("", summary="Save one's own playbook")
async def save(here: Here, body: Save) -> PlaybookView:
    """Refused where the text has a mistake, or where the file is no longer the one it was made from (`playbook-changed`)."""
    return await asyncio.to_thread(_save, body.text, body.based_on, here.desk.playbook)


@router.post("/try", summary="What a playbook's text would have shown on stored calls, beside the one in force")
async def attempt(request: Request, here: Here, body: Attempt) -> BackTest:
    """Takes up to a minute, in a process of its own. Going away ends it."""
    in_force = here.desk.playbook
    current = await asyncio.to_thread(in_force.current)
    return await try_on(request, Order(data=here.settings.data, current=current, path=in_force.own_path, text=body.text, calls=body.calls))


def _read(in_force: PlaybookInForce) -> PlaybookView:
    playbook = in_force.current()
    problem = in_force.problem
    try:
        own = read_own(in_force.own_path)
    except Problem as unreadable:
        own, problem = None, unreadable
    return PlaybookView(
        name=playbook.ref.name,
        prompts=_prompts(playbook, own or b""),
        path=str(in_force.own_path),
        own=None if own is None else OwnText(text=as_text(own), hash=digest(own)),
        mistake=None if problem is None else _mistake(problem, in_force.own_path),
        starter=DEFAULT_PLAYBOOK.with_name("starter.yaml").read_text(encoding="utf-8").replace("FILE", in_force.own_path.name),
    )


def _check(content: bytes, path: Path) -> Checked:
    try:
        playbook = parse_playbook(content, str(path), RULES)
    except Problem as problem:
        return Checked(mistake=_mistake(problem, path), prompts=())
    return Checked(mistake=None, prompts=_prompts(playbook, content))


def _save(text: str, based_on: str | None, in_force: PlaybookInForce) -> PlaybookView:
    parse_playbook(text.encode(), str(in_force.own_path), RULES)
    write_own(in_force.own_path, text, based_on)
    schema = in_force.own_path.with_name(SCHEMA_FILE.name)
    if based_on is None and read_own(schema) is None:
        # For the editors of those who go on in a program of their own.
        write_own(schema, published_schema(), None)
    return _read(in_force)


def _prompts(playbook: Playbook, content: bytes) -> tuple[PromptView, ...]:
    return view(playbook, content, load_playbook(), read_file(DEFAULT_PLAYBOOK))


def _mistake(problem: Problem, path: Path) -> Mistake:
    """The mistake without the file's name where it is the one that is edited, whose line is told apart."""
    if isinstance(problem, FileMistake) and problem.name == str(path):
        return Mistake(line=problem.line, message=f"{problem.found[0].upper()}{problem.found[1:]}.", remedy=problem.remedy)
    return Mistake(line=None, message=problem.message, remedy=problem.remedy)
