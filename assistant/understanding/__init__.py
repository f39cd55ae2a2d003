"""What a turn does, and what the call has come to: acts read from words, and the understanding folded from acts."""
