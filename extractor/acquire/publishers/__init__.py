"""One file a publisher whose markup is known."""
