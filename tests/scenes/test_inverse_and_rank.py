"""The lesson on inverse and rank: what can be undone, what is nearest else, and how sure x is."""

from __future__ import annotations

import json

import numpy as np
import pytest

from explorer.live.scene import Scene
from explorer.logic import row_reduction, solving
from explorer.scenes import inverse_and_rank, inverse_and_rank_rows, inverse_and_rank_space
from explorer.scenes.inverse_and_rank_words import FORMS, longest, said, written
from tests.scenes import catalogue

REACHED = "Put a1 and a2 on one line and still reach b, away from both tips."
EXPLODED = "Condition number above 50, as in “Nearly parallel”: move b by 0.2, and x by 10."
IN_PLANE = "Columns in one plane: bring the residual to 0, with b along none of them."
DEPENDENT = "Let three columns, no two on one line, reach only a plane."
PLANE, SPACE = inverse_and_rank.scene, inverse_and_rank_space.scene


def keys_to_a_goal() -> list[tuple[str, str]]:
    """Enter takes a2 to the line of a1, then b to that line."""
    return [("a2", "Enter"), ("b", "Enter")]


def says(scene: Scene, **inputs: object) -> dict[str, np.ndarray]:
    """What the panel says, by name; keys are names of inputs with "_" for spaces."""
    return catalogue.said(scene, {name.replace("_", " "): value for name, value in inputs.items()})


def settings(count: int, n: int) -> list[tuple[np.ndarray, np.ndarray]]:
    rng = np.random.default_rng(3)
    return [(rng.normal(size=(n, n)), rng.normal(size=n)) for __ in range(count)]


@pytest.mark.parametrize("case", range(20))
def test_the_stage_says_what_numpy_says_in_the_plane_and_in_space(case: int) -> None:
    for scene, n in ((PLANE(), 2), (SPACE(), 3)):
        A, b = settings(20, n)[case]
        if case % 4 == 3:
            A[:, 1] = -0.7 * A[:, 0]
        now = says(scene, b=b, **{f"a{i + 1}": A[:, i] for i in range(n)})
        x, __, rank, __ = np.linalg.lstsq(A, b, rcond=solving.TOLERANCE)
        assert np.allclose(now["x"], x)
        assert now["residual"] == pytest.approx(np.linalg.norm(b - A @ x), abs=1e-9)
        assert now["rank"] == rank == np.linalg.matrix_rank(A, rtol=solving.TOLERANCE)
        S = np.linalg.svd(A, compute_uv=False)
        assert now["condition number"] == pytest.approx(S[0] / S[-1] if rank == n else np.inf)


# What the reader sees where something is zero, parallel, huge or tiny.
DEGENERATE = {
    "zero matrix": (((0, 0), (0, 0), (1, 2)), 0, (0, 0), np.hypot(1, 2), np.inf),
    "a zero column": (((2, 1), (0, 0), (2, 1)), 1, (1, 0), 0, np.inf),
    "parallel, b off": (((1, 0), (2, 0), (5, 3)), 1, (1, 2), 3, np.inf),
    "opposite": (((1, 0), (-1, 0), (2, 0)), 1, (1, -1), 0, np.inf),
    "b is 0": (((2, 1), (0, 1), (0, 0)), 2, (0, 0), 0, 2.618),
    "equal columns": (((1, 1), (1, 1), (2, 2)), 1, (1, 1), 0, np.inf),
    "huge": (((1e6, 0), (0, 1e6), (1e6, -1e6)), 2, (1, -1), 0, 1),
    "tiny": (((1e-4, 0), (0, 1e-4), (1, 2)), 2, (1e4, 2e4), 0, 1),
    "huge beside tiny": (((1e6, 0), (0, 1e-4), (1e6, 1)), 1, (1, 0), 1, np.inf),
    "perpendicular": (((1.2, 0.9), (-0.9, 1.2), (0.3, 2.1)), 2, (1, 1), 0, 1),
}


@pytest.mark.parametrize("name", DEGENERATE)
def test_degenerate_columns_are_answered(name: str) -> None:
    (a1, a2, b), rank, x, gap, condition = DEGENERATE[name]
    now = says(PLANE(), a1=a1, a2=a2, b=b)
    assert now["rank"] == rank and np.allclose(now["x"], x)
    assert now["residual"] == pytest.approx(gap, abs=1e-9)
    assert now["condition number"] == pytest.approx(condition, rel=1e-3)
    there = {"a1": np.array(a1, float), "a2": np.array(a2, float), "b": np.array(b, float)}
    assert not PLANE().program().check(start(PLANE()) | there)


