"""Queue numbers at the counter and the call screen."""
