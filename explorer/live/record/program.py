"""The recorded program: steps in single assignment.

A `Program` is what remains of a scene after its NumPy functions were recorded by `trace`:
inputs, constants, steps ``[op, inputs, attributes]`` and guards. `Program.run` evaluates it in NumPy and
is the oracle of the browser's `browser/evaluate.mjs`; `operations` says what the steps mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypedDict

import numpy as np
from numpy.typing import ArrayLike

from explorer.live.record.constants import ConstantData, constant_from_json, constant_to_json
from explorer.live.record.operations import evaluate, families_of
from explorer.live.record.operations.values import Array, Shape


@dataclass(frozen=True)
class Input:
    """A named input and the shape it had when it was recorded."""

    name: str
    shape: Shape


@dataclass(frozen=True)
class Step:
    """One operation on earlier values."""

    op: str
    operands: tuple[int, ...]
    attributes: dict[str, Any] | None = None


@dataclass(frozen=True)
class Check:
    """A guard: the value that must be true everywhere, and the sentence shown when it is not."""

    condition: int
    message: str


class InputData(TypedDict):
    """An input as JSON."""

    name: str
    shape: list[int]


class GuardData(TypedDict):
    """A guard as JSON."""

    condition: int
    message: str


class ProgramData(TypedDict):
    """A program as JSON: what `browser/evaluate.mjs` reads.

    `families` says what the browser has to fetch before it can run the steps; a step is its operation, the
    ids of its operands and its attributes, where it has any.
    """

    families: list[str]
    inputs: list[InputData]
    constants: list[ConstantData]
    steps: list[list[Any]]
    outputs: dict[str, int]
    guards: list[GuardData]


@dataclass(frozen=True)
class Program:
    """A recorded program; value ids count inputs, then constants, then steps.

    Examples
    --------
    >>> double = Program((Input("x", (2,)),), (np.array(2.0),), (Step("multiply", (0, 1)),), {"y": 2}, ())
    >>> double.run({"x": [1, 2]})["y"]
    array([2., 4.])
    >>> Program.from_json(double.to_json()).run({"x": [0.5, 0]})["y"]
    array([1., 0.])
    """

    inputs: tuple[Input, ...]
    constants: tuple[Array, ...]
    steps: tuple[Step, ...]
    outputs: dict[str, int]
    guards: tuple[Check, ...] = field(default=())

    def values(self, inputs: Mapping[str, ArrayLike]) -> list[Any]:
        """Evaluate every step and give all values, in the order of their ids."""
        values: list[Any] = [self._input(spec, inputs) for spec in self.inputs]
        values.extend(self.constants)
        for step in self.steps:
            values.append(evaluate(step.op, [values[k] for k in step.operands], step.attributes))
        return values

    def run(self, inputs: Mapping[str, ArrayLike]) -> dict[str, Array]:
        """Evaluate the outputs in NumPy: the oracle of the browser.

        Parameters
        ----------
        inputs : mapping
            A value for each input, by name.

        Returns
        -------
        dict
            Output name to array. NaN of the right shape where there is no value.
        """
        values = self.values(inputs)
        return {name: values[k] for name, k in self.outputs.items()}

    def check(self, inputs: Mapping[str, ArrayLike]) -> list[int]:
        """Give the indices of the guards that fail."""
        values = self.values(inputs)
        return [k for k, guard in enumerate(self.guards) if not np.all(values[guard.condition])]

    def _input(self, spec: Input, inputs: Mapping[str, ArrayLike]) -> Array:
        if spec.name not in inputs:
            raise ValueError(f"the program needs an input {spec.name!r}; it got {sorted(inputs)}")
        # An input is a float in the browser, so it is one here.
        array = np.asarray(inputs[spec.name])
        return array.astype(np.complex128 if array.dtype.kind == "c" else np.float64)

    def to_json(self) -> ProgramData:
        """Give the program as JSON for `browser/evaluate.mjs`."""
        return {
            "families": families_of([step.op for step in self.steps]),
            "inputs": [{"name": spec.name, "shape": list(spec.shape)} for spec in self.inputs],
            "constants": [constant_to_json(array) for array in self.constants],
            "steps": [
                [s.op, list(s.operands), s.attributes] if s.attributes else [s.op, list(s.operands)]
                for s in self.steps
            ],
            "outputs": dict(self.outputs),
            "guards": [{"condition": guard.condition, "message": guard.message} for guard in self.guards],
        }

    @classmethod
    def from_json(cls, data: ProgramData) -> Program:
        """Read a program that `to_json` wrote."""
        return cls(
            tuple(Input(spec["name"], tuple(spec["shape"])) for spec in data["inputs"]),
            tuple(constant_from_json(constant) for constant in data["constants"]),
            tuple(Step(s[0], tuple(s[1]), s[2] if len(s) > 2 else None) for s in data["steps"]),
            dict(data["outputs"]),
            tuple(Check(guard["condition"], guard["message"]) for guard in data["guards"]),
        )


def live_steps(operands: Sequence[Sequence[int]], wanted: Iterable[int]) -> list[int]:
    """Give, in order, the ids that the wanted ids need, themselves included.

    >>> live_steps([[], [], [0], [1], [2]], wanted=[4])
    [0, 2, 4]
    """
    needed = set(wanted)
    for k in range(len(operands) - 1, -1, -1):
        if k in needed:
            needed.update(operands[k])
    return sorted(needed)
