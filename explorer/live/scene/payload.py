"""What leaves a scene: the types of the JSON that the browser reads, one for each kind.

An `Output` is the name of a value of the program: the browser asks the program for it at every frame.
`Numbers` are an array, flat, in C order; a blank (NaN) is None. A key that is `NotRequired` is absent where
it would say nothing.
"""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypedDict

Output = str
Numbers = list[float | None]


class View(TypedDict):
    """The part of the plane that is visible at the start, and what is drawn behind the marks."""

    x: list[float]
    y: list[float]
    grid: bool
    axes: bool
    numbers: bool
    names: list[list[str]]
    tall: tuple[list[float], list[float], float] | None
    wide: bool
    ratio: NotRequired[float]


class Pane(View):
    """A plane of its own beside the main picture; `holds` are points that it never loses sight of."""

    name: str
    holds: NotRequired[Output]


class Input(TypedDict):
    """An array that the reader can change and Python hears of; a hidden one is a help to a control."""

    name: str
    shape: list[int]
    at: Numbers
    hidden: bool
    url: str
    low: NotRequired[float]
    high: NotRequired[float]
    step: NotRequired[float | None]
    blanks: NotRequired[bool]
    quiet: NotRequired[bool]
    decimals: NotRequired[int]


# `while` is a word of Python: these two cannot be written as a class.
Hideable = TypedDict("Hideable", {"until": NotRequired[str], "while": NotRequired[Output]})


# ---------------------------------------------------------------------------------- controls


class Snap(TypedDict):
    """A place where a handle may rest, and what it means."""

    name: str
    at: Output
    guards: list[int]


class Keys(TypedDict):
    """What the arrow keys do to a handle, where that is not a step on the screen."""

    input: str
    step: float
    sets: dict[str, Output]


class HandleControl(TypedDict):
    """A point that is dragged. With `target`, its wanted place goes there, and `sets` says what follows."""

    kind: Literal["handle"]
    name: str
    role: str
    shape: str
    at: Output
    input: NotRequired[str]
    target: NotRequired[str]
    sets: NotRequired[dict[str, Output]]
    guards: NotRequired[list[int]]
    tells: NotRequired[Output]
    keys: NotRequired[Keys]
    snaps: NotRequired[list[Snap]]
    predict: NotRequired[str]
    depth: NotRequired[bool]
    names: NotRequired[list[str]]
    unit: NotRequired[str]
    far: NotRequired[bool]
    pane: NotRequired[int]


class SliderControl(Hideable):
    """A number between two ends; with `play` a clock, with `sets` one that moves other inputs."""

    kind: Literal["slider"]
    name: str
    input: str
    low: float
    high: float
    step: float | None
    play: bool
    seconds: float
    unit: str
    labels: list[str] | None
    sets: NotRequired[dict[str, Output]]
    starts: NotRequired[bool]


class SwitchControl(TypedDict):
    """A box to tick."""

    kind: Literal["switch"]
    name: str
    input: str


class ButtonControl(TypedDict):
    """A button that asks Python for something."""

    kind: Literal["button"]
    name: str


class ActionControl(Hideable):
    """A button that sets inputs."""

    kind: Literal["action"]
    name: str
    sets: dict[str, Output]
    key: str


class ChoiceControl(TypedDict):
    """One of a few."""

    kind: Literal["choice"]
    name: str
    input: str
    options: list[str]


class TextControl(Hideable):
    """One of many texts, searched while it is typed; `list` is their place among the lists."""

    kind: Literal["text"]
    name: str
    input: str
    list: int


class SequenceControl(Hideable):
    """A row of items of a list that is put in order; its input is blank where it holds -1."""

    kind: Literal["sequence"]
    name: str
    input: str
    list: int
    repeats: bool


class OrbitControl(TypedDict):
    """The camera that the reader turns."""

    kind: Literal["orbit"]
    name: str
    input: str


Control = (
    HandleControl
    | SliderControl
    | SwitchControl
    | ButtonControl
    | ActionControl
    | ChoiceControl
    | TextControl
    | SequenceControl
    | OrbitControl
)


# ---------------------------------------------------------------------------------- marks


class Drawn(Hideable):
    """What all marks have. With `depth` positions have a third coordinate that says how near they are.

    `pane` is the place of the pane that it is drawn in, among all; without it, it is in the main picture.
    """

    role: str
    label: str
    guards: list[int]
    depth: NotRequired[bool]
    pane: NotRequired[int]


class ArrowMark(Drawn):
    """An arrow."""

    kind: Literal["arrow"]
    name: NotRequired[str]
    tip: Output
    tail: Output
    faint: bool


class SegmentMark(Drawn):
    """A straight piece."""

    kind: Literal["segment"]
    name: NotRequired[str]
    start: Output
    end: Output


