"""When something is sent again."""

from datetime import datetime, timedelta

import pytest

from assistant.export.schedule import DELAYS, MOST_ASKED, asked_for, next_delay

NOW = datetime(2026, 3, 4, 10, 0, 0)


def test_soon_then_ever_later_for_three_days() -> None:
    assert next_delay(1) < timedelta(seconds=6)
    assert list(DELAYS) == sorted(DELAYS)
    assert timedelta(hours=71) < sum(DELAYS, timedelta()) <= timedelta(hours=72)
    for attempts, delay in enumerate(DELAYS, start=1):
        assert delay <= next_delay(attempts) <= delay * 1.1
    with pytest.raises(LookupError):
        next_delay(len(DELAYS) + 1)


def test_what_a_receiver_asks_for_is_granted_within_bounds() -> None:
    assert next_delay(1, timedelta(hours=3)) == timedelta(hours=3)
    assert next_delay(1, timedelta(days=400)) == MOST_ASKED
    assert next_delay(5, timedelta(seconds=1)) >= timedelta(hours=5)
    with pytest.raises(LookupError):
        next_delay(len(DELAYS) + 1, timedelta(hours=1))


@pytest.mark.parametrize(
    ("header", "asked"),
    [
        (None, None),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("120", timedelta(minutes=2)),
        ("9" * 400, timedelta(seconds=10**9)),
        ("Wed, 04 Mar 2026 10:01:00 GMT", timedelta(minutes=1)),
        ("Wed, 04 Mar 2026 11:01:00 +0100", timedelta(minutes=1)),
        ("Wed, 04 Mar 2026 09:00:00 GMT", timedelta(0)),
    ],
)
def test_retry_after(header: str | None, asked: timedelta | None) -> None:
    assert asked_for(header, NOW) == asked
