"""Weights and what runs them, behind small protocols. Knows nothing about calls."""
