"""tapecheck: reads market commentary and checks every cited number against the tape.

::

    acquire    a page, file, feed or archive  -> Article
    annotate   Article                        -> Reading (figures, people, quotes, calls, claims, ...)
    validate   Reading + market data          -> Verdicts
    write      Readings and Verdicts          -> JSON, tables
"""

__version__ = "0.1.0"
