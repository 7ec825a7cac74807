"""The lesson on singular values: what layers keep and cost, and the three moves of a matrix."""

from __future__ import annotations

import functools
import json
from typing import Any

import numpy as np
import pytest

from explorer.data import pictures
from explorer.data.pictures import Picture
from explorer.live.scene import Scene
from explorer.live.serve.link import from_link
from explorer.logic import matrices, picked, svd
from explorer.scenes import svd_drawing, svd_moves
from explorer.scenes.svd import MOST, SHARE, SWITCHED, scene
from explorer.scenes.svd_moves import FIRST, HALF, MOVE, PRESETS, SECOND
from tests.scenes.catalogue import said

FEWEST, SAVING = (
    "Keep 99 % of the energy with the fewest layers.",
    "Let in as many layers as still save numbers.",
)
STILL = "Make the first two moves leave every point where it was."
UNDONE = "Let the last turn undo the first one, with a real stretch between them."
CLOSE = 0.1
RNG = np.random.default_rng(4)


def keys_to_a_goal() -> list[tuple[str, str]]:
    """From rank 20 to rank 14."""
    return [("cut", "ArrowLeft")] * 6


def placed(shown: Scene, inputs: dict[str, Any]) -> dict[str, np.ndarray]:
    """All inputs, hidden ones too, where these stand and the others start."""
    return {
        name: np.reshape(np.array(inputs.get(name, spec["at"]), float), spec["shape"])
        for name, spec in shown.inputs.items()
    }


def drawn(shown: Scene, kind: str, inputs: dict[str, Any]) -> list[np.ndarray]:
    """The values of the marks of a kind."""
    values = shown.program().run(placed(shown, inputs))
    marks = [mark for mark in json.loads(shown.payload())["marks"] if mark["kind"] == kind]
    return [values[mark["matrix" if kind == "picture" else "points"]] for mark in marks]


@functools.cache
def taken_apart(name: str) -> tuple[Picture, np.ndarray, np.ndarray, np.ndarray]:
    """A picture of the app and its factors."""
    picture = pictures.PICTURES[name]()
    return picture, *np.linalg.svd(picture.matrix, full_matrices=False)


def sum_of_layers(name: str, on: np.ndarray) -> np.ndarray:
    """The first layers that are on, added up by another way than the stage does."""
    _, U, S, Vt = taken_apart(name)
    return np.asarray((U[:, : len(on)] * (S[: len(on)] * on)) @ Vt[: len(on)])


def switched(*layers: int, on: bool = False) -> list[float]:
    answers = np.zeros(MOST)
    answers[[i - 1 for i in layers]] = 1.0 if on else -1.0
    return np.asarray(picked.pack(answers, MOST)).tolist()


# ---------------------------------------------------------------- pictures


@pytest.mark.parametrize(("name", "rank"), [("cat", 14), ("hubble", 100), ("volcano", 4), ("cameraman", 16)])
def test_the_fewest_layers_reach_the_goal_and_neither_fewer_nor_more_do(name: str, rank: int) -> None:
    shown = scene(pictures.PICTURES[name]())
    assert said(shown, {"rank": [rank]})[FEWEST]
    for other in (rank - 1, rank + 1):
        assert not said(shown, {"rank": [other]})[FEWEST]
    # As many, without the first.
    assert not said(shown, {"rank": [rank + 1], SWITCHED: switched(1)})[FEWEST]


def test_energy_and_error_are_explained_where_they_stand_and_as_they_are() -> None:
    names = [item.get("name", item.get("text", "")) for item in scene().panel]
    place = names.index("error")
    assert names[place + 1].startswith("Energy: the sum of the squares") and "energy kept" in names[:place]
    now = said("svd", {"rank": [5]})
    assert now["error"] / 100 == pytest.approx(np.sqrt(1 - now["energy kept"] / 100))
    (check,) = [item for item in scene().panel if "msqrt" in item.get("mathml", "")]
    values = scene().program().run(placed(scene(), {"rank": 5}))
    for ref, name in zip(check["values"], ("energy kept", "error"), strict=True):
        assert values[ref] == pytest.approx(now[name] / 100)


@pytest.mark.parametrize("name", ["cat", "volcano"])
def test_a_scale_of_powers_of_ten_is_told_with_what_the_first_bar_holds(name: str) -> None:
    picture, *_ = taken_apart(name)
    shown = scene(picture)
    share = said(shown, {"rank": [1]})["energy kept"]
    assert any(f"bar 1 holds {share:.1f} %" in step["text"] for step in shown.steps)


