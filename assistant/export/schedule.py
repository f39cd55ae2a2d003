"""When something is sent again that did not arrive: soon, then less and less often, for three days."""

import random
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

DELAYS = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=20),
)
"""After the first attempt, the second… The schedule that Standard Webhooks gives as an example, its end drawn in to three days. Attempts
are counted, not days: a laptop that was shut for a week has lost none."""
MOST_ASKED = timedelta(days=1)
"""How long a receiver may ask to be left alone."""
AT_WORK = timedelta(minutes=2)
"""How long an attempt is left to whoever began it; after that, it was cut off."""


def next_delay(attempts: int, asked: timedelta | None = None) -> timedelta:
    """How long to wait after so many attempts (from 1), up to a tenth longer, so that many don't come back at once; not less than was
    `asked` for.

    Raises `LookupError` where it is to be given up.
    """
    delay = DELAYS[attempts - 1] * random.uniform(1, 1.1)
    return max(delay, min(asked, MOST_ASKED)) if asked else delay


def asked_for(retry_after: str | None, now: datetime) -> timedelta | None:
    """What a `Retry-After` header asks for: seconds, or a date; None where it asks for nothing that can be understood. `now`: UTC, no offset."""
    if retry_after is None:
        return None
    if retry_after.strip().isdecimal():
        return timedelta(seconds=min(int(retry_after), 10**9))
    try:
        until = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    return max(until.astimezone(UTC).replace(tzinfo=None) - now, timedelta(0))
