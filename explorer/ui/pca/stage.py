"""The stage of the PCA lesson: a cloud, a line or plane in it that is turned by hand, and its shadow.

Everything here is about where things stand on the stage. What they are is computed by `explorer.logic` and
recorded, so that it follows every frame of a drag.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from explorer.live.scene import Scene
from explorer.logic import cloud, pca, plane_by_hand
from explorer.ui.language import _
from explorer.ui.pca import points as pca_points
from explorer.ui.pca.data import Held, Now
from explorer.ui.pca.points import HANDLE, POINT, Moved
from explorer.ui.words import whole

WAY = "way to the optimum"

# Lengths on the stage are in root mean square distances of the points from the origin: a standardised cloud
# and one in kilometres, with its mean or without, fill the same room.
_ROOM = 1.86  # from the middle of a cloud to the edge of its half of the stage
_REACH = 1.7  # radius of the disc that stands for the plane, half the length of the line
_HANDLE = 1.25  # from the origin to the handle
_AXIS = 1.66
_BASIS = 0.55
_BY_HAND = 0.0005  # below this share of the way to the optimum the reader holds the plane
_STICKS = 110
_DEVIATIONS = 1.6  # standard deviations from the mean to the end of a component
# A round plane has no corner that leaves the stage, and its tilt is read off the ellipse.
_DISC = _REACH * np.stack(
    [np.cos(np.linspace(0, 2 * np.pi, 73)[:-1]), np.sin(np.linspace(0, 2 * np.pi, 73)[:-1])], axis=1
)


_FEW = 100  # points of a cloud in which one that counts for all is still in the same picture
_FAR = "One point far out outweighs all others: variance counts squares, and the components turn to it."


class Hand(NamedTuple):
    """A line or plane in a cloud, live.

    Attributes
    ----------
    scene
    points : (n, k) the drawn points, prepared as the switches say
    covariance : (k, k) of all points, prepared likewise
    basis : (k - 1, k) where the line or plane is now
    best : (k - 1, k) where PCA puts it
    by_hand : whether the reader holds it, and not PCA
    center, standardize : the switches
    unit : the root mean square distance of the points from the origin, as measured
    now : the cloud as it is
    moved : the points that the reader moves
    before : (k - 1, k) where PCA would put it if no point had been moved
    camera : its columns are right, up and towards the eye; None for a flat cloud
    """

    scene: Scene
    points: Any
    covariance: Any
    basis: Any
    best: Any
    by_hand: Any
    center: Any
    standardize: Any
    unit: Any
    now: Now
    moved: Moved
    before: Any
    camera: Any


def hold(held: Held) -> Hand:
    """Set the scene: camera, switches, the handle that turns the plane, and the way to the optimum."""
    flat = len(held.names) == 2
    what = "line" if flat else "plane"
    scene = Scene(
        f"{held.data.table.name}: a cloud, a {what} through it, and beside it the shadow on the {what}",
        x=(-_ROOM, 2.92 * _ROOM),
        y=(-_ROOM, _ROOM),
        tall=((-_ROOM, 2.02 * _ROOM), (-2.58 * _ROOM, _ROOM)),
        wide=True,
        grid=False,
        axes=False,
        numbers=False,
    )
    camera = None if flat else scene.orbit(azimuth=-62, elevation=16)
    center, standardize = scene.switch("centre", at=True), scene.switch("standardise")
    t = scene.slider(WAY, 0, 1, at=0)
    moved = pca_points.declare(scene, held)
    measured = held.now(center, standardize)
    now = held.now(center, standardize, moved.on * pca_points.shifts(moved.slots, len(held.rows)))
    # A point that is pulled away must not shrink the others: the unit is that of the data as measured.
    unit = np.sqrt(np.trace(measured.covariance))
    before = cloud.best_basis(measured.covariance, len(held.names) - 1)
    best = cloud.best_basis(now.covariance, len(held.names) - 1)
    if camera is None:
        mine = pca.line_from_angle(np.radians(scene.state("line", 80.0)))
        basis = pca.grassmann_geodesic(mine, best, t)
        _line_handle(scene, basis[0])
    else:
        angles = scene.state("plane", (-60.0, 24.0))
        mine = plane_by_hand.tilted_plane(*np.radians(angles))
        basis = pca.grassmann_geodesic(mine, best, t)
        normal = pca.plane_normal(basis)
        # The reader's own angles go on where a plane is upside down; those of a plane on its way begin anew.
        told = np.where(t < _BY_HAND, angles, np.degrees(plane_by_hand.strike_and_tilt(normal)))
        _plane_handle(scene, normal, told, camera)
    pca_points.handle(scene, moved, now, unit, camera)
    return Hand(
        scene, now.points, now.covariance, basis, best, t < _BY_HAND, center, standardize, unit, now, moved,
        before, camera,
    )  # fmt: skip


def draw(hand: Hand, held: Held, shadow: Any, feet: Any) -> None:
    """Draw the cloud with the plane in it, sticks to the feet of some points, and the shadow on the right.

    Parameters
    ----------
    shadow : (n, k - 1) live
        Coordinates of the points within the plane.
    feet : (n, k) live
        The points of the plane below the points.
    """
    if len(held.names) == 2:
        _draw_flat(hand, held, shadow, feet)
    else:
        _draw_solid(hand, held, shadow, feet)
    found = held.groups()
    if found is not None:
        hand.scene.legend(found[1], place="controls")


def _line_handle(scene: Scene, direction: Any) -> None:
    angle = np.arctan2(direction[1], direction[0])
    scene.handle_at(
        "line",
        _HANDLE * direction,
        lambda target: {"line": np.degrees(np.arctan2(target[1], target[0])), WAY: 0.0 * target[0]},
        role="guess",
        shape="hollow",
        says="line",
        keys=lambda step: {
            "line": plane_by_hand.wrapped(np.degrees(angle) + step[0] + step[1]),
            WAY: 0.0 * step[0],
        },
    )


def _plane_handle(scene: Scene, normal: Any, angles: Any, camera: Any) -> None:
    """Put the handle on that end of the normal which is turned towards the reader; keys add to its angles."""
    near = plane_by_hand.on_near_side(normal, camera[:, 2])
    tip = (_HANDLE * near) @ camera

    def drag(target: Any) -> dict[str, Any]:
        wanted = plane_by_hand.direction_under(target / _HANDLE, camera, normal)
        return {"plane": np.degrees(plane_by_hand.strike_and_tilt(wanted)), WAY: 0.0 * target[0]}

    def turn(step: Any) -> dict[str, Any]:
        return {"plane": plane_by_hand.wrapped(angles + step), WAY: 0.0 * step[0]}

    scene.arrow(_HANDLE * near, tail=np.zeros(3), role="guess")
    scene.handle_at("plane", tip[:2], drag, role="guess", shape="hollow", says="plane", keys=turn)


def _beside(scene: Scene) -> Any:
    """Return where the middle of the shadow is: at the right of the cloud, or below it in a narrow frame."""
    return np.where(
        scene.in_tall_frame() > 0.5, np.array([1.02 * _ROOM, -1.58 * _ROOM]), np.array([1.95 * _ROOM, 0.0])
    )


def _draw_moved(hand: Hand, shadow: Any) -> None:
    """Draw from where points were moved, the components that follow, and the shadow of the point in hand."""
    scene, moved = hand.scene, hand.moved
    shown = np.where(moved.on > 0.5, 1.0, np.nan)
    scene.segments(pca_points.trails(moved, hand.now, hand.unit), role="second")
    for i in range(hand.basis.shape[0]):
        long = _DEVIATIONS * np.sqrt(hand.best[i] @ hand.covariance @ hand.best[i]) / hand.unit
        end = shown * long * hand.best[i]
        scene.segment(-end, end, role="principal")
        scene.label(f"PC{i + 1}", 1.12 * end, role="principal", small=True)
    # The shadow of the point in hand wears a ring.
    ring = 0.09 * _DISC / _REACH
    scene.path(shown * (shadow[moved.place] + ring), role="second", closed=True)


def _marked(held: Held) -> dict[str, Any]:
    found = held.groups()
    return {} if found is None else {"groups": found[0], "group_names": found[1]}


def _size(rows: int) -> float:
    """Return the radius of a point: few are drawn large."""
    return 2.6 if rows > 400 else 3.4 if rows > _FEW else 5.0


def _draw_solid(hand: Hand, held: Held, shadow: Any, feet: Any) -> None:
    scene = hand.scene
    P, F, S = hand.points / hand.unit, feet / hand.unit, shadow / hand.unit
    basis, marked, rows = hand.basis, _marked(held), len(held.rows)
    size = _size(rows)
    ghost = np.where((scene.switch("show PCA’s plane") > 0.5) | (hand.moved.on > 0.5), 1.0, np.nan)
    towards = hand.camera[:, 2]
    height = P @ plane_by_hand.on_near_side(pca.plane_normal(basis), towards)
    in_front = (height >= 0)[:, None]
    some = np.linspace(0, rows - 1, min(rows, _STICKS)).astype(int)

    for i, name in enumerate(held.names):
        scene.arrow(_AXIS * np.eye(3)[i], tail=np.zeros(3), role="data", faint=True)
        scene.label(name, 1.12 * _AXIS * np.eye(3)[i], role="data", small=True)
    picks = (POINT, HANDLE)
    scene.points(np.where(in_front, np.nan, P), faint=True, size=size, picks=picks, **marked)
    scene.polygon(_DISC @ basis, role="guess")
    scene.grid(np.stack([P[some], F[some]], axis=1), role="derived")
    scene.points(
        np.where(in_front, P, np.nan),
        size=size, labels=held.labels(), name="points", picks=picks, **marked,
    )  # fmt: skip
    scene.path(ghost * 1.03 * (_DISC @ hand.best), role="principal", closed=True)

    middle = _beside(scene)
    scene.polygon(middle + _DISC, role="guess")
    scene.points(middle + S, size=size, labels=held.labels(), name="shadows", **marked)
    for i, name in enumerate(("b₁", "b₂")):
        scene.arrow(_BASIS * basis[i], tail=np.zeros(3), role="guess")
        scene.arrow(middle + _BASIS * np.eye(2)[i], tail=middle, role="guess", label=name)
    scene.label("its shadow", middle + _REACH * np.array([-0.8, 0.92]), role="derived", small=True)
    _draw_moved(hand, middle + S)


def _draw_flat(hand: Hand, held: Held, shadow: Any, feet: Any) -> None:
    scene = hand.scene
    P, F, S = hand.points / hand.unit, feet / hand.unit, shadow / hand.unit
    marked, rows = _marked(held), len(held.rows)
    ghost = np.where((scene.switch("show PCA’s line") > 0.5) | (hand.moved.on > 0.5), 1.0, np.nan)
    some = np.linspace(0, rows - 1, min(rows, _STICKS)).astype(int)
    ends = _REACH * np.array([[-1.0], [1.0]])
    # Up and down only so that points do not hide each other.
    apart = 0.24 * ((0.618 * np.arange(rows)) % 1.0 - 0.5)[:, None]

    for i, name in enumerate(held.names):
        scene.arrow(_AXIS * np.eye(2)[i], role="data", faint=True)
        scene.label(name, 1.05 * _AXIS * np.eye(2)[i], role="data", small=True)
    scene.grid(np.stack([P[some], F[some]], axis=1), role="derived")
    scene.points(P, size=_size(rows), labels=held.labels(), name="points", picks=(POINT, HANDLE), **marked)
    scene.polygon(ends @ hand.basis, role="guess")
    scene.path(ends @ hand.basis, role="guess")
    scene.path(ghost * ends @ hand.best, role="principal")

    middle = _beside(scene)
    scene.polygon(middle + ends * np.array([[1.0, 0.0]]), role="guess")
    cast = middle + np.concatenate([S, 0.0 * S + apart], axis=1)
    scene.points(cast, size=_size(rows), labels=held.labels(), name="shadows", **marked)
    scene.label("its shadow", middle + np.array([0.0, 0.4]), role="derived", small=True)
    _draw_moved(hand, cast)


def steps(scene: Scene, held: Held) -> None:
    """Add ways to begin, and the steps of the lesson for what is held."""
    home, far = pca_points.home(held), pca_points.preset(held)
    # Among hundreds a point that outweighs all others is so far out that the others are a dot.
    small = len(held.rows) <= _FEW
    if len(held.names) == 2:
        scene.preset("Level", {"line": 0.0, WAY: 0})
        scene.preset("Upright", {"line": 90.0, WAY: 0})
        if small:
            scene.preset("One point far out", {WAY: 1, **far})
        scene.step("A level line keeps what varies from side to side.", {"line": 0.0, WAY: 0, **home})
        scene.step("An upright one keeps what varies up and down.", {"line": 90.0, WAY: 0})
        scene.step("The sticks are what is lost; make them short together.", {"line": 45.0, WAY: 0})
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
    scene.step("PCA’s plane makes the sticks shortest, in squares together.", {WAY: 1})
    if small:
        scene.step(_FAR, {WAY: 1, **far})


def race(hand: Hand) -> Any:
    """Return a number that changes with the cloud, so that a record of another cloud is forgotten."""
    return 2 * hand.center + hand.standardize + hand.unit + np.trace(hand.covariance)


def say_what_is_not_seen(hand: Hand, held: Held) -> None:
    """Tell a reader who sees a sample, or some components, how much of all data that is."""
    if held.columns is None:
        hand.scene.readout(
            _("share of {first} to {last} in all {count} columns").format(
                first=held.names[0], last=held.names[-1], count=len(held.data.table.columns)
            ),
            100 * held.share(hand.center, hand.standardize),
            unit="%",
            digits=1,
        )
    if len(held.rows) < held.data.rows:
        hand.scene.note(
            _("{some} of {all} rows, chosen at random, are drawn; every number is that of all.").format(
                some=whole(len(held.rows)), all=whole(held.data.rows)
            )
        )
