"""The first start on a machine: measures which weights it is fast enough for, and says so in one line."""

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.settings import Settings
    from models.choice import Choice


def measure_first(settings: "Settings") -> None:
    """Measures this machine where its weights are to be chosen and that has not been done; says so in one line on standard error.

    For commands that hear calls in real time, before one begins. Blocks for some seconds the first time. Raises `Problem` where the choice
    can't be kept in the data folder.
    """
    from assistant.choosing import is_measured, measure_machine

    if is_measured(settings):
        return
    print("Measuring this machine for a few seconds… ", end="", file=sys.stderr, flush=True)
    choice = measure_machine(settings)
    print(_told(choice) if choice else "no weights can be used.", file=sys.stderr)


def _told(choice: "Choice") -> str:
    """What was chosen, and what the user should know about it."""
    from models.choice import GREATER

    told = list(choice.refused)
    if speed := choice.speed:
        told.insert(0, f"{choice.weights} chosen ({1 / speed.real_time_factor:.1f} × real time as in a live call).")
        if choice.disturbed:
            told.append("Other programs kept it busy, so it will be measured again the next time.")
        elif not speed.holds_goals:
            told.append("It is slow: words and prompts will come late.")
    if choice.room_for_greater:
        told.append(f"It is fast enough for better ones: callcue models add {GREATER}")
    return " ".join(told)
