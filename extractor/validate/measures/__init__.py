"""The measures: small pure functions of series, days and parameters. No article, no claim, no files.

`moves` (level, change, return, relative return), `history` (records, thresholds, windows), `streaks`, `largest`,
`study` (zscore, event study), `closed`. Spreads and ratios are series of their own (market.py makes them).
"""
