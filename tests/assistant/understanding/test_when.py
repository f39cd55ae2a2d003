"""Times as said, as dates. The call takes place on Wednesday 4 March 2026 at ten in the morning."""

import pytest

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
