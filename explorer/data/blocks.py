"""Large plain files in blocks of whole lines, parsed by several threads as in one piece.

Arrow parses what is plain: numbers with the file's decimal mark, texts without quotes, rows of one width. A
block that holds anything else is parsed as small files are, and from the first quotation mark on the whole
rest is: then a line may end within a cell. So who reads never sees which way was taken.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

import numpy as np

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

SMALLEST = 4_000_000
"""Bytes of a file for which blocks are worth their trouble."""
_BLOCK = 2 << 20
_AT_ONCE = max(1, min(4, os.cpu_count() or 1))
# Larger whole numbers have neighbours that a float cannot tell apart; the slow parser knows them as they are.
_EXACT = 2.0**53
# Blocks in a row that Arrow gave up, after which it is not asked again.
_PATIENCE = 3
_LOOKED_AT = 200


class Block(NamedTuple):
    """Whole lines of a file.

    Attributes
    ----------
    data
        Their bytes.
    start
        The byte of the file where they begin.
    """

    data: bytes
    start: int


class Plan(NamedTuple):
    """What is to be made of the cells.

    Attributes
    ----------
    separator, decimal, encoding
        How the file is written.
    quoted
        Whether quotation marks hold cells together.
    width
        Cells of a row.
    as_text
        Places of columns whose cells stay as they are written; only an empty one is missing.
    codes
        Of these, those that come as categories: a number for each different text.
    wanted
        Places of columns that are read; the others may be absent.
    missing
        Texts that stand for no value in all other columns.
    """

    separator: str
    decimal: str
    encoding: str
    quoted: bool
    width: int
    as_text: frozenset[int]
    codes: frozenset[int]
    wanted: tuple[int, ...]
    missing: tuple[str, ...]


def of_lines(file: BinaryIO, start: int) -> Iterator[Block]:
    """Yield blocks of whole lines from a byte on; the last line may have no end."""
    while True:
        file.seek(start)  # whoever else looked into the file
        data = file.read(_BLOCK)
        if not data.endswith(b"\n"):
            data += file.readline()
        if not data:
            return
        yield Block(data, start)
        start += len(data)


def lines_between(file: BinaryIO, start: int, end: int) -> int:
    """Count the ends of lines between two bytes of a file."""
    file.seek(start)
    lines = 0
    while start < end and (data := file.read(min(_BLOCK, end - start))):
        lines += data.count(b"\n")
        start += len(data)
    return lines


def is_plain(data: bytes, quoted: bool) -> bool:
    """Whether lines end where their bytes say so: no quotation mark, no carriage return alone."""
    if quoted and b'"' in data:
        return False
    return b"\r" not in data or data.count(b"\r") == data.count(b"\r\n")


class Arrow:
    """Arrow's parser for the plain blocks of one file; it learns which columns hold texts."""

    def __init__(self, plan: Plan, is_text: Callable[[str], bool]) -> None:
        self._plan = plan
        self._is_text = is_text
        self._texts: set[int] = set()
        self._given_up = 0
        # To look every cell up among forty texts takes a fifth of the time: only where the file has one.
        self._missing: tuple[str, ...] = ("",)

    @property
    def is_hopeless(self) -> bool:
        """Whether it gave up so often that it is not worth asking."""
        return self._given_up >= _PATIENCE

    def learn(self, frame: pd.DataFrame | None) -> None:
        """Note what became of a block: None where Arrow parsed it, else what the other parser made."""
        if frame is None:
            self._given_up = 0
            return
        self._given_up += 1
        self._texts |= {j for j in self._plan.wanted if frame[j].dtype.kind not in "iuf"}

    def parse(self, data: bytes) -> pd.DataFrame | None:
        """Return the cells of a block, None where it is not as plain as that."""
        plan = self._plan
        if plan.encoding not in ("utf-8", "utf-8-sig") and not data.isascii():
            return None
        texts = self._texts | plan.as_text
        if any(j in texts for j in plan.wanted) and _begins_with_blanks(data, plan.separator):
            return None
        missing = self._missing  # another thread may change it
        found = self._cells(data, texts, missing)
        if found is None and missing != plan.missing:
            found = self._cells(data, texts, plan.missing)
            if found is not None:
                self._missing = plan.missing
        return found

    def _cells(self, data: bytes, texts: Collection[int], missing: Sequence[str]) -> pd.DataFrame | None:
        """The cells of a block, in which these texts stand for no number; None where Arrow finds others."""
        import pyarrow as pa
        from pyarrow import csv

        plan = self._plan
        types: dict[str, Any] = {}
        for j in plan.wanted:
            coded = pa.dictionary(pa.int32(), pa.string())
            types[str(j)] = coded if j in plan.codes else pa.string() if j in texts else pa.float64()
        try:
            table = csv.read_csv(
                pa.BufferReader(data),
                csv.ReadOptions(
                    use_threads=False,
                    block_size=len(data) + 1,
                    column_names=[str(j) for j in range(plan.width)],
                ),
                csv.ParseOptions(delimiter=plan.separator, quote_char=False),
                csv.ConvertOptions(
                    column_types=types,
                    include_columns=list(types),
                    null_values=list(missing),
                    strings_can_be_null=False,
                    decimal_point=plan.decimal,
                ),
            )
        except pa.ArrowInvalid:
            return None
        return self._frame(table, texts)

    def _frame(self, table: pa.Table, texts: Collection[int]) -> pd.DataFrame | None:
        import pandas as pd

        columns: dict[int, Any] = {}
        for j, column in zip(self._plan.wanted, table.columns, strict=True):
            if j in self._plan.codes:
                columns[j] = _categories(column.combine_chunks())
            elif j in texts:
                found = self._text(column, exactly=j in self._plan.as_text)
                if found is None:
                    return None
                columns[j] = found
            else:
                values = column.to_numpy()
                # Neither infinite, nor a NaN that is written otherwise, nor beyond what a float tells apart.
                if column.null_count:
                    is_plain = np.count_nonzero(np.abs(values) < _EXACT) + column.null_count == len(values)
                else:
                    is_plain = not len(values) or (values.min() > -_EXACT and values.max() < _EXACT)
                if not is_plain:
                    return None
                columns[j] = values
        return pd.DataFrame(columns, copy=False)

    def _text(self, column: pa.ChunkedArray, exactly: bool) -> Any:
        """Cells of a column of texts; None where another parser might take them for numbers."""
        import pyarrow as pa
        import pyarrow.compute as pc

        missing = pa.array([""] if exactly else list(self._plan.missing), pa.string())
        column = pc.if_else(pc.is_in(column, value_set=missing), pa.scalar(None, pa.string()), column)
        if not exactly and not any(map(self._is_text, column.slice(0, _LOOKED_AT).drop_null().to_pylist())):
            return None
        return column.to_pandas()