class SegmentsMark(Drawn):
    """Many straight pieces."""

    kind: Literal["segments"]
    pieces: Output
    faint: bool
    solid: NotRequired[bool]


class GridMark(Drawn):
    """Many thin straight pieces, behind the rest."""

    kind: Literal["grid"]
    pieces: Output


class LineMark(Drawn):
    """A line without ends."""

    kind: Literal["line"]
    direction: Output
    through: Output


class PathMark(Drawn):
    """A curve through points."""

    kind: Literal["path"]
    name: NotRequired[str]
    points: Output
    closed: bool


class PolygonMark(Drawn):
    """A filled shape."""

    kind: Literal["polygon"]
    name: NotRequired[str]
    points: Output
    signed: bool
    edge: bool


class Picks(TypedDict):
    """What a press on a point does: set an input to its number, and take a handle."""

    input: str
    handle: str


class PointsMark(Drawn):
    """Points, few or, with `cloud`, so many that they are drawn in another way.

    As a number `labels` is the place of a list among the lists.
    """

    kind: Literal["points"]
    points: Output
    size: float
    name: str
    faint: bool
    cloud: NotRequired[bool]
    labels: NotRequired[list[str] | int]
    groups: NotRequired[list[int]]
    group_names: NotRequired[list[str]]
    colours: NotRequired[list[str]]
    picks: NotRequired[Picks]
    sizes: NotRequired[Output]
    tones: NotRequired[Output]
    markers: NotRequired[Output]


class LabelMark(Drawn):
    """A short text beside a point; `tail` is what it keeps away from."""

    kind: Literal["label"]
    name: NotRequired[str]
    at: Output
    small: bool
    lead: NotRequired[bool]
    tail: NotRequired[Output]
    value: NotRequired[Output]
    unit: NotRequired[str]
    digits: NotRequired[int]
    list: NotRequired[int]
    words: NotRequired[list[str]]
    centred: NotRequired[bool]


class PictureMark(Drawn):
    """A matrix (m, n), or a picture (m, n, 3), as pixels between two ends of each axis."""

    kind: Literal["picture"]
    name: str
    matrix: Output
    x: list[float]
    y: list[float]
    low: float
    high: float
    tones: str
    digits: int
    rows: NotRequired[list[str]]
    columns: NotRequired[list[str]]
    hot: NotRequired[Output]
    picked: NotRequired[str]


class EntriesMark(Drawn):
    """A matrix (m, n) as numbers in cells of the picture; with `input` they are typed and dragged."""

    kind: Literal["entries"]
    name: str
    matrix: Output
    x: list[float]
    y: list[float]
    input: NotRequired[str]
    step: NotRequired[float]
    lit: NotRequired[Output]
    rows: NotRequired[list[str]]
    columns: NotRequired[list[str]]
    beside: NotRequired[bool]
    signs: NotRequired[list[str]]
    roles: NotRequired[list[str]]


class PressMark(Drawn):
    """Points that are pressed; `input` takes the number of the point, and `sets` says what follows."""

    kind: Literal["press"]
    name: str
    points: Output
    labels: list[str]
    input: str
    sets: dict[str, Output]
    on: NotRequired[Output]
    place: NotRequired[str]
    beside: NotRequired[dict[str, Output]]


Mark = (
    ArrowMark
    | SegmentMark
    | SegmentsMark
    | GridMark
    | LineMark
    | PathMark
    | PolygonMark
    | PointsMark
    | LabelMark
    | PictureMark
    | EntriesMark
    | PressMark
)


# ---------------------------------------------------------------------------------- panel


class ReadoutItem(Hideable):
    """A number, a vector or a matrix that follows the drag."""

    kind: Literal["readout"]
    name: str
    value: Output
    guards: list[int]
    unit: str
    digits: int
    role: str
    words: list[str] | None
    aside: bool
    lead: NotRequired[bool]
    list: NotRequired[int]


class FieldItem(Hideable):
    """The components of an input, typed."""

    kind: Literal["field"]
    name: str
    input: str
    role: str


class MatrixItem(Hideable):
    """A matrix in brackets: a value that follows, or handles that are its columns."""

    kind: Literal["matrix"]
    name: str
    value: NotRequired[Output]
    guards: NotRequired[list[int]]
    role: NotRequired[str]
    inputs: NotRequired[list[str]]
    roles: NotRequired[list[str]]


class Coloured(Hideable):
    """A matrix that follows, in colours from -scale over 0 to scale."""

    name: str
    value: Output
    guards: list[int]
    rows: list[str] | None
    columns: list[str] | None
    scale: float
    digits: int
    place: str


class CellsItem(Coloured):
    """A matrix as coloured cells."""

    kind: Literal["cells"]
    heads: list[str] | None
    target: NotRequired[Output]


