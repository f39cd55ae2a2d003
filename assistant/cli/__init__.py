"""The command line: one file a command, and what they share. Heavy parts are imported by the command that needs them."""
