"""How long a reader of the website waits for the first verdict on an answer, and what it moves."""
