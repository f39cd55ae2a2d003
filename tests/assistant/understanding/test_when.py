"""Times as said, as dates. The call takes place on Wednesday 4 March 2026 at ten in the morning."""

from datetime import date as Date
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.understanding.text import sentences
from assistant.understanding.times import find_times
from assistant.understanding.when import resolve
from tests.assistant.understanding.calls import DATE, lines

RESOLVED = [
    ("in half an hour", "2026-03-04T10:30"),
    ("in two hours", "2026-03-04T12:00"),
    ("in ten minutes", "2026-03-04T10:10"),
    ("within the hour", "2026-03-04T11:00"),
    ("today at four", "2026-03-04T16:00"),
    ("4 pm today", "2026-03-04T16:00"),
    ("at four", "2026-03-04T16:00"),
    ("by noon tomorrow", "2026-03-05T12:00"),
    ("tomorrow", "2026-03-05"),
    ("first thing tomorrow", "2026-03-05"),
    ("the day after tomorrow", "2026-03-06"),
    ("Thursday", "2026-03-05"),
    ("Thursday, half past ten", "2026-03-05T10:30"),
    ("Friday at half three", "2026-03-06T15:30"),
    ("Friday, er, from two", "2026-03-06T14:00"),
    ("Wednesday at ten", "2026-03-11T10:00"),
    ("Monday at quarter to nine", "2026-03-09T08:45"),
    ("Tuesday at ten past four", "2026-03-10T16:10"),
    ("a week on Friday", "2026-03-13"),
    ("Saturday week", "2026-03-14"),
    ("a week today", "2026-03-11"),
    ("next Tuesday", "2026-03-10"),
    ("the twelfth", "2026-03-12"),
    ("the twenty-first", "2026-03-21"),
    ("the 3rd of April at two", "2026-04-03T14:00"),
    ("June 14th", "2026-06-14"),
    ("Tuesday the tenth, at eleven", "2026-03-10T11:00"),
    ("the end of the month", "2026-03-31"),
    ("the end of today", "2026-03-04"),
    ("this afternoon", "2026-03-04"),
    ("10:30 on Monday", "2026-03-09T10:30"),
    ("Monday morning at nine", "2026-03-09T09:00"),
    ("in two weeks' time", "2026-03-18"),
    ("Thursday week", "2026-03-12"),
    ("tomorrow week", "2026-03-12"),
    ("a week Tuesday", "2026-03-17"),
    ("two weeks on Monday", "2026-03-23"),
    ("Monday fortnight", "2026-03-23"),
    ("in a fortnight", "2026-03-18"),
    ("a fortnight today", "2026-03-18"),
    ("end of next week", "2026-03-13"),
    ("by the end of June", "2026-06-30"),
    ("the last Friday of the month", "2026-03-27"),
    ("the first Monday of April", "2026-04-06"),
    ("in a month", "2026-04-04"),
    ("the third", "2026-04-03"),
    ("half four Tuesday", "2026-03-10T16:30"),
    ("4.30 on Tuesday", "2026-03-10T16:30"),
    ("Tuesday at 4:30pm", "2026-03-10T16:30"),
    ("Tuesday, no, Wednesday", "2026-03-11"),
    ("Tuesday — no, Wednesday at two", "2026-03-11T14:00"),
    ("at nine", "2026-03-05T09:00"),
    ("at seven", "2026-03-04T19:00"),
    ("April 12", "2026-04-12"),
    ("the twelfth of April", "2026-04-12"),
    ("the 29th of February", "2028-02-29"),
    ("the 31st of April", None),
    ("Tuesday or Wednesday", "2026-03-10"),
    ("by five o'clock", "2026-03-04T17:00"),
    ("next week", None),
    ("in 9999999999 days", None),
    ("soon", None),
    ("when you're back", None),
    ("last Tuesday", None),
    ("two days ago", None),
]

DEFINITE = """
I'll ring you in half an hour.
Tuesday or Wednesday.
Thursday at half past ten.
First thing Monday.
By the end of the day.
Could you do ten a.m. on the twelfth?
Say nine.
In two weeks' time.
Half eleven.
At your back door by eleven fifteen.
Friday, er, from two.
On the third.
By close of business Friday.
After lunch.
Same time next week.
The 5th of May.
On Sunday evening.
Monday the ninth, eightish.
It'll be there within the hour.
tomorrow at 9
By sixteen hundred on Friday.
Fifteen hundred hours.
"""

VAGUE = """
Sometime next week.
Soon.
When you're back.
In a few days.
Later this week.
Early next month.
After the holidays.
In a week or two.
At some point.
In the new year.
Whenever suits.
In due course.
"""

NO_TIME = """
We have ten people.
Two pounds each.
The new one is on the fourth floor.
We spoke last Tuesday.
Two days ago.
I've cancelled my ten o'clock.
It may rain.
I'd say twelve hundred, about.
It's at fifteen hundred pounds.
How many washes do they do in a week?
"""


@pytest.mark.parametrize(("text", "date"), RESOLVED)
def test_a_time_as_said_has_its_date(text: str, date: str | None) -> None:
    assert resolve(text, DATE) == date


def found(say: str) -> list[bool]:
    return [time.definite for sentence in sentences([say]) for time in find_times(sentence.flat)]


@pytest.mark.parametrize("say", lines(DEFINITE))
def test_what_can_be_put_in_a_diary(say: str) -> None:
    assert True in found(say)


@pytest.mark.parametrize("say", lines(VAGUE))
def test_what_cannot(say: str) -> None:
    assert found(say)
    assert True not in found(say)


@pytest.mark.parametrize("say", lines(NO_TIME))
def test_what_names_no_time_to_come(say: str) -> None:
    assert True not in found(say)


DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
SUFFIXES = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)).map(lambda moment: moment.replace(second=0, microsecond=0))


@given(MOMENTS, st.integers(0, 6))
def test_a_weekday_is_the_next_one(moment: datetime, weekday: int) -> None:
    day = Date.fromisoformat(resolve(DAYS[weekday], moment.isoformat()) or "")
    assert day.weekday() == weekday
    assert 1 <= (day - moment.date()).days <= 7
    for words in (f"a week on {DAYS[weekday]}", f"{DAYS[weekday]} week", f"a week {DAYS[weekday]}"):
        assert resolve(words, moment.isoformat()) == (day + timedelta(weeks=1)).isoformat()


@given(MOMENTS, st.integers(1, 31))
def test_a_day_of_the_month_is_the_next_such_day(moment: datetime, number: int) -> None:
    day = Date.fromisoformat(resolve(f"the {number}{SUFFIXES.get(number, 'th')}", moment.isoformat()) or "")
    assert day.day == number
    assert 0 <= (day - moment.date()).days <= 62


@given(MOMENTS, st.integers(1, 12))
def test_an_hour_is_still_to_come_and_within_a_day(moment: datetime, hour: int) -> None:
    found = datetime.fromisoformat(resolve(f"at {hour} o'clock", moment.isoformat()) or "")
    assert timedelta() < found - moment <= timedelta(days=1)
    assert found.hour % 12 == hour % 12


@given(
    MOMENTS,
    st.text(max_size=60) | st.lists(st.sampled_from("the a week on no end of month 3 31 Friday tomorrow first at ten in half".split())).map(" ".join),
)
def test_no_words_break_it_and_what_is_found_is_a_date(moment: datetime, words: str) -> None:
    found = resolve(words, moment.isoformat())
    assert found is None or datetime.fromisoformat(found)
