"""The call: events, state, prompts, notes, store and command line. Knows nothing about HTTP or browsers."""
