"""Which calls are looked for: by words, and by what is known of each call."""

from datetime import date

from assistant.events import Frozen, Kind


class Wanted(Frozen):
    """All that is given must be true of a call; what is None or empty is not asked."""

    words: str = ""
    """As typed: each must occur in the words said, the notes, what was typed during the call, or the client's name."""
    client: str | None = None
    """Part of the client's name, in any case."""
    kind: Kind | None = None
    since: date | None = None
    """The first day, local."""
    until: date | None = None
    """The last day, local."""
    prompt: str | None = None
    """Id of a prompt that was shown."""
    next_step: bool | None = None
    """Whether its notes have a next step. A call without notes has neither that nor none."""
    approved: bool | None = None
    """Whether its notes are approved."""
