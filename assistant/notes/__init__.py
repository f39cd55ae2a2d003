"""Notes drafted after the call, from its own words, each line with the words it rests on."""
