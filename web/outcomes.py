"""The routes of outcomes: what became of each prompt over all calls, and a prompt that is to be shown again."""

import asyncio
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Response

from assistant.judge import playbook_in_force
from assistant.outcomes import Outcomes, outcomes
from web.api import FAILED
from web.bodies import Body
from web.service import Here

router = APIRouter(prefix="/api/outcomes", responses=FAILED)

Name = Annotated[str | None, Query(max_length=200)]


class OutcomesView(Outcomes):
    """The same with the wording that each prompt has in the playbook in force."""

    texts: dict[str, str]


class ShowAgain(Body):
    """A prompt, and the rep it grew quiet for; None: the one of the settings."""

    prompt: str
    rep: str | None = None


@router.get("", summary="What became of each prompt, by playbook and rep")
async def read(here: Here, playbook: Name = None, rep: Name = None, since: date | None = None) -> OutcomesView:
    """`playbook`: its name or hash; `since`: calls that began on that day or later."""
    found = outcomes(here.store, rep=rep, playbook=playbook, since=since.isoformat() if since else None)
    in_force = await asyncio.to_thread(playbook_in_force(here.settings).current)
    return OutcomesView(outcomes=found.outcomes, quiet=found.quiet, texts={prompt: entry.text for prompt, entry in in_force.prompts.items()})


@router.post("/show-again", status_code=204, response_class=Response, summary="Show a prompt again that was sent away too often")
async def show_again(here: Here, body: ShowAgain) -> None:
    here.store.show_again(body.rep or here.settings.rep, body.prompt)
