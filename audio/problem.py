"""What went wrong, said once for people and once for programs; and what a log may say of a mistake of ours."""

import traceback


class Problem(Exception):
    """An error a user can act on: shown as one line, carried in `error.raised`, answered over HTTP.

    `code` is kebab-case and stable, so that it can be searched for; `message` says what is wrong; `remedy` says what to do.
    None of the three ever holds words of a call.
    """

    def __init__(self, code: str, message: str, remedy: str) -> None:
        super().__init__(f"{message} {remedy}")
        self.code = code
        self.message = message
        self.remedy = remedy

    def __reduce__(self) -> "tuple[type[Problem], tuple[str, str, str]]":
        # So that one raised in another process arrives whole.
        return Problem, (self.code, self.message, self.remedy)


def place_of(error: BaseException) -> str:
    """The type and the place of an error for the log, without its message, which may hold words of a call."""
    return f"{type(error).__name__}\n{''.join(traceback.format_tb(error.__traceback__))}"
