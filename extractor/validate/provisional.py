"""What may still change: a feed's last row, until the session after it."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from extractor.calendar import calendar
from extractor.market import instrument_of
from extractor.records import Claim, Observation
from extractor.registry import Instrument
from extractor.validate.finding import Finding


def settled(claim: Claim, finding: Finding) -> Finding:
    """The finding; a refutation by a value that was got before the session after its day decides nothing.

    Feeds publish a preliminary close first and correct it overnight.
    """
    if finding.label != "refuted":
        return finding
    instrument = instrument_of(claim.instrument or "")
    early = next((one for one in finding.evidence if not is_settled(instrument, one)), None)
    if early is None:
        return finding
    why = f"{finding.explanation}; but {early.date} was got on {early.retrieved_at} and may yet be corrected"
    return finding._replace(label="not_enough_info", reason="source_differs", explanation=why)


def is_settled(instrument: Instrument, seen: Observation) -> bool:
    """Whether the value was got on or after the next session of the instrument's market, or nobody knows when."""
    if seen.retrieved_at is None:
        return True
    got = dt.datetime.fromisoformat(seen.retrieved_at)
    day = got.astimezone(ZoneInfo(instrument.zone)).date() if got.tzinfo else got.date()
    return day >= calendar(instrument.calendar).offset(seen.date, 1)
