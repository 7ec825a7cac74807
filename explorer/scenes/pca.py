"""A line or plane turned by hand inside a real cloud of points, and the race against PCA to the best one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from explorer.data import selection as data
from explorer.data import summary
from explorer.data.selection import Selection
from explorer.live.scene import Scene, recorded
from explorer.logic import cloud, moved_points, pca, plane_by_hand
from explorer.scenes import pca_drawing, pca_points
from explorer.scenes.pca_drawing import ASIDE, BELOW, FEW, HALF, ROOM, PlaneStage
from explorer.sentence import Sentence

WAY = "way to the optimum"
_HANDLE = 1.25  # from the origin to the handle, in root mean square distances of the points
_BY_HAND = 0.0005  # below this share of the way to the optimum the reader holds the plane
_FAR = "One point far out outweighs the rest: the first component turns to it."


@recorded
def scene(selection: Selection | None = None, shadow: str = "shadow") -> Scene:
    """A cloud, a line or plane through it that is turned by hand, and beside it the shadow on that.

    Parameters
    ----------
    selection : Selection, optional
        Two columns or components for a line, three for a plane; by default the earthquakes of Fiji.
    shadow : str
        The word in the formula, in the reader's language.
    """
    selection = data.quakes() if selection is None else selection
    stage = set_up(selection)
    scene, X, C, B = stage.scene, stage.points, stage.covariance, stage.basis
    k = len(selection.names)
    origin = np.zeros(k)

    kept, most = 100 * pca.share_kept(C, B), 100 * pca.share_kept(C, stage.best)
    off = pca.largest_principal_angle(B, stage.best)
    feet = pca.orthogonal_projection(X, B, origin)
    pca_drawing.draw(stage, selection, pca.project_to(X, B, origin), feet)

    scene.formula(rf"\text{{{shadow}}} = (X - m)\,\guess{{B}}^{{\mathsf{{T}}}}")
    scene.bar("variance kept by hand", kept, best=most, high=100, unit="%", at=stage.tip, said="keeps")
    scene.readout("the most that PCA can keep", most, unit="%", digits=1, role="principal")
    scene.readout("degrees off", off, unit="°", digits=1)
    scene.record("best so far", kept, counts=stage.by_hand, per=_race(stage), unit="%")
    if k == 3:
        scene.readout("tilt of the plane", pca.plane_tilt(B), unit="°", digits=1)
    turned = pca_points.add_readouts(scene, stage.moved, stage.best, stage.before)

    scene.preset("Drop to the optimum", {WAY: 1}, seconds=2.5)
    _steps(scene, selection)
    _goals(stage, selection, off)
    pca_points.add_goal(scene, selection, stage.moved, turned)
    _say_what_is_not_seen(stage, selection)
    return scene


def set_up(selection: Selection) -> PlaneStage:
    """Set the scene: camera, switches, the handle that turns the plane, and the way to the optimum."""
    flat = len(selection.names) == 2
    scene = Scene(
        Sentence(
            "{table}: a cloud, a line through it, and beside it the shadow on the line"
            if flat
            else "{table}: a cloud, a plane through it, and beside it the shadow on the plane",
            table=selection.data.table.name,
        ),
        x=(-ROOM, ASIDE + ROOM),
        y=(-HALF, HALF + 0.16),
        tall=((-ROOM, ROOM), (-BELOW - HALF, HALF)),
        wide=True,
        grid=False,
        axes=False,
        numbers=False,
    )
    camera = None if flat else scene.orbit(azimuth=-62, elevation=16)
    center, standardize = scene.switch("centre", at=True), scene.switch("standardise")
    t = scene.slider(WAY, 0, 1, at=0)
    moved = pca_points.declare(scene, selection)
    measured = selection.state(center, standardize)
    now = selection.state(
        center, standardize, moved.on * moved_points.shifts(moved.slots, len(selection.rows))
    )
    # A point that is pulled away must not shrink the others: the unit is that of the data as measured.
    unit = np.sqrt(np.trace(measured.covariance))
    before = cloud.best_basis(measured.covariance, len(selection.names) - 1)
    best = cloud.best_basis(now.covariance, len(selection.names) - 1)
    if camera is None:
        mine = pca.line_from_angle(np.radians(scene.state("line", 80.0)))
        basis = pca.grassmann_geodesic(mine, best, t)
        tip = _line_handle(scene, basis[0])
    else:
        angles = scene.state("plane", (-60.0, 24.0))
        mine = plane_by_hand.tilted_plane(*np.radians(angles))
        basis = pca.grassmann_geodesic(mine, best, t)
        normal = pca.plane_normal(basis)
        # The reader's own angles go on where a plane is upside down; those of a plane on its way begin anew.
        shown = np.where(t < _BY_HAND, angles, np.degrees(plane_by_hand.strike_and_tilt(normal)))
        tip = _plane_handle(scene, normal, shown, camera)
    pca_points.add_handle(scene, moved, now, unit, camera)
    return PlaneStage(
        scene, now.points, now.covariance, basis, mine, best, t < _BY_HAND, center, standardize, unit, now,
        moved, before, camera, tip,
    )  # fmt: skip


def _line_handle(scene: Scene, direction: Any) -> Any:
    """Put the handle on the line; return where it is."""
    angle = np.arctan2(direction[1], direction[0])
    scene.handle_at(
        "line",
        _HANDLE * direction,
        lambda target: {"line": np.degrees(np.arctan2(target[1], target[0])), WAY: 0.0 * target[0]},
        role="guess",
        shape="hollow",
        says="line",
        names=("angle",),
        unit="°",
        keys=lambda step: {
            "line": plane_by_hand.wrapped(np.degrees(angle) + step[0] + step[1]),
            WAY: 0.0 * step[0],
        },
    )
    return _HANDLE * direction


def _plane_handle(scene: Scene, normal: Any, angles: Any, camera: Any) -> Any:
    """Put the handle on that end of the normal which is turned towards the reader; keys add to its angles.

    Return where it is.
    """
    near = plane_by_hand.on_near_side(normal, camera[:, 2])
    tip = (_HANDLE * near) @ camera

    def drag(target: Any) -> dict[str, Any]:
        wanted = plane_by_hand.direction_under(target / _HANDLE, camera, normal)
        return {"plane": np.degrees(plane_by_hand.strike_and_tilt(wanted)), WAY: 0.0 * target[0]}

    def turn(step: Any) -> dict[str, Any]:
        return {"plane": plane_by_hand.wrapped(angles + step), WAY: 0.0 * step[0]}

    scene.arrow(_HANDLE * near, tail=np.zeros(3), role="guess")
    scene.handle_at(
        "plane",
        tip[:2],
        drag,
        role="guess",
        shape="hollow",
        says="plane",
        keys=turn,
        names=("direction", "tilt"),
        unit="°",
    )
    return tip[:2]


def _steps(scene: Scene, selection: Selection) -> None:
    """Add ways to begin, and the steps of the lesson for what is held."""
    home, far = pca_points.as_measured(selection), pca_points.far_out(selection)
    # Among hundreds a point that outweighs all others is so far out that the others are a dot.
    small = len(selection.rows) <= FEW
    if len(selection.names) == 2:
        scene.preset("Level", {"line": 0.0, WAY: 0})
        scene.preset("Upright", {"line": 90.0, WAY: 0})
        if small:
            scene.preset("One point far out", {WAY: 1, **far})
        scene.step("A level line keeps what varies from side to side.", {"line": 0.0, WAY: 0, **home})
        scene.step("An upright one keeps what varies up and down.", {"line": 90.0, WAY: 0})
        scene.step("The sticks are what is lost: turn until they are short.", {"line": 45.0, WAY: 0})
        scene.step("PCA’s line makes the sum of their squares the least.", {WAY: 1})
        if small:
            scene.step(_FAR, {WAY: 1, **far})
        return
    scene.preset("Lying flat", {"plane": (0.0, 0.0), WAY: 0})
    scene.preset("Upright", {"plane": (0.0, 90.0), WAY: 0})
    if small:
        scene.preset("One point far out", {WAY: 1, **far})
    scene.step(
        "The plane lies flat: its shadow is the view from above.", {"plane": (0.0, 0.0), WAY: 0, **home}
    )
    scene.step("Upright, it shows the cloud from the side.", {"plane": (0.0, 90.0), WAY: 0})
    scene.step("Turn the cloud until it looks thin; the plane belongs along it.", {"camera": (72.0, 4.0)})
    scene.step("PCA’s plane: the sum of the squared sticks is the least.", {WAY: 1})
    if small:
        scene.step(_FAR, {WAY: 1, **far})


def _race(stage: PlaneStage) -> Any:
    """Return a number that changes with the cloud, so that a record of another cloud is forgotten."""
    return 2 * stage.center + stage.standardize + stage.unit + np.trace(stage.covariance)


def _goals(stage: PlaneStage, selection: Selection, off: Any) -> None:
    what = "plane" if len(selection.names) == 3 else "line"
    stage.scene.goal(
        f"By hand, hold the {what} within 5 degrees of the best one.",
        off < 5,
        "No other keeps more: its directions are the first principal components.",
        when=stage.by_hand,
    )
    kept = 100 * pca.share_kept(stage.covariance, stage.mine)  # also while PCA holds it
    least = 100 - 100 * pca.share_kept(stage.covariance, stage.best[:1])
    stage.scene.goal(
        f"By hand, find the {what} that keeps least.",
        kept < least + 1,
        "The first component points straight out of it, so all of that is lost.",
        when=stage.by_hand,
    )


def _say_what_is_not_seen(stage: PlaneStage, selection: Selection) -> None:
    """Tell a reader who sees a sample, or some components, how much of all data that is."""
    if selection.columns is None:
        names, table = selection.names, selection.data.table
        stage.scene.readout(
            Sentence(
                "share of {first} to {last} in all {count} columns",
                first=names[0],
                last=names[-1],
                count=len(table.columns),
            ),
            100 * selection.share(stage.center, stage.standardize),
            unit="%",
            digits=1,
        )
    if len(selection.rows) < selection.data.rows:
        stage.scene.note(
            Sentence(
                "{some} of {all} rows, chosen at random, are drawn; every number is that of all.",
                some=len(selection.rows),
                all=selection.data.rows,
            )
        )


def variants() -> Iterator[Scene]:
    """Yield scenes that say what the one without arguments does not: the catalogues look at them."""
    few = summary.few(data.quakes().data, 12)
    yield scene(data.select(few, (0, 1, 2), 3))
    yield scene(data.select(few, (0, 2), 2))
