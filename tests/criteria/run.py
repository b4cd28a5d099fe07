"""Runs the numeric "done when" criteria that need no download, and says which ones it did not run.

    pip install numpy scikit-learn palmerpenguins gymnasium
    python tests/criteria/run.py            # all
    python tests/criteria/run.py numpy.b    # some

Each check does what a careful learner would do and returns the figure it saw and whether the criterion held.
It exits with 1 when a criterion did not hold.
"""

import pathlib
import re
import sys
import time

import basics
import learning
import decisions

DATA = pathlib.Path(__file__).resolve().parents[2] / "src" / "roadmap" / "data"


def criteria():
    """Every criterion of the built-in roadmap as {"step.letter": text}."""
    found, step = {}, None
    for path in sorted(DATA.glob("[0-9]-*.yaml")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if match := re.match(r"      - id: (\S+)", line):
                step = match[1]
            elif match := re.match(r"          ([a-z]): (.+)", line):
                found[f"{step}.{match[1]}"] = match[2].strip('"')
    return found


def main(names):
    known = criteria()
    checks = {**basics.CHECKS, **learning.CHECKS, **decisions.CHECKS}
    gone = [name for name in checks if name not in known]
    if gone:
        sys.exit(f"no such criterion: {', '.join(gone)}")
    failed = []
    for name, check in checks.items():
        if names and name not in names:
            continue
        start = time.perf_counter()
        held, seen = check()
        print(f"{'holds' if held else 'FAILS':6} {name:28} {seen}  ({time.perf_counter() - start:.1f} s)", flush=True)
        if not held:
            failed.append(name)
    if not names:
        left = [name for name, text in known.items() if name not in checks and re.search(r"\d", text)]
        print(f"\n{len(checks)} run. {len(left)} others with a number need a download, a GPU, a service or your own work:")
        for name in left:
            print(f"  {name:32} {known[name][:90]}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