class PixelsItem(Coloured):
    """A matrix of so many numbers that they are pixels, which say their numbers one at a time."""

    kind: Literal["pixels"]


class Typed(Hideable):
    """A matrix that is typed."""

    name: str
    input: str
    rows: list[str]
    columns: list[str]
    heads: list[str] | None
    scale: float
    place: str


class TableItem(Typed):
    """A matrix of real numbers that is typed."""

    kind: Literal["table"]


class ComplexTableItem(Typed):
    """A matrix of complex numbers that is typed; its input holds a real and an imaginary part a cell."""

    kind: Literal["complex_table"]


class PaintItem(Hideable):
    """A matrix that is painted."""

    kind: Literal["paint"]
    name: str
    input: str
    low: float
    high: float
    brush: float
    soft: float
    named: bool
    rows: list[str] | None
    columns: list[str] | None
    place: str


class BarItem(Hideable):
    """A number as a bar, beside the best that can be reached."""

    kind: Literal["bar"]
    name: str
    value: Output
    guards: list[int]
    low: float
    high: float
    unit: str
    lead: NotRequired[bool]
    said: NotRequired[str]
    best: NotRequired[Output]


class RecordItem(Hideable):
    """The largest value so far."""

    kind: Literal["record"]
    name: str
    value: Output
    guards: list[int]
    counts: Output
    per: Output
    unit: str


class CurveItem(Hideable):
    """Heights, one a step, and the step where one stands."""

    kind: Literal["curve"]
    name: str
    value: Output
    guards: list[int]
    at: Output
    role: str
    logarithmic: bool


class LegendItem(Hideable):
    """Markers of groups with their names."""

    kind: Literal["legend"]
    names: list[str]
    place: str


class FormulaItem(Hideable):
    """A formula as MathML; the elements with `data-value="k"` show the k-th of `values`."""

    kind: Literal["formula"]
    mathml: str
    values: list[Output]
    guards: list[int]
    digits: int


class GoalItem(Hideable):
    """A challenge that checks itself."""

    kind: Literal["goal"]
    name: str
    value: Output
    guards: list[int]
    because: str
    when: NotRequired[Output]
    guess: NotRequired[str]


class PredictItem(Hideable):
    """A question with its answer, and how far off the guess is."""

    kind: Literal["predict"]
    name: str
    question: str
    value: Output
    guards: list[int]
    answer: Output
    within: float
    input: NotRequired[str]
    unit: NotRequired[str]
    digits: NotRequired[int]
    about: NotRequired[Output]
    which: NotRequired[Output]
    seen: NotRequired[Output]


class PresetItem(TypedDict):
    """A setting of inputs under a name."""

    kind: Literal["preset"]
    name: str
    values: dict[str, Numbers]
    seconds: float | None


class NoteItem(Hideable):
    """One sentence."""

    kind: Literal["note"]
    text: str
    place: str


Item = (
    ReadoutItem
    | FieldItem
    | MatrixItem
    | CellsItem
    | PixelsItem
    | TableItem
    | ComplexTableItem
    | PaintItem
    | BarItem
    | RecordItem
    | CurveItem
    | LegendItem
    | FormulaItem
    | GoalItem
    | PredictItem
    | PresetItem
    | NoteItem
)


# ---------------------------------------------------------------------------------- all of it


class Step(TypedDict):
    """A step of the lesson: its sentence, what it sets, what it hides, which button it presses."""

    text: str
    values: dict[str, Numbers]
    hide: list[str]
    press: str


class ProgramInput(TypedDict):
    """An input of the program."""

    name: str
    shape: list[int]


class ProgramGuard(TypedDict):
    """A condition of the program, by its place, and the sentence for when it fails."""

    condition: int
    message: str


class ProgramJson(TypedDict):
    """The recorded program: `Program.to_json`. A step is [op, operands] or [op, operands, attributes]."""

    inputs: list[ProgramInput]
    constants: list[Any]
    steps: list[list[Any]]
    outputs: dict[Output, int]
    guards: list[ProgramGuard]


class RoleLooks(TypedDict):
    """How a role looks: see `explorer.roles.Role`."""

    meaning: str
    light: str
    dark: str
    light_strong: str
    dark_strong: str
    dash: str
    marker: str


class Payload(TypedDict):
    """Everything that the browser needs of a scene."""

    title: str
    view: View
    panes: list[Pane]
    inputs: list[Input]
    controls: list[Control]
    marks: list[Mark]
    panel: list[Item]
    steps: list[Step]
    program: ProgramJson
    roles: dict[str, RoleLooks]
    groups: list[list[str]]
    lists: list[list[str]]
    scale: dict[str, list[str]]
