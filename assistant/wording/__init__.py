"""Notes put better by a language model, where one is switched on: narrow questions, and nothing kept that the words of the call do not bear out."""