def test_the_scale_says_where_it_ends_before_the_layers_do() -> None:
    ends = {
        name: [mark.get("label", "") for mark in json.loads(scene(taken_apart(name)[0]).payload())["marks"]]
        for name in ("cat", "volcano")
    }
    assert "128 of 256" in ends["cat"]
    assert "61" in ends["volcano"] and not any(" of " in label for label in ends["volcano"])


def test_what_the_volcano_keeps_is_what_is_known_of_it() -> None:
    shown = scene(pictures.volcano())
    kept = [said(shown, {"rank": [k]})["energy kept"] for k in (1, 2, 5)]
    assert kept == pytest.approx([66.2, 93.3, 99.7], abs=0.05)


def test_numbers_are_counted_and_the_last_rank_that_saves_is_a_goal() -> None:
    now = said("svd", {"rank": [14]})
    assert now["numbers kept"] == 14 * (256 + 256 + 1) == 7182
    assert now["numbers kept, of all"] == pytest.approx(100 * 7182 / 65536)
    assert said("svd", {"rank": [127]})[SAVING]
    assert not said("svd", {"rank": [126]})[SAVING] and not said("svd", {"rank": [128]})[SAVING]
    # The mean of the volcano is sent besides.
    shown = scene(pictures.volcano())
    assert said(shown, {"rank": [5]})["numbers kept"] == 5 * 149 + 1
    assert said(shown, {"rank": [35]})[SAVING] and not said(shown, {"rank": [36]})[SAVING]


@pytest.mark.parametrize("name", list(pictures.PICTURES))
def test_errors_on_the_card_are_those_of_the_pixels(name: str) -> None:
    picture = taken_apart(name)[0]
    shown = scene(picture)
    for rank, off in ((1, ()), (9, (1, 4)), (30, (2,))):
        now = said(shown, {"rank": [rank], SWITCHED: switched(*off)})
        on = np.where(np.arange(rank) < rank, 1.0, 0.0)
        on[[i - 1 for i in off]] = 0.0
        kept = sum_of_layers(name, on)
        error = np.linalg.norm(picture.matrix - kept) / np.linalg.norm(picture.matrix)
        assert now["error"] == pytest.approx(100 * error)
        assert now["energy kept"] == pytest.approx(100 * (1 - error**2))
        assert now["next singular value"] == pytest.approx(np.linalg.norm(picture.matrix - kept, 2))
        assert now["layers kept (rank)"] == rank - len(off)


@pytest.mark.parametrize("name", list(pictures.PICTURES))
def test_the_picture_is_the_sum_of_the_layers_left_of_the_curtain_and_the_original_right_of_it(
    name: str,
) -> None:
    """To a tenth of a grey tone: the factors travel with 16 bits a number."""
    picture = taken_apart(name)[0]
    shown, n = scene(picture), picture.values.shape[1]
    for rank in (1, 14, 40):
        seen = drawn(shown, "picture", {"rank": [rank], "curtain": [0.5]})[0]
        kept = picture.mean + sum_of_layers(name, np.ones(rank))
        half = n // 2 - 2
        assert np.abs(seen[:, :half] - kept[:, :half]).max() < 0.1  # of 255: the factors have 24 bits
        assert np.array_equal(seen[:, -half:], picture.values[:, -half:])
        assert np.isnan(seen).any(axis=0).sum() <= 2
    # Pulled over to the right all of it is the sum.
    assert (
        np.abs(
            drawn(shown, "picture", {"rank": [14], "curtain": [1]})[0][:, : n - 2]
            - (picture.mean + svd.approximate(picture.matrix, np.ones(14)))[:, : n - 2]
        ).max()
        < 0.1
    )


def pressed(shown: Scene, place: tuple[float, float], **inputs: Any) -> list[float]:
    """What a press beside all points switches."""
    mark = next(mark for mark in json.loads(shown.payload())["marks"] if mark["kind"] == "press")
    now = placed(shown, inputs) | {mark["place"]: np.array(place)}
    return np.asarray(shown.program().run(now)[mark["beside"][SWITCHED]]).tolist()


def test_a_bar_is_pressed_anywhere_and_so_is_a_tile_and_beside_them_nothing_is() -> None:
    shown = scene()
    wide, tall = svd_drawing.WIDE, svd_drawing.TALL
    pitch = (wide.right - wide.left) / MOST
    for layer in (1, 3, 90):
        at = wide.left + pitch * (layer - 0.5)
        for height in (4.0, 7.0):
            assert pressed(shown, (at, height)) == switched(layer, on=layer > 6)
    assert pressed(shown, (wide.tiles[1] + 1.0, 1.0)) == switched(2)
    assert pressed(shown, (tall.tiles[0] + 1.0, 1.0), **{"tall frame": 1}) == switched(1)
    for place in (
        (5.0, 5.0),
        (wide.left - 0.1, 7.0),
        (wide.right + 0.1, 7.0),
        (wide.left + 1, 9.3),
        (1e6, -1e6),
    ):
        assert not np.any(pressed(shown, place))


