"""A Scene: what a reader can move, what is drawn from it, and what is said about it.

A scene is written like a sentence: declare inputs, derive values with ordinary NumPy functions, draw them.
The functions are recorded while the page runs (see `explorer.live.record`) and the browser runs the recording
at every frame of a drag.

>>> import numpy as np
>>> scene = Scene("Two vectors and their sum", x=(-5, 5), y=(-4, 4))
>>> u = scene.handle("u", at=(3, 1), role="first")
>>> v = scene.handle("v", at=(1, 2), role="second")
>>> scene.arrow(u + v, label="u + v", role="result")
>>> scene.readout("length of u + v", np.linalg.norm(u + v))
>>> sorted(scene.program().run({"u": [3, 4], "v": [0, 0]})["2"].tolist())
[3.0, 4.0]
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from explorer.live.record.program import Program
from explorer.live.scene.arguments import Call
from explorer.live.scene.draft import concrete, start_of
from explorer.live.scene.entries import Entries
from explorer.live.scene.handles import Handles
from explorer.live.scene.inputs import Inputs
from explorer.live.scene.marks import Marks
from explorer.live.scene.panel import Panel
from explorer.live.scene.panes import Panes, Tall, view_of
from explorer.live.scene.payload import Input, Output, Payload, ProgramJson, RoleLooks, Step
from explorer.live.scene.pixels import Pixels
from explorer.live.scene.presses import Presses
from explorer.live.scene.story import Story
from explorer.live.scene.swarm import Swarm
from explorer.live.scene.words import Texts
from explorer.roles import ABOVE_ZERO, BELOW_ZERO, GROUPS, ROLES, strong
from explorer.sentence import Sentence


class Scene(Swarm, Panes, Handles, Inputs, Texts, Presses, Marks, Pixels, Entries, Panel, Story):
    """Inputs, marks and panel items of one stage, and the program that leads from the first to the others.

    Parameters
    ----------
    title : str
        What the picture shows, in one phrase; spoken by screen readers and used as `alt` of exports.
    x, y : (float, float)
        The part of the plane that is visible at the start. Units are equal on both axes.
    grid, axes, numbers : bool
        Whether the unit grid, the two axes and the numbers on them are drawn.
    axis_names : (str, str)
        Names written at the positive ends of the axes; a pair names the negative and the positive end.
    tall : (x, y) or (x, y, below), optional
        What is visible at the start in a narrow frame, as on a phone; `in_tall_frame` says which one it is.
        Narrow is what has less width than `below` times its height, 1.1 unless it is said.
    wide : bool
        Give the picture more of the page, where it shows two things side by side.
    shape : float, optional
        How wide what `x` and `y` show is, in heights: then each axis has its own unit.

    Raises
    ------
    SceneError
        By every method, at the author's line, when an argument cannot be shown.
    TraceError
        By every method, when a live value stands where the scene needs one that stays.
    """

    def __init__(
        self,
        title: str,
        x: tuple[float, float] = (-5, 5),
        y: tuple[float, float] = (-4, 4),
        *,
        grid: bool = True,
        axes: bool = True,
        numbers: bool = True,
        axis_names: tuple[str | tuple[str, str], str | tuple[str, str]] = ("", ""),
        tall: Tall | None = None,
        wide: bool = False,
        shape: float | None = None,
    ) -> None:
        super().__init__()
        ask = Call("Scene", title)
        self.title = ask.text("title", title, empty=False)
        self._view = view_of(
            ask,
            x,
            y,
            shape=shape,
            grid=grid,
            axes=axes,
            numbers=numbers,
            axis_names=axis_names,
            tall=tall,
            wide=wide,
        )
        self._payload: str | None = None

    # ------------------------------------------------------------------ what is in it

    @property
    def inputs(self) -> Mapping[str, Input]:
        """The specification of each input, by name: shape, start, limits, name in the link."""
        return self._inputs

    @property
    def steps(self) -> Sequence[Step]:
        """The steps of the lesson, in order."""
        return self._steps

    @property
    def panel(self) -> Sequence[Mapping[str, Any]]:
        """What is said beside the picture, in order."""
        return cast(Sequence[Mapping[str, Any]], self._panel)

    @property
    def lists(self) -> Sequence[Sequence[str]]:
        """The lists of texts that are sent once, by their place."""
        return self._lists

    def names(self) -> list[str]:
        """Return the names of the inputs that a reader can change.

        Returns
        -------
        list of str
        """
        return [name for name, spec in self._inputs.items() if not spec["hidden"]]

    def start(self) -> dict[str, NDArray[np.float64]]:
        """Return the value each input starts from, by name; hidden ones are left out.

        Returns
        -------
        dict of str to ndarray
        """
        return start_of(self._inputs)

    def output_of(self, name: str) -> Output:
        """Return the output that a read-out shows.

        Parameters
        ----------
        name : str
            Its name.

        Returns
        -------
        str
            A name among the outputs of `program`.
        """
        for item in self._panel:
            if item.get("name") == name and item.get("value") is not None:
                return str(item.get("value"))
        raise KeyError(f"the scene says nothing by the name {name!r}")

    def hideable_names(self) -> list[str]:
        """Return what can be hidden: the formula, reasons of goals, answers, read-outs, marks by name.

        Returns
        -------
        list of str
        """
        kinds = {item["kind"] for item in self._panel}
        whole = {"formula": "formula", "goal": "reasons", "predict": "answers"}
        told = [
            item["name"]
            for item in self._panel
            if item["kind"] in ("readout", "bar", "record", "curve")
            or (item["kind"] == "matrix" and "value" in item)
        ]
        drawn = [name for mark in self._marks for name in (mark["label"], str(mark.get("name", ""))) if name]
        return list(dict.fromkeys([name for kind, name in whole.items() if kind in kinds] + told + drawn))

    def hidden_by(self, names: Sequence[str], ask: Call, where: str = "") -> list[str]:
        """Return names of what is to be hidden, or refuse those that name nothing.

        Parameters
        ----------
        names : sequence of str
        ask : Call
            Who asks for it.
        where : str
            The place of that call, where it lies back.

        Returns
        -------
        list of str

        Raises
        ------
        SceneError
            If one is not among `hideable_names`.
        """
        known = self.hideable_names()
        for name in ask.texts("hide", names):
            if name not in known:
                ask.refuse(
                    f"it hides {name!r}, and the scene has nothing of that name; it can hide {known}", where
                )
        return list(names)

    def _check_steps(self) -> None:
        """Refuse a step that hides what is not there; a scene can say so only when it is whole."""
        for ask, where, names in self._hidden:
            self.hidden_by(names, ask, where)

    def sentences(self) -> list[Sentence]:
        """Return the texts that have values in them: another language says them by their templates.

        Returns
        -------
        list of Sentence
        """
        written = [
            self.title,
            self._view,
            self._panes,
            self._inputs,
            self._controls,
            self._marks,
            self._panel,
            self._steps,
            [guard.message for guard in self._trace.guards],  # why something cannot be shown
        ]
        return list(_sentences(written))

    # ------------------------------------------------------------------ what leaves: a program and a payload

    def program(self, most: int | None = None) -> Program:
        """Return the recorded program with every value that is drawn or said as an output.

        Parameters
        ----------
        most : int, optional
            Only values of at most so many numbers: what is said, and what is drawn one by one.

        Returns
        -------
        Program
        """
        outputs = {
            name: value
            for name, value in self._outputs.items()
            if most is None or np.size(concrete(value)) <= most
        }
        return self._trace.program(outputs)

    def payload(self) -> str:
        """Return everything the browser needs as JSON; the same scene gives the same text.

        Returns
        -------
        str
            A `Payload`.
        """
        if self._payload is None:
            self._check_steps()
            body: Payload = {
                "title": self.title,
                "view": self._view,
                "panes": self._panes,
                "inputs": list(self._inputs.values()),
                "controls": self._controls,
                "marks": self._marks,
                "panel": self._panel,
                "steps": self._steps,
                "program": cast(ProgramJson, self.program().to_json()),
                "roles": {name: cast(RoleLooks, role._asdict()) for name, role in ROLES.items()},
                "lists": self._lists,
                "groups": [[*group, strong(group[0], "light"), strong(group[1], "dark")] for group in GROUPS],
                "scale": {"below": list(BELOW_ZERO), "above": list(ABOVE_ZERO)},
            }
            self._payload = json.dumps(body, separators=(",", ":"), allow_nan=False)
        return self._payload

    def identity(self) -> str:
        """Return a short name of the payload, which changes exactly when the scene does.

        Returns
        -------
        str
        """
        return hashlib.sha256(self.payload().encode()).hexdigest()[:16]


def _sentences(part: Any) -> Iterator[Sentence]:
    if isinstance(part, Sentence):
        yield part
    elif isinstance(part, dict | list):
        for inner in part.values() if isinstance(part, dict) else part:
            yield from _sentences(inner)
