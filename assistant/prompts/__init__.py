"""When each prompt is due and when it is over, and which one is on the screen."""