def start(scene: Scene) -> dict[str, np.ndarray]:
    return {name: np.array(spec["at"], float).reshape(spec["shape"]) for name, spec in scene.inputs.items()}


def drawn(scene: Scene, kind: str, label: str, field: str, **inputs: object) -> np.ndarray:
    """Where a mark stands: the first of this kind that has the label or the name."""
    now = start(scene) | {name.replace("_", " "): np.array(value, float) for name, value in inputs.items()}
    values = scene.program().run(now)
    marks = json.loads(scene.payload())["marks"]
    return values[next(m for m in marks if m["kind"] == kind and label in (m["label"], m.get("name")))[field]]


def test_the_legs_of_the_recipe_lead_to_ax() -> None:
    scene = PLANE()
    tip = drawn(scene, "arrow", "x1 a1", "tip")
    assert np.allclose(drawn(scene, "arrow", "x2 a2", "tail"), tip)
    assert np.allclose(drawn(scene, "arrow", "x2 a2", "tip"), drawn(scene, "arrow", "A x", "tip"))
    for i, name in enumerate(("x2 a2", "x3 a3"), start=1):
        before = drawn(SPACE(), "arrow", f"x{i} a{i}", "tip")
        assert np.allclose(drawn(SPACE(), "arrow", name, "tail"), before)
    assert np.allclose(drawn(SPACE(), "arrow", "x3 a3", "tip"), drawn(SPACE(), "arrow", "A x", "tip"))


def test_the_residual_stands_upright_on_the_line_and_goes_where_there_is_none() -> None:
    one_line = inverse_and_rank.ONE_LINE
    foot = drawn(PLANE(), "segment", "residual", "start", **one_line)
    way = drawn(PLANE(), "segment", "residual", "end", **one_line) - foot
    assert way @ np.array(one_line["a1"]) == pytest.approx(0, abs=1e-9)
    assert np.linalg.norm(way) == pytest.approx(says(PLANE(), **one_line)["residual"])
    assert np.isnan(drawn(PLANE(), "segment", "residual", "end")).all()


def test_200_copies_of_b_are_as_near_as_the_step_and_their_x_solve_for_them() -> None:
    for setting in (inverse_and_rank.START, inverse_and_rank.NEARLY):
        copies = drawn(PLANE(), "points", "copies of b", "points", **setting)
        found = drawn(PLANE(), "points", "copies of x", "points", **setting)
        A = np.column_stack([setting["a1"], setting["a2"]])
        assert copies.shape == found.shape == (200, 2)
        assert np.linalg.norm(copies - setting["b"], axis=1).max() <= inverse_and_rank.ERROR
        assert np.allclose(found, np.linalg.solve(A, copies.T).T)


def test_the_cloud_of_x_is_about_as_many_times_longer_as_the_condition_number_says() -> None:
    for setting in (inverse_and_rank.START, inverse_and_rank.NEARLY):
        found = drawn(PLANE(), "points", "copies of x", "points", **setting)
        spread = np.linalg.svd(found - found.mean(axis=0), compute_uv=False)
        assert spread[0] / spread[1] == pytest.approx(says(PLANE(), **setting)["condition number"], rel=0.15)


def test_all_copies_of_x_stay_in_sight_as_far_as_a_pane_can_show_them() -> None:
    """The pane zooms out for what it holds, which must be a number where the columns are on one line too."""
    pane = json.loads(PLANE().payload())["panes"][0]
    hardly_two = inverse_and_rank.ONE_LINE | {"a2": (-1.0, -0.492)}
    for setting in (inverse_and_rank.START, inverse_and_rank.NEARLY, inverse_and_rank.ONE_LINE, hardly_two):
        now = start(PLANE()) | {name: np.array(value, float) for name, value in setting.items()}
        held = PLANE().program().run(now)[pane["holds"]]
        found = drawn(PLANE(), "points", "copies of x", "points", **setting)
        assert np.isfinite(held).all() and np.abs(held).max() <= inverse_and_rank.FARTHEST
        inside = np.clip(found, -inverse_and_rank.FARTHEST, inverse_and_rank.FARTHEST)
        assert (np.abs(inside).max(axis=0) <= np.abs(held).max(axis=0) + 1e-6).all()


