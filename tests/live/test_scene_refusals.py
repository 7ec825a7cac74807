"""What a scene cannot show is refused where the author wrote it: call, place and argument, with the cure."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from explorer.live.record.trace import TraceError
from explorer.live.scene import Scene, SceneError

TRIANGLE = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]])
NAN = float("nan")


class Written(NamedTuple):
    """A scene with a few live values."""

    scene: Scene
    u: Any  # (2,)
    t: Any  # ()
    A: Any  # (2, 2)
    z: Any  # (2,), complex


def written() -> Written:
    scene = Scene("Two vectors")
    u = scene.handle("u", at=(3, 1))
    scene.handle("v", at=(1, 2))
    t = scene.slider("t", 0, 1, at=0.5)
    scene.table("sheet", [[1.0, NAN], [0.0, 2.0]], rows=["a", "b"], columns=["c", "d"])
    return Written(scene, u, t, np.stack([u, u]), u + 1j * t)


def _twice(scene: Scene, declare: Callable[[], Any]) -> None:
    declare()
    declare()


def _then_hide(declare: Any, hide: Callable[[], Any]) -> None:
    hide()


def _in_space(w: Written) -> Scene:
    w.scene.orbit()
    return w.scene


def _gate(w: Written) -> str:
    w.scene.table("S", [[1, 1j]], rows=["a"], columns=["b", "c"], complex=True)
    return "S"


def _two_scenes(w: Written) -> None:
    w.scene.arrow(Scene("Another").handle("u", at=(0, 0)), label="u")


LIVE = "which moves, and {} is fixed when the scene is made; "
# The call as its message begins, and the message after the place.
REFUSED: dict[str, tuple[Callable[[Written], Any], str, str]] = {
    # -- pixels, presses, points in hand
    "picture of one row": (
        lambda w: w.scene.picture("M", w.u),
        "scene.picture('M')",
        "matrix has shape (2,); it must have shape (m, n) or (m, n, 3): one row is x[np.newaxis], one "
        "column is x[:, np.newaxis]",
    ),
    "picture of nothing": (
        lambda w: w.scene.picture("M", np.zeros((0, 3))),
        "scene.picture('M')",
        "matrix has shape (0, 3), and nothing is in it; give it a row and a column",
    ),
    "grey picture in colour": (
        lambda w: w.scene.picture("M", w.A, tones="colour"),
        "scene.picture('M')",
        "tones is 'colour' and matrix has shape (2, 2); colour takes (m, n, 3), the others (m, n)",
    ),
    "black above white": (
        lambda w: w.scene.picture("M", w.A, low=2, high=1),
        "scene.picture('M')",
        "low is 2 and high 1; the second must be the larger",
    ),
    "picture that picks a number": (
        lambda w: w.scene.picture("M", w.A, picks="t"),
        "scene.picture('M')",
        "it picks 't', which takes no row and column; give an input of shape (2,)",
    ),
    "entries of one row": (
        lambda w: w.scene.entries_of("M", w.u, x=(0, 1), y=(0, 1)),
        "scene.entries_of('M')",
        "matrix has shape (2,); it must have shape (m, n): one row is x[np.newaxis], one column is "
        "x[:, np.newaxis]",
    ),
    "entries of nothing": (
        lambda w: w.scene.entries("M", np.zeros((0, 3)), x=(0, 1), y=(0, 1)),
        "scene.entries('M')",
        "at has shape (0, 3), and nothing is in it; give it a row and a column",
    ),
    "entries beyond their limits": (
        lambda w: w.scene.entries("M", [[3.0]], x=(0, 1), y=(0, 1), high=2),
        "scene.entries('M')",
        "at is 3; it must be between -1e+06 and 2",
    ),
    "entries lit elsewhere": (
        lambda w: w.scene.entries("M", [[3.0]], x=(0, 1), y=(0, 1), lit=w.A),
        "scene.entries('M')",
        "lit has shape (2, 2); it must have shape (1, 1)",
    ),
    "entries with a sign too many": (
        lambda w: w.scene.entries_of("M", w.A, x=(0, 1), y=(0, 1), signs=["·", "="]),
        "scene.entries_of('M')",
        "signs has 2 texts, and there are 1; give one for each gap between columns",
    ),
    "names of other rows": (
        lambda w: w.scene.picture("M", w.A, rows=["one"]),
        "scene.picture('M')",
        "rows has 1 text, and there are 2; give one for each row",
    ),
    "press without a function": (
        lambda w: w.scene.press("corners", TRIANGLE, {"t": 1}, labels=["a", "b", "c"]),  # type: ignore[arg-type]
        "scene.press('corners')",
        "does is no function; give one that takes what was pressed, live",
    ),
    "press of unnamed points": (
        lambda w: w.scene.press("corners", TRIANGLE, lambda i: {"t": i}, labels=["a"]),
        "scene.press('corners')",
        "labels has 1 text, and there are 3; give one for each point",
    ),
    "press that sets what is not there": (
        lambda w: w.scene.press("corners", TRIANGLE, lambda i: {"x": i}, labels=["a", "b", "c"]),
        "scene.press('corners')",
        "it moves 'x', but the scene has no input of that name; it has 'u', 'v', 't', 'sheet'",
    ),
    "no point and no room": (
        lambda w: w.scene.draggable_points("points", np.zeros((0, 2))),
        "scene.draggable_points('points')",
        "at holds no point and there can be none; give points, or say by most= how many",
    ),
    "more points than there can be": (
        lambda w: w.scene.draggable_points("points", TRIANGLE, most=2),
        "scene.draggable_points('points')",
        "most is 2; give a number from 3 to 5000",
    ),
    "action that sets another shape": (
        lambda w: w.scene.action("Clear", {"u": 0}),
        "scene.action('Clear')",
        "values['u'] has shape (); it must have shape (2,): write both coordinates: np.stack([x, y])",
    ),
    # -- complex numbers
    "complex table without complex": (
        lambda w: w.scene.table("S", [[1j]], rows=["a"], columns=["b"]),
        "scene.table('S')",
        "at is complex, shape (1, 1), and would be shown without its imaginary part; give np.real(z), "
        "np.imag(z) or np.abs(z) (readout, matrix, cells, label and formula write complex numbers)",
    ),
    "complex table beyond its limits": (
        lambda w: w.scene.table("S", [[3j]], rows=["a"], columns=["b"], complex=True, low=-2, high=2),
        "scene.table('S')",
        "at is 3; it must be between -2 and 2",
    ),
    "preset of another shape for a complex table": (
        lambda w: w.scene.preset("here", {_gate(w): [1j, 2]}),
        "scene.preset('here')",
        "values['S'] has shape (2,); it must have shape (1, 2)",
    ),
    "action of another shape for a complex table": (
        lambda w: w.scene.action("here", {_gate(w): w.z}),
        "scene.action('here')",
        "values['S'] has shape (2,); it must have shape (1, 2)",
    ),
    "complex target of cells": (
        lambda w: w.scene.cells("A", w.A, target=1j * np.ones((2, 2))),
        "scene.cells('A')",
        "target is complex, shape (2, 2), and would be shown without its imaginary part; give np.real(z), "
        "np.imag(z) or np.abs(z) (readout, matrix, cells, label and formula write complex numbers)",
    ),
    # -- words
    "no words": (lambda w: w.scene.words([]), "scene.words", "texts is empty; give one text at least"),
    "one word": (lambda w: w.scene.words("king"), "scene.words", "texts is 'king'; give a list of texts"),
    "word between two": (
        lambda w: w.scene.words(["a", "b"])[w.t],
        "words[...]",
        "index is <live t, shape ()> and holds fractions; write .astype(int) behind what counts from 0",
    ),
    "words by a matrix": (
        lambda w: w.scene.words(["a", "b"])[w.A.astype(int)],
        "words[...]",
        "index has shape (2, 2); it must have shape () or (n,)",
    ),
    "text that starts with another word": (
        lambda w: w.scene.text("word", ["a", "b"], at="c"),
        "scene.text('word')",
        "at is 'c', which is none of the words; give one of them, or its place",
    ),
    "text that starts beyond its words": (
        lambda w: w.scene.text("word", ["a", "b"], at=2),
        "scene.text('word')",
        "at is 2; give a number from 0 to 1",
    ),
    "text of no words": (
        lambda w: w.scene.text("word", []),
        "scene.text('word')",
        "words is empty; give one text at least",
    ),
    "read-out of a word and of words": (
        lambda w: w.scene.readout("word", w.scene.words(["a"])[w.t.astype(int)], words=["b", "c"]),
        "scene.readout('word')",
        "value is a word already, and words are given too; give one of them",
    ),
    "label of a word and a value": (
        lambda w: w.scene.label(w.scene.words(["a"])[w.t.astype(int)], w.u, value=w.t),
        "scene.label",
        "text is a word, and there is a value too; give the word as the value",
    ),
    "words of other points": (
        lambda w: w.scene.points(TRIANGLE, labels=w.scene.words(["a"])),
        "scene.points",
        "labels has 1 text, and there are 3; give one for each point",
    ),
    # -- items in a row
    "no items": (
        lambda w: w.scene.sequence("row", []),
        "scene.sequence('row')",
        "items is empty; give one text at least",
    ),
    "items of a whole vocabulary": (
        lambda w: w.scene.sequence("row", [str(i) for i in range(201)]),
        "scene.sequence('row')",
        "items has 201 texts, and a menu shows 200 at most; scene.text picks one of many",
    ),
    "a row of what is no item": (
        lambda w: w.scene.sequence("row", ["a", "b"], at=["c"]),
        "scene.sequence('row')",
        "at holds 'c', which is none of the items; give one of them, or its place",
    ),
    "a row beyond its items": (
        lambda w: w.scene.sequence("row", ["a", "b"], at=[2]),
        "scene.sequence('row')",
        "at is 2; give a number from 0 to 1",
    ),
    "a row longer than it can be": (
        lambda w: w.scene.sequence("row", ["a", "b"], at=[0, 1, 0], most=2),
        "scene.sequence('row')",
        "most is 2; give a number from 3 to 200",
    ),
    "an item twice in a row of different ones": (
        lambda w: w.scene.sequence("row", ["a", "b"], at=[0, 0], repeats=False),
        "scene.sequence('row')",
        "at holds an item twice, and repeats is False; give each once",
    ),
    # -- a live value where a plain one is needed
    "sizes of other points": (
        lambda w: w.scene.points(TRIANGLE, size=w.u),
        "scene.points",
        "size has shape (2,); it must have shape (3,)",
    ),
    "tones of other points": (
        lambda w: w.scene.points(TRIANGLE, tone=w.t),
        "scene.points",
        "tone has shape (); it must have shape (3,)",
    ),
    "markers of other points": (
        lambda w: w.scene.points(TRIANGLE, marker=w.A),
        "scene.points",
        "marker has shape (2, 2); it must have shape (3,)",
    ),
    "label on its point and away": (
        lambda w: w.scene.label("u", w.u, away=(0, 0), place="centre"),
        "scene.label('u')",
        "place is 'centre' and away is given; what stands on the point keeps off nothing",
    ),
    "label under its point": (
        lambda w: w.scene.label("u", w.u, place="under"),
        "scene.label('u')",
        "place is 'under'; give one of beside, centre",
    ),
    "point in space kept to a plane": (
        lambda w: _in_space(w).handle3("q", at=(1, 2, 3), constrain=lambda p: p[:2]),
        "scene.handle3('q')",
        "what constrain returns has shape (2,); it must have shape (3,)",
    ),
    "formula too wide by its decimals": (
        lambda w: w.scene.formula("A = @0", np.zeros((2, 4)), digits=8),
        "scene.formula('A = @0')",
        "the formula is about 58 em wide, and a phone shows 36 at most; write two formulas, or give the "
        "longest part a name",
    ),
    "decimals of a formula": (
        lambda w: w.scene.formula("t = @0", w.t, digits=-1),
        "scene.formula('t = @0')",
        "digits is -1; give a number from 0 to 20",
    ),
    "many cells with targets": (
        lambda w: w.scene.cells("A", np.zeros((20, 20)), target=np.zeros((20, 20))),
        "scene.cells('A')",
        "value has shape (20, 20); above 300 numbers cells are pixels, without target and heads",
    ),
    "a brush as soft as that": (
        lambda w: w.scene.paint("P", np.zeros((2, 2)), soft=-1),
        "scene.paint('P')",
        "soft is -1; give a number from 0 to 10",
    ),
    "prediction of a point without a start": (
        lambda w: w.scene.predict("where", "Where?", w.u),
        "scene.predict('where')",
        "at is not given; give the point where the handle starts",
    ),
    "prediction of a matrix": (
        lambda w: w.scene.predict("what", "What?", w.A),
        "scene.predict('what')",
        "answer has shape (2, 2); it must have shape (2,) or (): one point of many is points[i]",
    ),
    "size": (
        lambda w: w.scene.points(TRIANGLE, size=w.t, name="stars"),
        "scene.points('stars')",
        "size is <live t, shape ()>, " + LIVE.format("size") + "give a plain number",
    ),
    "colours": (
        lambda w: w.scene.points(TRIANGLE, colours=w.u),
        "scene.points",
        "colours is <live u, shape (2,)>, " + LIVE.format("colours") + "give a list of texts",
    ),
    "a colour among others": (
        lambda w: w.scene.points(TRIANGLE, colours=["red", w.t, "blue"]),
        "scene.points",
        "colours[1] is <live t, shape ()>, " + LIVE.format("colours[1]") + "give a list of texts",
    ),
    "groups": (
        lambda w: w.scene.points(TRIANGLE, groups=(w.u > 0).astype(int)),
        "scene.points",
        "groups is <live astype(greater(u, 0)), shape (2,)>, " + LIVE.format("groups") + "give plain numbers",
    ),
    "a group among others": (
        lambda w: w.scene.points(TRIANGLE, groups=[0, 1, w.t]),
        "scene.points",
        "groups is a list that holds <live t, shape ()>; give plain numbers",
    ),
    "labels": (
        lambda w: w.scene.points(TRIANGLE, labels=["a", "b", w.t]),
        "scene.points",
        "labels[2] is <live t, shape ()>, " + LIVE.format("labels[2]") + "give a list of texts",
    ),
    "text of a label": (
        lambda w: w.scene.label(w.t, w.u),
        "scene.label(<live t, shape ()>)",
        "text is <live t, shape ()>, "
        + LIVE.format("text")
        + "give a text, and show the number by scene.readout or by value= of scene.label",
    ),
    "label of an arrow": (
        lambda w: w.scene.arrow(w.u, label=w.t),
        "scene.arrow(<live t, shape ()>)",
        "label is <live t, shape ()>, "
        + LIVE.format("label")
        + "give a text, and show the number by scene.readout or by value= of scene.label",
    ),
    "flag": (
        lambda w: w.scene.arrow(w.u, faint=w.t > 0.5),
        "scene.arrow",
        "faint is <live greater(t, 0.5), shape ()>, "
        + LIVE.format("faint")
        + "give True or False; NaN hides a mark during a drag",
    ),
    "start of a handle": (
        lambda w: w.scene.handle("w", at=w.u),
        "scene.handle('w')",
        "at is <live u, shape (2,)>, " + LIVE.format("at") + "give plain numbers",
    ),
    "start of a table": (
        lambda w: w.scene.table("T", w.A, rows=["a", "b"], columns=["c", "d"]),
        "scene.table('T')",
        "at is <live stack(u, u), shape (2, 2)>, " + LIVE.format("at") + "give plain numbers",
    ),
    "end of a slider": (
        lambda w: w.scene.slider("s", 0, w.t, at=0),
        "scene.slider('s')",
        "high is <live t, shape ()>, " + LIVE.format("high") + "give a plain number",
    ),
    "scale of cells": (
        lambda w: w.scene.cells("C", w.A, scale=w.t),
        "scene.cells('C')",
        "scale is <live t, shape ()>, " + LIVE.format("scale") + "give a plain number",
    ),
    "setting of a preset": (
        lambda w: w.scene.preset("Here", {"u": w.u}),
        "scene.preset('Here')",
        "values['u'] is <live u, shape (2,)>, " + LIVE.format("values['u']") + "give plain numbers",
    ),
    "frames": (
        lambda w: w.scene.frames(w.A),
        "scene.frames",
        "values is <live stack(u, u), shape (2, 2)>, "
        + LIVE.format("values")
        + "a live array is indexed as it is: values[i]",
    ),
    "list of live values": (
        lambda w: w.scene.path([w.u, 2 * w.u], label="way"),
        "scene.path('way')",
        "points is a list that holds <live u, shape (2,)>; make one array of live values by np.stack([a, b])",
    ),
    # -- shapes of marks
    "one point": (
        lambda w: w.scene.points(w.u, name="stars"),
        "scene.points('stars')",
        "points has shape (2,); it must have shape (n, 2): one point is u[np.newaxis], several are "
        "np.stack([u, v])",
    ),
    "segments without ends": (
        lambda w: w.scene.segments(w.A),
        "scene.segments",
        "pieces has shape (2, 2); it must have shape (n, 2, 2): write both ends of each piece: "
        "np.stack([starts, ends], axis=1)",
    ),
    "grid without ends": (
        lambda w: w.scene.grid(TRIANGLE),
        "scene.grid",
        "pieces has shape (3, 2); it must have shape (n, 2, 2): write both ends of each piece: "
        "np.stack([starts, ends], axis=1)",
    ),
    "arrow to many points": (
        lambda w: w.scene.arrow(w.A, label="u"),
        "scene.arrow('u')",
        "tip has shape (2, 2); it must have shape (2,): one point of many is points[i]",
    ),
    "arrow to a number": (
        lambda w: w.scene.arrow(w.t, label="u"),
        "scene.arrow('u')",
        "tip has shape (); it must have shape (2,): write both coordinates: np.stack([x, y])",
    ),
    "tail": (
        lambda w: w.scene.arrow(w.u, tail=0.0, label="u"),
        "scene.arrow('u')",
        "tail has shape (); it must have shape (2,): write both coordinates: np.stack([x, y])",
    ),
    "segment": (
        lambda w: w.scene.segment(w.u, np.ones(4), label="s"),
        "scene.segment('s')",
        "end has shape (4,); it must have shape (2,)",
    ),
    "line": (
        lambda w: w.scene.line(w.t),
        "scene.line",
        "direction has shape (); it must have shape (2,): write both coordinates: np.stack([x, y])",
    ),
    "polygon": (
        lambda w: w.scene.polygon(w.u),
        "scene.polygon",
        "points has shape (2,); it must have shape (n, 2): one point is u[np.newaxis], several are "
        "np.stack([u, v])",
    ),
    "path": (
        lambda w: w.scene.path(np.stack([w.A, w.A])),
        "scene.path",
        "points has shape (2, 2, 2); it must have shape (n, 2)",
    ),
    "label away from a number": (
        lambda w: w.scene.label("u", w.u, away=w.t),
        "scene.label('u')",
        "away has shape (); it must have shape (2,): write both coordinates: np.stack([x, y])",
    ),
    "space without a camera": (
        lambda w: w.scene.points(np.zeros((5, 3)), name="stars"),
        "scene.points('stars')",
        "points has shape (5, 3), a place in space, and the scene has no camera: call scene.orbit() before "
        "it (in the plane the shape is (n, 2))",
    ),
    "arrow in space without a camera": (
        lambda w: w.scene.arrow(np.ones(3), label="u"),
        "scene.arrow('u')",
        "tip has shape (3,), a place in space, and the scene has no camera: call scene.orbit() before it "
        "(in the plane the shape is (2,))",
    ),
    "pieces in space without a camera": (
        lambda w: w.scene.grid(np.zeros((4, 2, 3))),
        "scene.grid",
        "pieces has shape (4, 2, 3), a place in space, and the scene has no camera: call scene.orbit() "
        "before it (in the plane the shape is (n, 2, 2))",
    ),
    "four dimensions with a camera": (
        lambda w: _in_space(w).points(np.zeros((5, 4))),
        "scene.points",
        "points has shape (5, 4); it must have shape (n, 2) or (n, 3)",
    ),
    "axes without a camera": (
        lambda w: w.scene.axes3(2.0),
        "scene.axes3",
        "it needs a camera: call scene.orbit() first",
    ),
    "handle in space without a camera": (
        lambda w: w.scene.handle3("w", at=(1, 2, 3)),
        "scene.handle3('w')",
        "it needs a camera: call scene.orbit() first",
    ),
    "two cameras": (
        lambda w: _twice(w.scene, w.scene.orbit),
        "scene.orbit",
        "the scene already has a camera; a scene is seen from one place at a time",
    ),
    "text for numbers": (
        lambda w: w.scene.arrow("up", label="u"),
        "scene.arrow('u')",
        "tip is 'up'; give numbers",
    ),
    "ragged rows": (
        lambda w: w.scene.points([[1, 2], [3]]),
        "scene.points",
        "points has rows of different lengths; give an array of numbers",
    ),
    "live value of another scene": (
        _two_scenes,
        "scene.arrow('u')",
        "<live u, shape (2,)> belongs to another scene; a scene shows values of its own inputs",
    ),
    # -- shapes of panel items
    "cells of a vector": (
        lambda w: w.scene.cells("C", w.u),
        "scene.cells('C')",
        "value has shape (2,); it must have shape (m, n): one row is x[np.newaxis], one column is "
        "x[:, np.newaxis]",
    ),
    "cells of three axes": (
        lambda w: w.scene.cells("C", np.zeros((2, 2, 2))),
        "scene.cells('C')",
        "value has shape (2, 2, 2); it must have shape (m, n): one layer of it is x[i]",
    ),
    "target of cells": (
        lambda w: w.scene.cells("C", w.A, target=np.zeros((3, 2))),
        "scene.cells('C')",
        "target has shape (3, 2); it must have shape (2, 2)",
    ),
    "readout of three axes": (
        lambda w: w.scene.readout("R", np.zeros((2, 2, 2))),
        "scene.readout('R')",
        "value has shape (2, 2, 2); it must have shape () or (n,) or (m, n): one layer of it is x[i]",
    ),
    "words for a vector": (
        lambda w: w.scene.readout("R", w.u > 0, words=("left", "right")),
        "scene.readout('R')",
        "value has shape (2,); it must have shape (): one of its numbers is x[i]",
    ),
    "goal of a vector": (
        lambda w: w.scene.goal("Make u long.", w.u > 3),
        "scene.goal('Make u long.')",
        "condition has shape (2,); it must have shape (): one of its numbers is x[i]",
    ),
    "goal that is seen by a vector": (
        lambda w: w.scene.goal("Make u long.", w.u[0] > 3, when=w.u > 3),
        "scene.goal('Make u long.')",
        "when has shape (2,); it must have shape (): one of its numbers is x[i]",
    ),
    "prediction of a point about something": (
        lambda w: w.scene.predict("where", "Where?", w.u, at=(0, 0), about=w.u),
        "scene.predict('where')",
        "about is given, and the answer is a point; it is for numbers that are typed",
    ),
    "prediction of one of a matrix": (
        lambda w: w.scene.predict("p", "Which?", w.t, about=w.u, seen=w.A),
        "scene.predict('p')",
        "seen has shape (2, 2); it must have shape (k,)",
    ),
    "goal of a guess that nothing asks for": (
        lambda w: w.scene.goal("Say it.", w.u[0] > 3, guess="p"),
        "scene.goal('Say it.')",
        "no prediction is named 'p'; declare it before the goal",
    ),
    "bar of a vector": (
        lambda w: w.scene.bar("B", w.u),
        "scene.bar('B')",
        "value has shape (2,); it must have shape (): one of its numbers is x[i]",
    ),
    "best of a bar": (
        lambda w: w.scene.bar("B", w.t, best=w.u),
        "scene.bar('B')",
        "best has shape (2,); it must have shape (): one of its numbers is x[i]",
    ),
    "record": (
        lambda w: w.scene.record("R", w.t, counts=w.u > 0),
        "scene.record('R')",
        "counts has shape (2,); it must have shape (): one of its numbers is x[i]",
    ),
    "curve of a number": (
        lambda w: w.scene.curve("C", w.t, at=0),
        "scene.curve('C')",
        "heights has shape (); it must have shape (n,): write one number for each step",
    ),
    "prediction of a number": (
        lambda w: w.scene.predict("p", "Where?", w.t, at=(0, 0)),
        "scene.predict('p')",
        "at has shape (2,); it must have shape (): one of its numbers is x[i]",
    ),
    "field of a table": (
        lambda w: w.scene.field("u", "sheet"),
        "scene.field('u')",
        "'sheet' has shape (2, 2); a field shows one row of numbers",
    ),
    "matrix of a table": (
        lambda w: w.scene.matrix("A", columns=("u", "sheet")),
        "scene.matrix('A')",
        "columns names 'sheet', which has shape (2, 2); a column is a handle, of shape (2,) or (3,), and all "
        "are of one length",
    ),
    "matrix of an unknown handle": (
        lambda w: w.scene.matrix("A", columns=("u", "w")),
        "scene.matrix('A')",
        "it has the column 'w', but the scene has no input of that name; it has 'u', 'v', 't', 'sheet'",
    ),
    "matrix of nothing": (
        lambda w: w.scene.matrix("A"),
        "scene.matrix('A')",
        "it needs either a value or columns, the names of the handles that are its columns",
    ),
    "matrix of both": (
        lambda w: w.scene.matrix("A", w.A, columns=("u", "v")),
        "scene.matrix('A')",
        "it needs either a value or columns, the names of the handles that are its columns",
    ),
    # -- too few names
    "labels of points": (
        lambda w: w.scene.points(TRIANGLE, labels=["a", "b"], name="stars"),
        "scene.points('stars')",
        "labels has 2 texts, and there are 3; give one for each point",
    ),
    "labels as one text": (
        lambda w: w.scene.points(TRIANGLE, labels="abc"),
        "scene.points",
        "labels is 'abc'; give a list of texts",
    ),
    "colours of points": (
        lambda w: w.scene.points(TRIANGLE, colours=["red"]),
        "scene.points",
        "colours has 1 text, and there are 3; give one for each point",
    ),
    "groups of points": (
        lambda w: w.scene.points(TRIANGLE, groups=[0, 1]),
        "scene.points",
        "groups has 2 numbers, and there are 3; give one for each point",
    ),
    "groups that are no numbers": (
        lambda w: w.scene.points(TRIANGLE, groups=["a", "b", "c"]),
        "scene.points",
        "groups is ['a', 'b', 'c']; give numbers",
    ),
    "groups below 0": (
        lambda w: w.scene.points(TRIANGLE, groups=[0, 1, -1]),
        "scene.points",
        "groups holds numbers that are not 0, 1, 2, ...; count the groups from 0",
    ),
    "names of groups": (
        lambda w: w.scene.points(TRIANGLE, groups=[0, 1, 2], group_names=["a", "b"]),
        "scene.points",
        "groups counts up to 2, and group_names has 2; name each group",
    ),
    "names without groups": (
        lambda w: w.scene.points(TRIANGLE, group_names=["a", "b"]),
        "scene.points",
        "group_names names groups, and there are none; give groups, one number for each point",
    ),
    "rows of cells": (
        lambda w: w.scene.cells("C", w.A, rows=["a"]),
        "scene.cells('C')",
        "rows has 1 text, and there are 2; give one for each row",
    ),
    "heads of cells": (
        lambda w: w.scene.cells("C", w.A, heads=["a", "b", "c"]),
        "scene.cells('C')",
        "heads has 3 texts, and there are 2; give one for each column",
    ),
    "columns of a table": (
        lambda w: w.scene.table("T", np.zeros((2, 3)), rows=["a", "b"], columns=["c", "d"]),
        "scene.table('T')",
        "columns has 2 texts, and there are 3; give one for each column",
    ),
    "rows of a painting": (
        lambda w: w.scene.paint("P", np.zeros((2, 3)), rows=["a"]),
        "scene.paint('P')",
        "rows has 1 text, and there are 2; give one for each row",
    ),
    "labels of a slider": (
        lambda w: w.scene.slider("s", 0, 3, at=0, step=1, labels=["a", "b", "c"]),
        "scene.slider('s')",
        "labels has 3 texts, and there are 4; give one for each step",
    ),
    "names of axes": (
        lambda w: _in_space(w).axes3(2.0, names=("x", "y")),
        "scene.axes3",
        "names has 2 texts, and there are 3; give one for each axis",
    ),
    # -- starts and ends
    "start of a slider": (
        lambda w: w.scene.slider("s", 0, 1, at=2),
        "scene.slider('s')",
        "at is 2; it must be between 0 and 1",
    ),
    "slider upside down": (
        lambda w: w.scene.slider("s", 1, 0, at=1),
        "scene.slider('s')",
        "it runs from 1 to 0; the second number must be the larger",
    ),
    "step of a slider": (
        lambda w: w.scene.slider("s", 0, 1, at=1, step=0),
        "scene.slider('s')",
        "step is 0; give a number above 0",
    ),
    "number as a text": (
        lambda w: w.scene.slider("s", 0, "1", at=0),
        "scene.slider('s')",
        "high is '1'; give one number",
    ),
    "several numbers for one": (
        lambda w: w.scene.slider("s", 0, 1, at=[1, 2]),  # type: ignore[arg-type]
        "scene.slider('s')",
        "at has shape (2,); give one number",
    ),
    "start of a choice": (
        lambda w: w.scene.choice("c", ["a", "b"], at=2),
        "scene.choice('c')",
        "at is 2; give a number from 0 to 1",
    ),
    "start between two choices": (
        lambda w: w.scene.choice("c", ["a", "b"], at=0.5),
        "scene.choice('c')",
        "at is 0.5; give a whole number",
    ),
    "no choice": (
        lambda w: w.scene.choice("c", []),
        "scene.choice('c')",
        "options is empty; give the texts to choose from",
    ),
    "cell of a table": (
        lambda w: w.scene.table("T", [[7.0]], rows=["a"], columns=["b"], low=-5, high=5),
        "scene.table('T')",
        "at is 7; it must be between -5 and 5",
    ),
    "cell of a painting": (
        lambda w: w.scene.paint("P", np.full((2, 2), 3.0)),
        "scene.paint('P')",
        "at is 3; it must be between 0 and 1",
    ),
    "blank cell": (
        lambda w: w.scene.table("T", [[NAN]], rows=["a"], columns=["b"], blanks=False),
        "scene.table('T')",
        "at holds NaN; give a number in each place",
    ),
    "brush": (
        lambda w: w.scene.paint("P", np.zeros((2, 2)), brush=3),
        "scene.paint('P')",
        "brush is 3; give a number from 0 to 1",
    ),
    "start of a handle that is no point": (
        lambda w: w.scene.handle("w", at=(1, 2, 3)),
        "scene.handle('w')",
        "at has shape (3,); it must have shape (2,)",
    ),
    "name twice": (
        lambda w: w.scene.handle("u", at=(0, 0)),
        "scene.handle('u')",
        "the scene already has an input named 'u'; give each input a name of its own",
    ),
    "empty name": (
        lambda w: w.scene.handle("", at=(0, 0)),
        "scene.handle",
        "name is empty; readers and screen readers need a name",
    ),
    "view upside down": (
        lambda w: Scene("S", x=(5, -5)),
        "Scene('S')",
        "x runs from 5 to -5; the second must be the larger",
    ),
    "role": (
        lambda w: w.scene.arrow(w.u, label="u", role="third"),
        "scene.arrow('u')",
        "no role is named 'third'; the roles are first, second, result, derived, principal, guess, data",
    ),
    "role of a readout": (
        lambda w: w.scene.readout("R", w.t, role="third"),
        "scene.readout('R')",
        "no role is named 'third'; the roles are first, second, result, derived, principal, guess, data",
    ),
    "shape of a handle": (
        lambda w: w.scene.handle("w", at=(0, 0), shape="star"),
        "scene.handle('w')",
        "shape is 'star'; give one of circle, square, diamond, hollow",
    ),
    "place": (
        lambda w: w.scene.cells("C", w.A, place="above"),
        "scene.cells('C')",
        "place is 'above'; give one of side, below, controls",
    ),
    "label of nothing": (
        lambda w: w.scene.label("", w.u),
        "scene.label",
        "text is empty and there is no value; give one of them",
    ),
    # -- functions of handles, drives, snaps
    "constrain": (
        lambda w: w.scene.handle("w", at=(1, 0), constrain=lambda wanted: wanted[0]),
        "scene.handle('w')",
        "what constrain returns has shape (); it must have shape (2,): write both coordinates: "
        "np.stack([x, y])",
    ),
    "moves to another shape": (
        lambda w: w.scene.handle_at("h", w.u, lambda target: {"u": target[0]}),
        "scene.handle_at('h')",
        "moves['u'] has shape (); it must have shape (2,): write both coordinates: np.stack([x, y])",
    ),
    "moves nothing known": (
        lambda w: w.scene.handle_at("h", w.u, lambda target: {"w": target}),
        "scene.handle_at('h')",
        "it moves 'w', but the scene has no input of that name; it has 'u', 'v', 't', 'sheet'",
    ),
    "moves without names": (
        lambda w: w.scene.handle_at("h", w.u, lambda target: target),
        "scene.handle_at('h')",
        'moves is <live h target, shape (2,)>; give values by the name of an input: {"u": (1, 2)}',
    ),
    "keys to another shape": (
        lambda w: w.scene.handle_at("h", w.u, lambda target: {"u": target}, keys=lambda step: {"t": step}),
        "scene.handle_at('h')",
        "keys['t'] has shape (2,); it must have shape (): one of its numbers is x[i]",
    ),
    "handle on a number": (
        lambda w: w.scene.handle_at("h", w.t, lambda target: {"u": target}),
        "scene.handle_at('h')",
        "position has shape (); it must have shape (2,): write both coordinates: np.stack([x, y])",
    ),
    "says": (
        lambda w: w.scene.handle_at("h", w.u, lambda target: {"u": target}, says="w"),
        "scene.handle_at('h')",
        "it says 'w', but the scene has no input of that name; it has 'u', 'v', 't', 'sheet'",
    ),
    "drives to another shape": (
        lambda w: w.scene.drive("t", {"u": w.t}),
        "scene.drive('t')",
        "values['u'] has shape (); it must have shape (2,): write both coordinates: np.stack([x, y])",
    ),
    "driven by nothing": (
        lambda w: w.scene.drive("s", {"u": w.u}),
        "scene.drive('s')",
        "no slider is named 's'; declare it before what it drives",
    ),
    "snap": (
        lambda w: w.scene.snap("u", "u is long", w.t),
        "scene.snap('u')",
        "candidate has shape (); it must have shape (2,): write both coordinates: np.stack([x, y])",
    ),
    "snap of nothing": (
        lambda w: w.scene.snap("w", "w is long", w.u),
        "scene.snap('w')",
        "no handle is named 'w'; declare the handle before its snaps",
    ),
    "picks": (
        lambda w: w.scene.points(TRIANGLE, picks=("i", "u")),
        "scene.points",
        "it picks 'i' and 'u'; declare that input and that handle before",
    ),
    # -- presets and steps
    "preset of another shape": (
        lambda w: w.scene.preset("Here", {"u": (1, 2, 3)}),
        "scene.preset('Here')",
        "values['u'] has shape (3,); it must have shape (2,)",
    ),
    "step of another shape": (
        lambda w: w.scene.step("Look.", {"u": 1}),
        "scene.step('Look.')",
        "values['u'] has shape (); it must have shape (2,): write both coordinates: np.stack([x, y])",
    ),
    "step of nothing": (
        lambda w: w.scene.step("Look.", {"w": (1, 2)}),
        "scene.step('Look.')",
        "it sets 'w', but the scene has no input of that name; it has 'u', 'v', 't', 'sheet'",
    ),
    "step beyond a slider": (
        lambda w: w.scene.step("Look.", {"t": 2}),
        "scene.step('Look.')",
        "values['t'] is 2; it goes from 0 to 1",
    ),
    "step to infinity": (
        lambda w: w.scene.step("Look.", {"u": (np.inf, 0)}),
        "scene.step('Look.')",
        "values['u'] holds an infinite number; give finite ones",
    ),
    "hide as one text": (
        lambda w: w.scene.step("Look.", hide="u"),
        "scene.step('Look.')",
        "hide is 'u'; give a list of texts",
    ),
    "press of nothing": (
        lambda w: w.scene.step("Look.", press="Go"),
        "scene.step('Look.')",
        "it presses 'Go', but the scene has no button of that name; declare it before",
    ),
    "place in the place of the text": (
        lambda w: w.scene.label(np.zeros(2), (0, 0)),
        "scene.label(array([0., 0.]))",
        "text is array([0., 0.]); give a text",
    ),
    # -- what was declared last
    "hidden until nothing": (
        lambda w: _then_hide(w.scene.arrow(w.u), lambda: w.scene.hidden_until("p")),
        "scene.hidden_until('p')",
        "no prediction is named 'p'; declare it before what it hides",
    ),
    "prediction hidden by itself": (
        lambda w: _then_hide(
            w.scene.predict("p", "Where?", w.u, at=(0, 0)), lambda: w.scene.hidden_until("p")
        ),
        "scene.hidden_until('p')",
        "what was declared last is scene.predict('p'); it hides marks, read-outs and other panel items",
    ),
    "handle that comes and goes": (
        lambda w: _then_hide(w.scene.handle("w", at=(0, 0)), lambda: w.scene.only_while(w.t > 0)),
        "scene.only_while",
        "what was declared last is scene.handle('w'); it hides marks, sliders, actions and panel items; "
        "NaN hides a handle",
    ),
    "preset that comes and goes": (
        lambda w: _then_hide(w.scene.preset("Here", {"t": 1}), lambda: w.scene.only_while(w.t > 0)),
        "scene.only_while",
        "what was declared last is scene.preset('Here'); it hides marks, sliders, actions and panel items; "
        "NaN hides a handle",
    ),
    "nothing that comes and goes": (
        lambda w: Scene("S").only_while(True),
        "scene.only_while",
        "nothing was declared before; it hides marks, sliders, actions and panel items; NaN hides a handle",
    ),
    "condition of a vector": (
        lambda w: _then_hide(w.scene.note("Look."), lambda: w.scene.only_while(w.u > 0)),
        "scene.only_while",
        "condition has shape (2,); it must have shape (): one of its numbers is x[i]",
    ),
}

# Complex numbers, by what would drop their imaginary part.
COMPLEX: dict[str, tuple[Callable[[Written], Any], str, str]] = {
    "frames": (lambda w: w.scene.frames(np.array([1j, 2.0])), "scene.frames", "values"),
    "frames of a list": (lambda w: w.scene.frames([1j, 2.0]), "scene.frames", "values"),
    "state": (lambda w: w.scene.state("s", np.array([1j, 2.0])), "scene.state('s')", "at"),
    "curve": (lambda w: w.scene.curve("C", w.z, at=0), "scene.curve('C')", "heights"),
    "bar": (lambda w: w.scene.bar("B", w.z[0]), "scene.bar('B')", "value"),
    "arrow": (lambda w: w.scene.arrow(w.z, label="z"), "scene.arrow('z')", "tip"),
    "points": (lambda w: w.scene.points(np.stack([w.z, w.z])), "scene.points", "points"),
    "handle": (lambda w: w.scene.handle("w", at=(1j, 2.0)), "scene.handle('w')", "at"),
    "goal": (lambda w: w.scene.goal("g", w.z[0]), "scene.goal('g')", "condition"),
    "moves": (
        lambda w: w.scene.handle_at("h", w.u, lambda target: {"u": w.z}),
        "scene.handle_at('h')",
        "moves['u']",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_shown_is_refused_at_the_authors_line_with_the_cure(name: str) -> None:
    write, call, why = REFUSED[name]
    moves = "which moves" in why or "a list that holds" in why
    with pytest.raises(TraceError if moves else SceneError) as caught:
        write(written())
    place = r" in .*\(tests/live/test_scene_refusals\.py:\d+\): "
    match = re.fullmatch(f"({re.escape(call)}){place}(.*)", str(caught.value))
    assert match, str(caught.value)
    assert match[2] == why


@pytest.mark.parametrize("name", COMPLEX)
def test_no_imaginary_part_is_dropped_in_silence(name: str) -> None:
    write, call, argument = COMPLEX[name]
    with pytest.raises(SceneError) as caught:
        write(written())
    message = str(caught.value)
    assert message.startswith(f"{call} in "), message
    assert "test_scene_refusals.py:" in message
    assert f": {argument} is complex, shape (" in message
    assert "would be shown without its imaginary part; give np.real(z), np.imag(z) or np.abs(z)" in message


def test_complex_numbers_are_shown_where_they_are_written_whole() -> None:
    w = written()
    w.scene.readout("z", w.z)
    w.scene.label("z", w.u, value=w.z[0])
    w.scene.formula("z = @0", w.z)
    w.scene.matrix("z", w.z)
    w.scene.cells("z", np.stack([w.z, w.z]))
    kinds = ["readout", "formula", "matrix", "cells"]
    assert [item["kind"] for item in _panel(w.scene)[-4:]] == kinds


def test_the_refusal_names_the_line_of_the_call_and_not_one_of_the_scenes() -> None:
    w = written()

    def draw() -> None:
        w.scene.points(w.u)

    with pytest.raises(SceneError) as caught:
        draw()
    line = draw.__code__.co_firstlineno + 1
    assert f"draw (tests/live/test_scene_refusals.py:{line})" in str(caught.value).replace(
        "test_the_refusal_names_the_line_of_the_call_and_not_one_of_the_scenes.<locals>.", ""
    )


def test_a_step_may_hide_what_is_declared_after_it_and_nothing_else() -> None:
    w = written()
    w.scene.step("Without the sum.", hide=["u + v", "length"])
    w.scene.arrow(w.u, label="u + v")
    with pytest.raises(SceneError) as caught:
        w.scene.payload()
    assert re.match(
        r"scene\.step\('Without the sum\.'\) in .*test_scene_refusals\.py:\d+\): it hides 'length', and the "
        r"scene has nothing of that name; it can hide \['u \+ v'\]",
        str(caught.value),
    ), str(caught.value)
    w.scene.readout("length", w.t)
    w.scene.payload()


def test_a_mark_that_bears_no_label_is_hidden_by_its_name() -> None:
    w = written()
    w.scene.arrow(w.u, name="tip")
    w.scene.segment(w.u, np.zeros(2), name="side")
    w.scene.path(np.stack([w.u, 2 * w.u]), name="curve")
    w.scene.polygon(np.stack([w.u, 2 * w.u, np.zeros(2)]), name="area")
    named = ["tip", "side", "curve", "area"]
    w.scene.step("Nothing of it.", hide=named)
    drawn = json.loads(w.scene.payload())["marks"]
    assert [(mark["name"], mark["label"]) for mark in drawn] == [(name, "") for name in named]
    assert w.scene.hideable_names() == named


def test_a_page_that_hides_what_its_scene_does_not_have_is_refused_at_its_line() -> None:
    def script() -> None:
        import streamlit as st

        from explorer.live.scene import Scene, SceneError
        from explorer.live.serve.component import show

        scene = Scene("One vector")
        u = scene.handle("u", at=(1, 0))
        scene.readout("x of u", u[0])
        try:
            show(scene, key="one", hide=["x of u", "y of u"])
        except SceneError as refusal:  # the app's settings keep errors from readers
            st.text(str(refusal))

    (said,) = AppTest.from_function(script).run().text
    assert re.fullmatch(
        r"component\.show\('one'\) in script \(.*:\d+\): it hides 'y of u', and the scene has nothing of "
        r"that name; it can hide \['x of u'\]",
        said.value,
    ), said.value


def test_only_while_and_hidden_until_act_on_what_was_declared_last() -> None:
    w = written()
    w.scene.predict("p", "Where?", w.u, at=(0, 0))
    w.scene.readout("before", w.t)
    for declare in (
        lambda: w.scene.field("u", "v"),
        lambda: w.scene.formula("@0", w.t),
        lambda: w.scene.matrix("M", columns=("u", "v")),
        lambda: w.scene.matrix("A", w.A),
        lambda: w.scene.legend(["a", "b"]),
        lambda: w.scene.note("Look."),
        lambda: w.scene.paint("P", np.zeros((2, 2))),
    ):
        count = len(_panel(w.scene))
        declare()
        w.scene.only_while(w.t > 0.5)
        w.scene.hidden_until("p")
        fresh = _panel(w.scene)[count:]
        assert fresh
        assert all("while" in item and item["until"] == "p" for item in fresh)
    before = next(item for item in _panel(w.scene) if item.get("name") == "before")
    assert "while" not in before
    assert "until" not in before
    w.scene.arrow(w.u, label="u")
    w.scene.hidden_until("p")
    assert w.scene._marks[-1]["until"] == "p"
    w.scene.slider("s", 0, 1, at=0)
    w.scene.only_while(w.t > 0.5)
    assert "while" in w.scene._controls[-1]


def test_what_the_author_writes_into_an_array_later_does_not_change_the_picture() -> None:
    scene = Scene("A triangle")
    corners = TRIANGLE.copy()
    scene.polygon(corners)
    corners[:] = 7.0
    np.testing.assert_array_equal(scene.program().run({})["0"], TRIANGLE)


def _panel(scene: Scene) -> list[Any]:
    return list(scene._panel)
