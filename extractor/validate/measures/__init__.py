"""One measure a file: a pure function of series, period and parameters."""