def test_another_recipe_gives_the_same_ax_and_is_longer() -> None:
    A = np.column_stack([inverse_and_rank.ONE_LINE["a1"], inverse_and_rank.ONE_LINE["a2"]])
    still = drawn(PLANE(), "arrow", "A x", "tip", **inverse_and_rank.ONE_LINE)
    for along in (-2.0, 0.7, 3.0):
        moved = {**inverse_and_rank.ONE_LINE, inverse_and_rank.ALONG: along}
        recipe = _handle(PLANE(), "recipe", moved)
        assert np.allclose(A @ recipe, still)
        assert np.linalg.norm(recipe) > np.linalg.norm(says(PLANE(), **moved)["x"])
    assert np.isnan(_handle(PLANE(), "recipe", {})).all()  # an inverse leaves no choice


def _handle(scene: Scene, name: str, inputs: dict[str, object]) -> np.ndarray:
    control = next(c for c in json.loads(scene.payload())["controls"] if c["name"] == name)
    now = start(scene) | {name: np.array(value, float) for name, value in inputs.items()}
    return scene.program().run(now)[control["at"]]


def dragged(scene: Scene, name: str, to: object, inputs: dict[str, object]) -> dict[str, np.ndarray]:
    """The inputs after a handle was dragged."""
    control = next(c for c in json.loads(scene.payload())["controls"] if c["name"] == name)
    now = start(scene) | {k: np.array(v, float) for k, v in inputs.items()}
    values = scene.program().run(now | {control["target"]: np.array(to, float)})
    return now | {key: values[output] for key, output in control["sets"].items()}


def test_columns_on_one_line_can_reach_b_and_the_goal_says_so() -> None:
    line = {"a1": (2, 1), "a2": (-1, -0.5)}
    assert says(PLANE(), **line, b=(-2.4, -1.2))[REACHED]
    assert not says(PLANE(), **line, b=(-2.4, -1.1))[REACHED]  # beside the line
    assert not says(PLANE(), **line, b=(2, 1))[REACHED]  # at a tip
    assert not says(PLANE(), **line, b=(0, 0))[REACHED]
    assert not says(PLANE(), a1=(2, 1), a2=(1, 1), b=(-2.4, -1.2))[REACHED]  # two directions


def test_x_moves_by_10_with_a_step_of_b_and_only_with_a_step_of_b() -> None:
    shaky = {"a1": (2, 1), "a2": (2.1, 1.07), "b": (2.0, 1.0), inverse_and_rank.STEP: (2.0, 1.0)}
    now = says(PLANE(), **shaky)
    assert now["condition number"] > 50 and not now[EXPLODED] and now["x moved by"] == 0
    after = dragged(PLANE(), "b", (1.92, 1.16), shaky)
    after = says(PLANE(), **after)
    assert after["b moved by"] <= 0.2 + 1e-9 and after["x moved by"] >= 10 and after[EXPLODED]
    short = says(PLANE(), **dragged(PLANE(), "b", (1.9475, 1.104), shaky))
    assert 9 < short["x moved by"] < 10 and not short[EXPLODED]
    # A step along the columns moves x little; a column that is moved begins anew.
    along = says(PLANE(), **dragged(PLANE(), "b", (2.17, 1.09), shaky))
    assert along["x moved by"] < 1 and not along[EXPLODED]
    begun = dragged(PLANE(), "a2", (2.1, 1.06), dragged(PLANE(), "b", (1.92, 1.16), shaky))
    assert says(PLANE(), **begun)["b moved by"] == 0
    calm = {"a1": (0.01, 0), "a2": (0, 0.01), "b": (1, 1), inverse_and_rank.STEP: (1, 1)}
    assert not says(PLANE(), **dragged(PLANE(), "b", (1.2, 1), calm))[EXPLODED]  # far, and condition 1


def test_a_long_way_of_b_counts_as_its_last_step() -> None:
    far = says(PLANE(), **dragged(PLANE(), "b", (4, -3), {}))
    assert far["b moved by"] == pytest.approx(0.2)


