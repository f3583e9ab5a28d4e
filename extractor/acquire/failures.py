"""An error of one input -> the Failure row that stands for it."""

from __future__ import annotations

import traceback

from extractor.errors import InputError
from extractor.records import Failure

_STAGE = "extractor.acquire."


def failure_of(error: InputError, locator: str) -> Failure:
    """The Failure; its component is the file of acquire/ that raised, its message leaves the locator out."""
    names = [frame.f_globals.get("__name__", "") for frame, _ in traceback.walk_tb(error.__traceback__)]
    raised_in = [name.removeprefix(_STAGE) for name in names if name.startswith(_STAGE)]
    return Failure(
        stage="acquire",
        component=raised_in[-1] if raised_in else "inputs",
        error=type(error).__name__,
        message=str(type(error)(error.what, todo=error.todo)),
        locator=locator,
    )
