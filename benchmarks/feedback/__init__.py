"""How the feedback on wrong answers does."""
