"""How promises, suggestions, plans and put-offs are put, and what only looks like them."""

import re

import pytest

from assistant.notes.phrases import ASKED, NO_STEP, NOT_PROMISED, PARTING, PLAN, PROMISE, PUT_OFF, STATE, SUGGESTION


@pytest.mark.parametrize(
    ("pattern", "flat"),
    [
        (PROMISE, "i will call you at nine"),
        (PROMISE, "my driver will be there"),
        (PROMISE, "we are sending it tonight"),
        (SUGGESTION, "so could i come by with a couple of boxes"),
        (SUGGESTION, "then i release the second one"),
        (SUGGESTION, "i would rather come by"),
        (PLAN, "come about twelve fifteen"),
        (PLAN, "my driver is at you at three"),
        (PARTING, "ok , see you tuesday , wes"),
        (PUT_OFF, "i would have to ask my boss"),
        (NOT_PROMISED, "i do not think i will get on there"),
        (NO_STEP, "i was going to ring you anyway"),
        (ASKED, "so what time can i get in"),
        (STATE, "i am in leeds on wednesday"),
    ],
)
def test_is_so_put(pattern: re.Pattern[str], flat: str) -> None:
    assert pattern.search(flat)


@pytest.mark.parametrize(
    ("pattern", "flat"),
    [
        (PROMISE, "i will see"),
        (PROMISE, "i will let you go"),
        (PROMISE, "i will not do that"),
        (PROMISE, "i will be needing sand"),
        (SUGGESTION, "i would rather not talk about it"),
        (PLAN, "the office can wait"),
        (PLAN, "ok , so fifty six children now"),
        (PARTING, "see you about the contract on friday"),
        (PUT_OFF, "i know that"),
        (ASKED, "how about tuesday"),
        (STATE, "i am sending it on wednesday"),
    ],
)
def test_only_looks_like_it(pattern: re.Pattern[str], flat: str) -> None:
    assert not pattern.search(flat)
