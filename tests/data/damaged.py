"""Files as they should not be: those that people write, with bytes lost, doubled, exchanged or put in.

`python -m tests.data.damaged 3000` reads so many, says how many were read and how many were refused in a
sentence, and how long the slowest took; anything else ends it.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterator

import numpy as np

from explorer.data import rating_files, summary, tables
from explorer.data.csv_format import OWN_MACHINE, SampleError
from tests.data.test_notation import DIALECTS, RULES, TABLES

PUT_IN = (
    b'"',
    b"'",
    b",",
    b";",
    b"\t",
    b"\n",
    b"\r",
    b"\x00",
    b"\xff",
    b"\xef\xbb\xbf",
    b"1e999",
    b"-",
    b".",
    b"(",
    b"%",
)


def whole() -> list[bytes]:
    """Return what is damaged: the rules' own examples, and the first rows of tables in six dialects."""
    examples = [rule["file"].replace("⏎", "\n").replace("⇥", "\t").encode() for rule in RULES]
    for name in ("iris", "anes96", "committee"):
        for write in DIALECTS.values():
            given = write(TABLES[name]().head(12))
            examples.append(given if isinstance(given, bytes) else given.encode())
    return examples


def damaged(count: int, seed: int = 0) -> Iterator[bytes]:
    """Yield files that were whole, each with one to six changes."""
    rng, files = np.random.default_rng(seed), whole()
    for _ in range(count):
        content = bytearray(files[rng.integers(len(files))])
        for _ in range(rng.integers(1, 7)):
            start = int(rng.integers(len(content) + 1))
            end = min(len(content), start + int(rng.integers(1, 9)))
            kind = rng.integers(5)
            if kind == 0:
                del content[start:end]
            elif kind == 1:
                content[start:start] = content[start:end] * int(rng.integers(1, 4))
            elif kind == 2:
                content[start:start] = PUT_IN[rng.integers(len(PUT_IN))]
            elif kind == 3 and content:
                content[min(start, len(content) - 1)] = int(rng.integers(256))
            elif kind == 4:
                other = files[rng.integers(len(files))]
                at = int(rng.integers(len(other) + 1))
                content[start:end] = other[at : at + 9]
        yield bytes(content)


def outcome(content: bytes) -> list[str]:
    """Read a file as a table, in pieces and as ratings; say what came of each. Only a refusal is no error."""
    readers = {
        "table": lambda: tables.read_csv(content, OWN_MACHINE),
        "pieces": lambda: summary.read(content, "file", OWN_MACHINE, lambda *told: None, lambda: False),
        "ratings": lambda: rating_files.read_ratings(content),
    }
    came = []
    for name, read in readers.items():
        try:
            read()
            came.append(f"{name} read")
        except (SampleError, ValueError) as refusal:
            sentence = str(refusal)
            assert sentence.endswith((".", "!", "?")) and "\n" not in sentence, (sentence, content)
            came.append(f"{name} refused")
    return came


if __name__ == "__main__":
    counts: Counter[str] = Counter()
    slowest = 0.0
    for content in damaged(int(sys.argv[1]) if len(sys.argv) > 1 else 3000):
        began = time.perf_counter()
        counts.update(outcome(content))
        slowest = max(slowest, time.perf_counter() - began)
    print(f"{dict(counts)}; the slowest took {slowest:.2f} s")
