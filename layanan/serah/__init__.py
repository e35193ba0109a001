"""Hand-over: codes to download with, collectors' signatures, reminders, who opened a file."""
