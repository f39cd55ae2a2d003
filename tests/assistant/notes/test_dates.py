"""A time as said, with the day it means."""

import pytest

from assistant.notes.dates import dated, undated


@pytest.mark.parametrize(
    ("when", "date", "told"),
    [
        ("tomorrow at ten", "2026-03-05T10:00", "tomorrow at ten – Thursday 5 March, 10 am"),
        ("Tuesday at half two", "2026-03-10T14:30", "Tuesday at half two – 10 March, 2:30 pm"),
        ("by noon", "2026-03-04T12:00", "by noon – Wednesday 4 March, 12 pm"),
        ("this afternoon", "2026-03-04", "this afternoon – Wednesday 4 March"),
        ("the twelfth of March", "2026-03-12", "the twelfth of March"),
        ("by nine thirty", None, "by nine thirty"),
    ],
)
def test_the_day_stands_beside_a_time_that_does_not_name_it(when: str, date: str | None, told: str) -> None:
    assert dated(when, date) == told
    assert undated(told) == when


def test_no_time_is_none() -> None:
    assert undated(None) == ""
