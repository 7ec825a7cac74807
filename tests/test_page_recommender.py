"""The recommender's page, run by Streamlit without a browser, and the scene that it mounts."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from explorer.live.program import Program
from explorer.logic import recommender
from explorer.ui import recommender_factor, recommender_stage
from explorer.ui.recommender_stage import EXAMPLE

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 60


def opened(**query: str) -> AppTest:
    app = AppTest.from_file(ROOT / "streamlit_app.py", default_timeout=PATIENCE)
    app.switch_page("pages/recommender.py")
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def payload(app: AppTest) -> dict:
    return json.loads(json.loads(app.get("bidi_component")[0].proto.json)["scene"])


def said(app: AppTest) -> str:
    return " ".join(text.value for text in app.markdown)


def readouts(scene) -> dict[str, np.ndarray]:
    """What the panel says when the program runs on the inputs as they start."""
    body = json.loads(scene.payload())
    values = Program.from_json(body["program"]).run(scene.start() | hidden(body))
    return {item["name"]: values[item["value"]] for item in body["panel"] if "value" in item}


def hidden(body: dict) -> dict[str, np.ndarray]:
    return {i["name"]: np.reshape(i["at"], i["shape"]) for i in body["inputs"] if i["hidden"]}


def example_scene(**changes):
    return recommender_stage.build(EXAMPLE, "ALS", None, 0.0, **changes)


def test_the_stage_has_nine_handles_by_name_and_says_who_is_nearest():
    scene = example_scene()
    names = [
        control["name"] for control in json.loads(scene.payload())["controls"] if control["kind"] == "handle"
    ]
    assert names == [*recommender.USERS, *recommender.MOVIES]
    numbers = readouts(scene)
    assert recommender.MOVIES[int(numbers["nearest to user 1"])] == "Harry Potter"
    assert recommender.MOVIES[int(numbers["nearest to user 3"])] == "Shrek"
    assert np.allclose(numbers["U Vᵀ"], recommender.WORKED_U @ recommender.WORKED_V.T)
    assert numbers["squared error by hand"] == pytest.approx(1.626, abs=5e-4)


def test_the_recorded_program_is_the_numpy_on_other_places_and_with_blanks():
    scene = example_scene()
    body = json.loads(scene.payload())
    program = Program.from_json(body["program"])
    rng = np.random.default_rng(3)
    for _ in range(10):
        U, V = rng.normal(size=(4, 2)), rng.normal(size=(5, 2))
        R = np.where(rng.random((4, 5)) < 0.3, np.nan, rng.normal(size=(4, 5)))
        given = dict(zip([*EXAMPLE.users, *EXAMPLE.movies], np.vstack([U, V]), strict=True))
        values = program.run(scene.start() | hidden(body) | given | {"ratings": R})
        shown = {item["name"]: values[item["value"]] for item in body["panel"] if "value" in item}
        assert shown["squared error by hand"] == pytest.approx(float(recommender.squared_error(R, U, V)))
        nearest = [int(recommender.nearest_item(U, V, i)) for i in range(4)]
        assert [int(shown[f"nearest to {user}"]) for user in EXAMPLE.users] == nearest


def test_a_drag_that_settles_reaches_python():
    app = opened(section="The NumPy")
    assert not app.exception
    assert "[1.0, 0.1]" in app.code[0].value
    app.session_state["recommender"] = {"settled": {"values": {"user 1": [0.25, -0.75]}, "move": 0}}
    app.run()
    assert not app.exception
    assert "[0.25, -0.75]" in app.code[0].value


@pytest.mark.parametrize("method", ["SVD", "ALS", "SGD"])
@pytest.mark.parametrize("rank", ["1", "2", "3", "4"])
def test_every_method_and_rank_shows_its_matrices_and_its_error(method, rank):
    app = opened(method=method, rank=rank)
    assert not app.exception
    page = " ".join(element.proto.body for element in app.get("html"))
    assert f"(4 × {rank})" in page
    assert f"({rank} × 5)" in page
    assert "Squared error" in said(app)
    if rank == "2":
        assert "for **4 of 4** users" in said(app)


def test_bias_terms_get_a_column_of_their_own():
    app = opened(method="ALS", biases="true")
    assert not app.exception
    assert "<th scope=col>bias</th>" in " ".join(element.proto.body for element in app.get("html"))


def test_a_blank_changes_the_factors_and_is_predicted():
    blank = recommender.LIKES.copy()
    blank[0, 2] = np.nan
    method = recommender_factor.Method("ALS", 2, 0.02, 0, False)
    _, found, refusal = recommender_factor.factor(blank, method)
    assert not refusal
    assert recommender.predict(*found)[0, 2] > 0.5


def test_a_table_of_blanks_is_one_sentence_and_the_stage_stays():
    app = opened(ratings="," * 19)
    assert not app.exception
    assert len(app.get("bidi_component")) == 1
    assert "every cell is blank" in " ".join(note.value for note in app.info)


def test_the_algorithm_is_turned_to_lie_like_the_worked_example():
    hand = recommender_stage.Hand(EXAMPLE, EXAMPLE.ratings, EXAMPLE.U, EXAMPLE.V)
    for name in recommender_factor.METHODS:
        best, error = recommender_factor.for_stage(hand, recommender_factor.Method(name, 2, 0.02, 1, False))
        assert error < 0.1
        assert np.abs(best.U - EXAMPLE.U).max() < 1.2
        assert (np.sign(best.V[:, 0]) == np.sign(EXAMPLE.V[:, 0])).all()


def test_nonsense_in_the_link_starts_from_the_beginning_with_one_sentence():
    app = opened(**{"user-1": "1,up", "rank": "seven", "price": "cheap", "method": "magic"})
    assert not app.exception
    notice = json.loads(app.get("bidi_component")[0].proto.json)["notice"]
    assert "user-1=1,up" in notice
    assert "(4 × 2)" in " ".join(element.proto.body for element in app.get("html"))