def test_in_space_b_is_brought_into_the_plane_of_the_columns() -> None:
    plane = inverse_and_rank_space.ONE_PLANE
    A = np.column_stack([plane[name] for name in inverse_and_rank_space.NAMES])
    inside = A @ [0.4, 0.9, 0.0]
    assert says(SPACE(), **{**plane, "b": inside})[IN_PLANE]
    assert not says(SPACE(), **plane)[IN_PLANE]
    assert not says(SPACE(), **{**plane, "b": 0.8 * A[:, 2]})[IN_PLANE]  # along a column
    assert not says(SPACE(), b=inside)[IN_PLANE]  # rank 3: every b is reached
    line = inverse_and_rank_space.ONE_LINE
    assert not says(SPACE(), **{**line, "b": line["a1"]})[IN_PLANE]


def test_three_columns_in_a_plane_are_told_from_three_with_two_on_a_line() -> None:
    assert says(SPACE(), **inverse_and_rank_space.ONE_PLANE)[DEPENDENT]
    assert not says(SPACE())[DEPENDENT]
    two = {"a1": (1, 0, 0), "a2": (-2, 0, 0), "a3": (0, 1, 0)}
    assert not says(SPACE(), **two)[DEPENDENT]
    assert not says(SPACE(), a1=(1, 0, 0), a2=(0, 1, 0), a3=(0, 0, 0))[DEPENDENT]


def test_a_snap_puts_a_column_into_the_plane_of_the_others_and_b_into_the_span() -> None:
    scene = SPACE()
    controls = {c["name"]: c for c in json.loads(scene.payload())["controls"]}
    values = scene.program().run(start(scene))
    for name in inverse_and_rank_space.NAMES:
        (snap,) = controls[name]["snaps"]
        moved = dragged(scene, name, [*values[snap["at"]], 0.0], {})
        assert says(scene, **moved)["rank"] == 2, name
        there = scene.program().run(moved)
        (rest,) = controls["b"]["snaps"]
        reached = dragged(scene, "b", [*there[rest["at"]], 0.0], moved)
        assert says(scene, **reached)["residual"] == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize("view", [PLANE, SPACE, inverse_and_rank_rows.scene])
def test_no_goal_is_reached_at_the_start_and_the_trap_is_one_press_away(view: object) -> None:
    scene = view()  # type: ignore[operator]
    items = json.loads(scene.payload())["panel"]
    now = says(scene)
    assert not any(now[item["name"]] for item in items if item["kind"] == "goal")
    if scene is PLANE():
        (trap,) = [item["values"] for item in items if item.get("name") == "Nearly parallel"]
        assert says(scene, **trap)["condition number"] > 50


@pytest.mark.parametrize("name", inverse_and_rank_rows.EXAMPLES)
def test_every_frame_of_an_example_stands_in_its_cells(name: str) -> None:
    system = inverse_and_rank_rows.EXAMPLES[name]
    scene = inverse_and_rank_rows.scene(system)
    frames = row_reduction.reduce(row_reduction.exactly(system))
    m, n = len(system), len(system[0])
    payload = json.loads(scene.payload())
    cells = [mark for mark in payload["marks"] if "list" in mark][: m * n]
    for step, frame in enumerate(frames):
        values = scene.program().run(start(scene) | {"step": np.array(float(step))})
        shown = [payload["lists"][mark["list"]][int(values[mark["value"]])] for mark in cells]
        assert shown == [written(x) for row in frame.matrix for x in row]
    names = payload["controls"][0]["labels"]
    assert names[1:-1] == [said(frame.operation) for frame in frames[1:]]
    assert says(scene, step=len(frames) - 1)["pivots so far"] == len(frames[-1].pivots)
    assert longest([frame.matrix for frame in frames]) <= 9


def test_a_system_of_the_readers_own_reaches_its_goals_at_the_last_step_alone() -> None:
    goals = (
        ("Type a system that has no solution, and run it to the end.", ((1, 2, 3), (2, 4, 7))),
        (
            "Type three unknowns with a whole line of solutions, and run it to the end.",
            ((1, 2, 3, 4), (0, 1, 1, 1)),
        ),
    )
    for goal, system in goals:
        scene = inverse_and_rank_rows.scene(system, own=True)
        last = len(row_reduction.reduce(row_reduction.exactly(system)))
        assert says(scene, step=last)[goal] and not says(scene, step=last - 1)[goal]
        assert not says(inverse_and_rank_rows.scene(system), step=last)[goal]
        other = inverse_and_rank_rows.scene(((1, 0, 1), (0, 1, 1)), own=True)
        assert not says(other, step=1)[goal]


