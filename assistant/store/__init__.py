"""Where calls are kept: their facts in order, their notes with every revision, and the folder of their sound."""

from assistant.store.store import Store
from assistant.store.summary import CallSummary

__all__ = ["CallSummary", "Store"]