def _begins_with_blanks(data: bytes, separator: str) -> bool:
    """Whether a cell begins with a blank, which is no part of it."""
    sign = separator.encode()
    blanks = [blank for blank in (b" ", b"\t") if blank != sign]
    return data[:1] in blanks or any(before + blank in data for before in (sign, b"\n") for blank in blanks)


def _categories(column: pa.Array) -> pd.Categorical:
    import pandas as pd
    import pyarrow as pa
    import pyarrow.compute as pc

    numbers, names = column.indices.to_numpy(zero_copy_only=False), column.dictionary
    empty = pc.index(names, "").as_py()
    if empty >= 0:  # of texts only an empty one is missing
        numbers = np.where(numbers == empty, -1, numbers - (numbers > empty))
        names = pa.concat_arrays([names.slice(0, empty), names.slice(empty + 1)])
    return pd.Categorical.from_codes(numbers, pd.Index(names.to_pandas(), dtype="str"), validate=False)


def parsed(
    blocks: Iterator[Block], arrow: Arrow, otherwise: Callable[[Block], pd.DataFrame]
) -> Iterator[Any]:
    """Parse blocks by several threads and yield them in their order; only a few are in memory at once.

    Parameters
    ----------
    blocks
        From `of_lines`, all plain.
    arrow
        What parses them.
    otherwise
        What parses a block that Arrow gave up.
    """
    first = next(blocks, None)
    if first is None:
        return

    def parse(block: Block) -> tuple[pd.DataFrame, bool]:
        found = None if arrow.is_hopeless else arrow.parse(block.data)
        return (otherwise(block), False) if found is None else (found, True)

    def learnt(result: tuple[pd.DataFrame, bool]) -> pd.DataFrame:
        frame, plain = result
        arrow.learn(None if plain else frame)
        return frame

    # The first one says which columns hold texts, before the others are begun.
    yield learnt(parse(first))
    waiting: deque[Future[tuple[pd.DataFrame, bool]]] = deque()
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        try:
            for block in blocks:
                waiting.append(pool.submit(parse, block))
                if len(waiting) > _AT_ONCE:
                    yield learnt(waiting.popleft().result())
            while waiting:
                yield learnt(waiting.popleft().result())
        finally:
            for future in waiting:
                future.cancel()