BY_HAND = "Reach the reduced form with operations of your own."


def labels(scene: Scene) -> list[str]:
    return json.loads(scene.payload())["controls"][0]["labels"]


def test_own_operations_are_the_frames_and_the_answer_is_read_off_where_they_are_reduced() -> None:
    system = ((0, 5, 10), (2, 0, 3))
    by_hand = inverse_and_rank_rows.scene(system, operations=("R1~R2", "R1*1/2"), by_hand=True)
    assert labels(by_hand) == ["the system as it is", "swap row 1 and row 2", "divide row 1 by 2"]
    assert [says(by_hand, step=k)["form"] for k in range(3)] == [0, 1, 1]
    assert not any(says(by_hand, step=k)[BY_HAND] for k in range(3))
    operations = ("R1~R2", "R1*1/2", "R2*1/5")
    done = inverse_and_rank_rows.scene(system, operations=operations, by_hand=True)
    assert labels(done)[-2:] == ["divide row 2 by 5", "read the answer off"]
    assert [says(done, step=k)["form"] for k in range(5)] == [0, 1, 1, 2, 2]
    assert [bool(says(done, step=k)[BY_HAND]) for k in range(5)] == [False] * 3 + [True] * 2
    # What a link has brought is no work of the reader's.
    assert not says(inverse_and_rank_rows.scene(system, operations=operations), step=4)[BY_HAND]
    assert [says(done, step=k)["pivots so far"] for k in range(5)] == [0, 2, 2, 2, 2]
    said_there = {mark.get("label") for mark in json.loads(done.payload())["marks"]}
    assert {"x = (3/2, 2)", "your operations: 3, the algorithm’s: 3"} <= said_there
    # The algorithm's own reduction is no work of the reader's, nor is a detour in what was reduced already.
    assert not says(inverse_and_rank_rows.scene(system), step=4)[BY_HAND]
    detour = inverse_and_rank_rows.scene(((1, 0, 3), (0, 1, 4)), operations=("R1*2", "R1*1/2"), by_hand=True)
    assert not says(detour, step=3)[BY_HAND]
    said_there = {mark.get("label") for mark in json.loads(detour.payload())["marks"]}
    assert "your operations: 2, the algorithm’s: 0" in said_there


def test_goals_of_a_typed_system_count_by_hand_once_the_answer_can_be_read_off() -> None:
    goal = "Type a system that has no solution, and run it to the end."
    system = ((1, 2, 3), (2, 4, 7))
    early = inverse_and_rank_rows.scene(system, own=True, operations=("R1*2",))
    assert not any(says(early, step=k)[goal] for k in (0, 1))
    told = inverse_and_rank_rows.scene(system, own=True, operations=("R1*2", "R2-R1"), by_hand=True)
    assert says(told, step=3)[goal] and not says(told, step=2)[goal]  # 0 = 1 stands there
    assert not says(told, step=3)[BY_HAND]  # and yet the pivot is 2
    texts = {mark.get("label") for mark in json.loads(told.payload())["marks"]}
    assert "row 2 says 0 = 1: no solution" in texts
    line = "Type three unknowns with a whole line of solutions, and run it to the end."
    rows = ((1, 2, 3, 4), (0, 1, 1, 1))
    done = inverse_and_rank_rows.scene(rows, own=True, operations=("R1-2R2",))
    assert says(done, step=2)[line] and not says(done, step=1)[line]
    assert not says(inverse_and_rank_rows.scene(rows, own=True, operations=("R1+R2",)), step=1)[line]


def test_the_form_is_said_in_words_in_the_picture_and_in_the_panel() -> None:
    payload = json.loads(inverse_and_rank_rows.scene().payload())
    (item,) = [item for item in payload["panel"] if item.get("name") == "form"]
    (mark,) = [mark for mark in payload["marks"] if mark.get("name") == "form"]
    assert item["words"] == mark["words"] == list(FORMS) and item["value"] == mark["value"]


def test_a_system_that_is_reduced_already_still_reads_its_answer_off() -> None:
    for system in (((1, 0, 3), (0, 1, 4)), ((0, 0, 0),), ((0, 5),)):
        scene = inverse_and_rank_rows.scene(system)
        assert json.loads(scene.payload())["controls"][0]["labels"][-1] == "read the answer off"
