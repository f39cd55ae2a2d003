"""What to say of the language of a call: it could not be recognised, or it is not the one that the playbook is written for."""

from assistant.playbook import Playbook
from audio.problem import Problem


def written_for(playbook: Playbook) -> str:
    """The code of the language that a playbook is written for, without its country."""
    return playbook.language.partition("-")[0].lower()


def language_problem(language: str, probability: float | None, playbook: Playbook) -> Problem | None:
    """What the user should know of the language that a call is taken to be in; `probability`: None where it could not be recognised."""
    if probability is None:
        return Problem(
            "language-unsure",
            f"The language of this call could not be recognised, so it is written down as {language!r}.",
            "Which is it? Name it for the next calls with CALLCUE_LANGUAGE, 'en' for instance, and replay this one '--from sound'.",
        )
    if language != written_for(playbook):
        return Problem(
            "language-differs",
            f"This call is in the language {language!r}, but the playbook is written for {written_for(playbook)!r}: prompts are off.",
            "Use a playbook for that language (--playbook), or name another language with CALLCUE_LANGUAGE.",
        )
    return None
