"""Pin what is reached on the gold, so that it can only rise: corpus/floors.json.

    python bench/floors.py [--allow-regression]

Each floor is the measure of today less a margin that one record may cost. A floor never falls without
`--allow-regression`; say in the commit why it had to. Where the development gold beside the checkout is absent its
floors are kept as they are.
"""

from __future__ import annotations

import hashlib
import json
import math
import sys
from pathlib import Path
from typing import Any

from score_gold import score

ROOT = Path(__file__).resolve().parents[1]
FLOORS = ROOT / "corpus" / "floors.json"
SETS = {"gold": ROOT / "corpus" / "gold", "gold-dev": ROOT.parent / "shared" / "gold-dev"}
MARGIN = 0.005


def digest(folder: Path) -> str:
    """SHA-256 over names and bytes of the gold, so that a floor says of which gold it speaks."""
    whole = hashlib.sha256()
    for path in sorted(folder.rglob("*.json")):
        whole.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()


def pinned(measured: dict[str, float]) -> dict[str, float]:
    """The floors that the measures of today allow."""
    return {name: max(0.0, math.floor((value - MARGIN) * 1000) / 1000) for name, value in measured.items()}


def fallen(old: dict[str, float], new: dict[str, float]) -> list[str]:
    """What would be lowered, in words."""
    return [f"{name} {old[name]} -> {new.get(name)}" for name in old if new.get(name, 0.0) < old[name]]


def main() -> int:
    """Re-pin every set that is here; refuse to lower any floor unless told to."""
    floors: dict[str, Any] = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    lower: list[str] = []
    for name, folder in SETS.items():
        if folder.is_dir():
            before = floors.get(name, {}).get("floors", {})
            now = pinned(score(folder))
            lower += [f"{name}: {words}" for words in fallen(before, now) if "--allow-regression" not in sys.argv]
            kept = now if "--allow-regression" in sys.argv else {k: max(v, before.get(k, 0.0)) for k, v in now.items()}
            floors[name] = {"digest": digest(folder), "floors": kept}
    if lower:
        print("these floors would fall (use --allow-regression and say why):", *lower, sep="\n  ", file=sys.stderr)
        return 1
    FLOORS.write_text(json.dumps(floors, indent=2) + "\n", encoding="utf-8")
    print(f"pinned {sum(len(each['floors']) for each in floors.values())} floors in {FLOORS.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
