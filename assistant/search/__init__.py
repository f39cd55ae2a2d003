"""Finding a call again: what a rep types is never a language of its own, and every word of it must occur in the call."""