def test_no_start_example_or_step_reaches_a_goal_unseen() -> None:
    """Those that pass by one are no achievement in the browser; here none even stands at one at its start."""
    for picture in (load() for load in pictures.PICTURES.values()):
        now = said(scene(picture))
        assert not now[FEWEST] and not now[SAVING]


def test_the_prediction_is_the_number_of_layers() -> None:
    for name, layers in (("cat", 14), ("hubble", 100)):
        shown = scene(pictures.PICTURES[name]())
        item = next(item for item in shown.panel if item["kind"] == "predict")
        start = {name: np.reshape(spec["at"], spec["shape"]) for name, spec in shown.inputs.items()}
        assert shown.program().run(start)[item["answer"]] == layers


DEGENERATE = {
    "black": np.zeros((6, 5)),
    "one tone": np.full((7, 4), 200.0),
    "two by two": np.array([[0.0, 255.0], [255.0, 0.0]]),
    "a row of pixels": np.array([[1.0, 2, 3, 4, 5]]),
    "stripes": np.tile([0.0, 255.0], (8, 4)),
    "noise": RNG.integers(0, 256, (40, 200)).astype(float),
    "the identity": 255.0 * np.eye(12),
}


@pytest.mark.parametrize("name", DEGENERATE)
def test_any_picture_can_be_taken_apart(name: str) -> None:
    values = DEGENERATE[name]
    shown = scene(Picture("Degenerate", values))
    spec = shown.inputs["rank"]
    for rank in (spec["low"], spec["high"]):
        now = said(shown, {"rank": [rank]})
        if name == "black":
            assert now["energy kept"] is None and now["error"] is None and now["next singular value"] == 0
            continue
        S = np.linalg.svd(values, compute_uv=False)
        k = int(rank)
        assert now["energy kept"] == pytest.approx(100 * np.sum(S[:k] ** 2) / np.sum(S**2))
        assert now["next singular value"] == pytest.approx(S[k] if k < len(S) else 0, abs=1e-9 * S[0])
    seen = drawn(shown, "picture", {"rank": [spec["high"]], "curtain": [1]})[0]
    clear = np.isnan(seen)
    assert np.abs(np.where(clear, values, seen) - values).max() < CLOSE


def test_a_goal_that_no_hand_can_reach_is_not_set() -> None:
    """Noise takes more layers than there are bars; of a few pixels no layer saves a number."""
    noise = scene(Picture("Noise", RNG.integers(0, 256, (256, 256)).astype(float)))
    few = scene(Picture("Few", np.array([[1.0, 2.0], [3.0, 250.0]])))
    goals = [[item["name"] for item in shown.panel if item["kind"] == "goal"] for shown in (noise, few)]
    assert goals == [[SAVING], [FEWEST]]
    rank = int(noise.inputs["rank"]["high"] or 0)
    assert said(noise, {"rank": [rank]})["energy kept"] < 99
    assert said(noise, {"rank": [127]})[SAVING]


def test_of_few_layers_each_is_a_tile_once_and_no_example_asks_for_more() -> None:
    for count in (1, 2, 3, 4, 5):
        shown = scene(Picture("Few", 50.0 * np.eye(count, 9)))
        marks = [mark for mark in json.loads(shown.payload())["marks"] if mark["kind"] == "picture"]
        tiles = [mark for mark in marks if mark["name"].startswith("layer ")]
        assert len(tiles) == min(3, count - 1) + min(1, count - 1)  # in a wide frame and in a narrow one
        presets = [
            item for item in shown.panel if item["kind"] == "preset" and item["name"].startswith("Rank")
        ]
        assert len(presets) == (1 if count < 5 else 2)


@pytest.mark.parametrize("curtain", ["2", "-1"])
def test_a_link_cannot_pull_the_curtain_off_the_picture(curtain: str) -> None:
    found, notice = from_link(scene(), {"curtain": curtain})
    assert found == {} and "not between 0 and 1" in notice


def test_one_tone_needs_one_layer() -> None:
    shown = scene(Picture("One tone", DEGENERATE["one tone"]))
    assert said(shown, {"rank": [1]})[FEWEST] and said(shown, {"rank": [1]})["energy kept"] == pytest.approx(
        100
    )


