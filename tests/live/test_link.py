"""The link is the state: what a stage settles stands in the address, and opens the same picture again."""

from __future__ import annotations

import math
import random
from urllib.parse import urlencode

import numpy as np
import pytest

from explorer.live.scene import PARAMETERS, Scene
from explorer.live.serve.link import from_link, pack, to_link, unpack
from tests.scenes.catalogue import STEMS, views

LONGEST = 2000  # characters of a link that every browser, chat and projector takes


def random_state(scene: Scene, rng: np.random.Generator) -> dict[str, np.ndarray]:
    """A state as a stage may settle it: within the limits, at four decimals, blanks where blanks may be."""
    state = {}
    for name, start in scene.start().items():
        spec = scene.inputs[name]
        low, high = max(spec.get("low", -10.0), -1000.0), min(spec.get("high", 10.0), 1000.0)
        step = spec.get("step")
        value = rng.uniform(low, high, start.shape)
        value = np.round(low + np.round((value - low) / step) * step if step else value, 4).clip(low, high)
        if spec.get("blanks"):
            value = np.where(rng.random(start.shape) < 0.3, np.nan, value)
        state[name] = np.where(rng.random() < 0.2, start, value) + 0.0
    return state


@pytest.mark.parametrize("stem", STEMS)
def test_200_random_states_of_a_lesson_come_back_exactly_from_their_link(stem: str) -> None:
    rng = np.random.default_rng(4)
    for scene in views(stem):
        for _ in range(200 if scene is views(stem)[0] else 40):
            state = random_state(scene, rng)
            link = to_link(scene, state)
            found, notice = from_link(scene, link)
            assert notice == ""
            for name, start in scene.start().items():
                if scene.inputs[name]["url"]:  # a button's count of clicks is no part of the picture
                    np.testing.assert_array_equal(found.get(name, start), state[name])
            assert len(urlencode(link, safe=",*")) <= LONGEST


@pytest.mark.parametrize("stem", STEMS)
def test_1000_damaged_links_give_values_that_fit_or_one_sentence(stem: str) -> None:
    dice = random.Random(5)
    rng = np.random.default_rng(5)
    junk = [
        "",
        ",",
        "nan",
        "inf",
        "1e999",
        "*",
        "9*999999",
        "0x10",
        "½",
        "\x00",
        "<b>",
        "--1",
        "1_0",
        "é" * 50,
    ]
    for scene in views(stem):
        for _ in range(1000 if scene is views(stem)[0] else 200):
            link = to_link(scene, random_state(scene, rng)) or {"u": "1,2"}
            name = dice.choice(list(link))
            text = list(link[name])
            for _ in range(dice.randint(1, 4)):
                place = dice.randint(0, len(text))
                text[place : place + dice.randint(0, 2)] = dice.choice(junk)
            link[name] = "".join(text)
            found, notice = from_link(scene, link)
            assert found == {} or notice == ""
            assert notice.count("\n") == 0
            for key, value in found.items():
                assert list(value.shape) == scene.inputs[key]["shape"]
                assert np.all(np.isfinite(value) | scene.inputs[key].get("blanks", False))


def test_names_that_look_alike_or_mean_something_else_have_parameters_of_their_own() -> None:
    scene = Scene("films and their viewers")
    names = ["Amélie", "Amelie!", "生きる", "切腹", "Step", "section", "u"]
    rng = np.random.default_rng(6)
    for name in names:
        scene.handle(name, at=(0, 0))
    places = {name: np.round(rng.normal(size=2), 4) for name in names}
    link = to_link(scene, places)
    assert len(link) == len(names)
    assert not PARAMETERS & link.keys()
    found, notice = from_link(scene, link)
    assert notice == ""
    for name in names:
        np.testing.assert_array_equal(found[name], places[name])


def test_a_number_beyond_the_limits_is_named_with_its_limits() -> None:
    scene = Scene("a slider")
    scene.slider("t", 0, 1, at=0.5)
    found, notice = from_link(scene, {"t": "7"})
    assert found == {}
    assert notice == (
        "The link’s “t=7” holds a number that is not between 0 and 1, so the page starts from its beginning."
    )


def test_a_number_that_would_not_be_kept_is_not_taken_for_another() -> None:
    scene = Scene("one vector")
    scene.handle("u", at=(3, 1))
    found, notice = from_link(scene, {"u": "1000,0.000001"})
    assert found == {}
    assert notice == (
        "The link’s “u=1000,0.000001” holds a number too fine for the 4 decimals that are kept, "
        "so the page starts from its beginning."
    )
    assert from_link(scene, {"u": "0.33333333,0.0001"})[0]["u"].tolist() == [0.33333333, 0.0001]


def test_what_goes_by_whole_steps_stands_on_one_of_them() -> None:
    scene = Scene("a clock")
    scene.slider("year", 0, 5, at=0, step=1)
    scene.slider("t", 0, 1, at=0, step=0.25)
    found, notice = from_link(scene, {"year": "1.5"})
    assert (found, notice) == (
        {},
        "The link’s “year=1.5” is not a whole number, so the page starts from its beginning.",
    )
    assert from_link(scene, {"year": "2", "t": "0.3"})[1] == ""


def test_examples_are_written_as_a_reader_would() -> None:
    scene = Scene("a picture and a guess")
    scene.paint("picture", np.zeros((2, 3)))
    scene.predict("sum", "How long is it?", np.array(5.0), within=0.1)
    _, notice = from_link(scene, {"picture": "x"})
    assert "such as 0,0,0,0,…" in notice
    guess = next(spec["url"] for spec in scene.inputs.values() if spec.get("blanks"))
    _, notice = from_link(scene, {guess: "x"})
    assert "such as 1," in notice
    scene.handle("u", at=(3, 1))
    _, notice = from_link(scene, {"u": "1e9,1"})
    assert "between -1000000 and 1000000" in notice


def test_a_count_in_a_link_cannot_ask_for_more_numbers_than_the_input_has() -> None:
    assert unpack("0*999999", 4) is None
    assert unpack("0*4", 4) == [0.0] * 4


def test_runs_are_packed_and_minus_zero_is_zero() -> None:
    assert pack(np.zeros((8, 8))) == "0*64"
    assert pack([-0.00001, 1, 1]) == "0,1,1"
    assert math.isnan(unpack(",1", 2, blanks=True)[0])  # type: ignore[index]


def test_a_typed_complex_number_comes_back_to_twelve_decimals() -> None:
    scene = Scene("A gate")
    scene.table("S", [[1, 1j]], rows=["a"], columns=["b", "c"], complex=True)
    half = math.sqrt(0.5)
    link = to_link(scene, {"S": [[[half, 0], [0, -half]]]})
    assert link == {"s": "0.707106781187,0,0,-0.707106781187"}
    found, notice = from_link(scene, link)
    assert notice == ""
    assert found["S"] == pytest.approx(np.array([[[half, 0], [0, -half]]]), abs=1e-12)
