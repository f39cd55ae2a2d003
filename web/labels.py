"""The routes of labels: what a rep says of a stored call's prompts, and which prompts could have been missed on it."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Query

from assistant.judge import playbook_in_force
from assistant.labels import Label
from web.api import FAILED, CallId
from web.bodies import Body
from web.service import Here

router = APIRouter(prefix="/api/calls/{call}/labels", responses=FAILED)

PromptId = Annotated[str, Query(max_length=64)]


class Choice(Body):
    """A prompt of the playbook in force, by its wording."""

    prompt: str
    text: str


class Labels(Body):
    """What has been said of a call's prompts, and the prompts for its kind of call, one of which may have been missed."""

    labels: tuple[Label, ...]
    prompts: tuple[Choice, ...]


@router.get("", summary="What was said of the call's prompts")
async def labels(here: Here, call: CallId) -> Labels:
    kind = here.store.call(call).kind
    playbook = await asyncio.to_thread(playbook_in_force(here.settings).current)
    choices = (Choice(prompt=prompt, text=entry.text) for prompt, entry in playbook.prompts.items() if kind in entry.kinds)
    return Labels(labels=tuple(here.store.labels(call)), prompts=tuple(choices))


@router.put("", status_code=204, summary="Say that a prompt was right, wrong or missed")
async def put(here: Here, call: CallId, body: Label) -> None:
    """What was said in the same place before goes."""
    here.store.put_label(call, body, here.settings.rep)


@router.delete("", status_code=204, summary="Take back what was said of a prompt")
async def remove(
    here: Here, call: CallId, prompt: PromptId, seq: int | None = None, utterance: Annotated[str | None, Query(max_length=64)] = None
) -> None:
    """`seq` of the prompt that was shown, or the `utterance` at which one was missed."""
    here.store.remove_label(call, prompt, seq=seq, utterance=utterance)