# ---------------------------------------------------------------- three moves


def moves(A: Any, **inputs: Any) -> dict[str, Any]:
    A = np.asarray(A, float)
    return said(svd_moves.scene(), {FIRST: A[:, 0].tolist(), SECOND: A[:, 1].tolist(), **inputs})


def test_the_card_says_the_three_moves() -> None:
    for _ in range(20):
        A = RNG.normal(size=(2, 2))
        now = moves(A)
        first, last = (matrices.rotation(np.radians(now[name])) for name in ("Vᵀ turns by", "U turns by"))
        assert np.allclose(last @ np.diag(now["Σ stretches by"]) @ first, A)
        assert now["singular values"] == pytest.approx(np.linalg.svd(A, compute_uv=False))


def test_a_pure_turn_reaches_the_first_goal_and_what_stretches_or_is_not_exact_does_not() -> None:
    assert moves(matrices.rotation(1.1))[STILL]
    assert moves(np.eye(2))[STILL]
    # However the turns were going round before.
    assert moves(matrices.rotation(1.1), **{HALF: [1]})[STILL]
    assert not moves(1.1 * matrices.rotation(1.1))[STILL]
    assert not moves(matrices.reflection(0.3))[STILL]
    assert not moves(matrices.rotation(1.1) + np.array([[0, 0.1], [0, 0]]))[STILL]


def test_a_symmetric_matrix_reaches_the_second_goal() -> None:
    assert moves([[1.75, 0.5], [0.5, 1.0]])[UNDONE]
    assert not moves([[1.75, 0.5], [0.8, 1.0]])[UNDONE]
    assert not moves([[1.0, 0.0], [0.0, 1.0]])[UNDONE]  # no stretch
    assert not moves([[2.0, 0.0], [0.0, 1.0]])[UNDONE]  # no turn either
    assert not moves([[-1.75, 0.5], [0.5, -1.0]])[UNDONE]  # half a turn is left over
    assert not moves([[1.0, 2.0], [2.0, 1.0]])[UNDONE]  # it mirrors


def test_examples_and_steps_of_the_moves_stand_at_no_first_goal() -> None:
    for A in PRESETS.values():
        assert not moves(A)[STILL]
    assert not said(svd_moves.scene())[STILL] and not said(svd_moves.scene())[UNDONE]


def test_the_circle_is_a_circle_until_it_is_stretched_and_then_the_ellipse_of_a() -> None:
    shown = svd_moves.scene()
    A = np.array([[1.2, -0.4], [0.9, 1.5]])
    columns = {FIRST: A[:, 0], SECOND: A[:, 1]}
    for t in (0.0, 0.3, 1.0):
        ellipse = drawn(shown, "polygon", {**columns, MOVE: t})[0]
        assert np.linalg.norm(ellipse, axis=1) == pytest.approx(np.ones(len(ellipse)))
    S = np.linalg.svd(A, compute_uv=False)
    for t in (2.0, 2.6, 3.0):
        lengths = np.linalg.norm(drawn(shown, "polygon", {**columns, MOVE: t})[0], axis=1)
        assert [lengths.max(), lengths.min()] == pytest.approx(S, rel=2e-3)
    assert np.allclose(drawn(shown, "polygon", {**columns, MOVE: 3})[0], matrices.unit_circle(90) @ A.T)


def test_a_drag_of_a_column_goes_on_from_the_turn_on_the_screen() -> None:
    shown = svd_moves.scene()
    control = next(c for c in json.loads(shown.payload())["controls"] if c["name"] == "column 2")
    now, program = placed(shown, {}), shown.program()
    turn = shown.output_of("Vᵀ turns by")
    before = None
    for angle in np.linspace(0.3, 0.3 + 4 * np.pi, 150):
        now[control["target"]] = 3.0 * np.array([np.cos(angle), np.sin(angle)])
        values = program.run(now)
        now |= {name: values[output] for name, output in control["sets"].items()}
        after = float(program.run(now)[turn])
        if before is not None:
            assert abs((after - before + 180) % 360 - 180) < 30
        before = after


@pytest.mark.parametrize(
    "A", [np.zeros((2, 2)), 1e6 * np.ones((2, 2)), [[1e-4, 0], [0, 1e-4]], [[1, 2], [2, 4]], [[0, 0], [0, 1]]]
)
def test_no_matrix_of_the_plane_is_refused(A: Any) -> None:
    now = moves(A)
    assert all(value is not None and np.all(np.isfinite(value)) for value in now.values())


def test_the_share_of_the_goal_is_99_percent() -> None:
    assert SHARE == 0.99
