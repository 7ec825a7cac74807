"""The page on inverse and rank: its views and systems by link, typed rows, and the steps as text."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from explorer.logic.row_operations import MOST
from explorer.scenes.inverse_and_rank_rows import EXAMPLES
from explorer.ui.inverse_and_rank import systems
from tests.scenes.catalogue import APP, PATIENCE, shown


def opened(**link: str) -> AppTest:
    app = AppTest.from_file(APP, default_timeout=PATIENCE)
    app.switch_page("pages/inverse_and_rank.py")
    for name, value in link.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception, app.exception[0].value
    return app


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "[A | b] is empty"),
        ("1 2; 3", "Row 2 of [A | b] has 1 cell and row 1 has 2"),
        ("1 x; 3 4", 'Row 1, column 2 of [A | b] is "x"'),
        ("1/0 2", "nothing can be divided by 0"),
        ("nan 2", "only finite numbers"),
        ("1e200 2", "numbers up to 1e100"),
        ("5", "2 to 6 columns"),
        ("1 2; 3 4; 5 6; 7 8; 9 0", "1 to 4 rows"),
        ("1 2 3 4 5 6 7", "2 to 6 columns"),
        ("1 -1001", "-1000 to 1000"),
        ("<script>alert(1)</script> 2", 'is "<script>'),
        ("__import__('os') 1", "type a number"),
    ],
)
def test_what_is_no_system_is_refused_in_one_sentence_and_the_first_example_stands(
    typed: str, told: str
) -> None:
    app = opened(view="rows", system="own")
    app.text_input[0].set_value(typed).run()
    assert not app.exception
    assert len(app.error) == 1
    plain = app.error[0].value.replace("\\", "").replace("&lt;", "<")
    assert told in plain, plain


@pytest.mark.parametrize(
    "link",
    [
        {"view": "nonsense"},
        {"view": "rows", "system": "nonsense"},
        {"view": "rows", "system": "own", "rows": "1 2 3; x"},
        {"view": "space", "a1": "1,2", "b": "nan,inf,0"},
        {"a1": "1e999,0", "a2": "", "b": "7"},
        {"view": "rows", "ops": "R9*2"},
        {"view": "rows", "ops": "nonsense"},
        {"view": "rows", "system": "nonsense", "ops": "R1*2"},
        {"view": "rows", "system": "own", "rows": "1 x", "ops": "R1*2"},
        {"view": "rows", "ops": "R1*2," * 40},
    ],
)
def test_a_damaged_link_opens_the_lesson(link: dict[str, str]) -> None:
    opened(**link)


def test_rows_in_the_link_are_those_on_the_stage() -> None:
    (scene,) = shown("inverse_and_rank", {"view": "rows", "system": "own", "rows": "1 1/2 3; 0 2 8"})
    assert "divide row 2 by 2" in scene.payload()
    (other,) = shown("inverse_and_rank", {"view": "rows", "system": "fractions"})
    assert "divide row 2 by −7" in json.loads(other.payload())["controls"][0]["labels"]


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_steps_as_text_end_with_a_check_that_holds(name: str) -> None:
    text = systems.in_text(EXAMPLES[name])
    assert text.startswith("0. the system as it is\n[ ")
    checks = [line for line in text.splitlines() if " · " in line]
    assert bool(checks) == ("no solution" not in text)
    for line in checks:
        left, right = line.replace("−", "-").replace("(", "").replace(")", "").split(" = ")
        products = [term.split(" · ") for term in left.split(" + ")]
        assert sum(Fraction(a) * Fraction(x) for a, x in products) == Fraction(right)
    assert len(checks) in (0, len(EXAMPLES[name]))


FIELD, SWAP = "A row operation of your own", "R1 <-> R2"


def field(app: AppTest) -> Any:
    return next(one for one in app.text_input if one.label == FIELD)


def typed(app: AppTest, text: str) -> AppTest:
    field(app).set_value(text).run()
    assert not app.exception, app.exception[0].value
    return app


def steps(app: AppTest) -> list[str]:
    """The steps as they stand below the stage."""
    return [line for line in app.code[0].value.splitlines() if line[:1].isdigit()]


def in_link(app: AppTest) -> str:
    """What the stage is told to write into the link."""
    set_there = app.session_state[next(key for key in app.session_state if key.startswith("choices_set:"))]
    return set_there.get("ops", "")


def press(app: AppTest, name: str) -> AppTest:
    next(button for button in app.button if button.label == name).click().run()
    assert not app.exception
    return app


def test_own_operations_are_steps_taken_back_one_by_one_and_cleared() -> None:
    app = opened(view="rows", system="fractions")
    algorithm = steps(app)
    typed(app, "R1 <-> R2")
    typed(app, "R1 = R1 + 1/4 R2; R2 − 0,5 R1")
    assert steps(app) == [
        "0. the system as it is",
        "1. swap row 1 and row 2",
        "2. row 1 plus 1/4 times row 2",
        "3. row 2 minus 1/2 times row 1",
    ]
    assert in_link(app) == "R1~R2,R1+1_4R2,R2-1_2R1" and field(app).value == ""
    assert app.code[0].value.endswith("no staircase yet")
    press(app, "Take back")
    assert steps(app)[1:] == ["1. swap row 1 and row 2", "2. row 1 plus 1/4 times row 2"]
    press(app, "Clear")
    assert steps(app) == algorithm and in_link(app) == ""
    assert not [button for button in app.button if button.label in ("Take back", "Clear")]


@pytest.mark.parametrize("text", ["R7 / 2", "0 R1", "R1 + R1", "hello", "<b>R1</b>", "R1 = 2 R2"])
def test_what_is_no_operation_is_said_in_one_sentence_and_nothing_is_lost(text: str) -> None:
    app = typed(opened(view="rows", system="fractions"), SWAP)
    before = steps(app)
    typed(app, text)
    assert len(app.error) == 1 and field(app).value == text
    assert steps(app) == before and in_link(app) == "R1~R2"
    typed(app, "R1 / 4")
    assert not app.error and len(steps(app)) == len(before) + 1


def test_what_cannot_be_done_is_still_in_the_field_after_a_look_at_another_view() -> None:
    app = typed(opened(view="rows", system="fractions"), "R2 = 3 R1")
    told = app.error[0].value
    for view in ("space", "rows"):
        app.segmented_control[0].set_value(view).run()
    assert not app.exception and field(app).value == "R2 = 3 R1" and app.error[0].value == told


def test_there_is_room_for_so_many_and_no_more() -> None:
    app = opened(view="rows", system="fractions", ops=",".join(["R1~R2"] * MOST))
    assert len(steps(app)) == MOST + 1
    typed(app, SWAP)
    assert f"room for {MOST} operations" in app.error[0].value and len(steps(app)) == MOST + 1


def test_operations_go_with_their_system_and_are_there_again_with_it() -> None:
    app = typed(opened(view="rows", system="fractions"), SWAP)
    own = steps(app)
    app.selectbox[0].set_value("swap").run()
    assert steps(app) != own and in_link(app) == ""
    app.selectbox[0].set_value("fractions").run()
    assert steps(app) == own and in_link(app) == "R1~R2"


def test_typed_rows_and_the_operations_on_them_are_there_on_coming_back() -> None:
    app = opened(view="rows", system="own")
    next(one for one in app.text_input if one.label != FIELD).set_value("0 2 4; 3 1 5").run()
    typed(app, SWAP)
    own = steps(app)
    app.switch_page("pages/vectors.py").run()
    app.switch_page("pages/inverse_and_rank.py").run()
    assert not app.exception and steps(app) == own
    assert app.text_input[0].value == "0 2 4; 3 1 5"


def test_a_link_brings_operations_to_the_stage_the_steps_and_the_code() -> None:
    link = {"view": "rows", "system": "fractions", "ops": "R1~R2,R1*1_4"}
    (scene,) = shown("inverse_and_rank", link)
    names = json.loads(scene.payload())["controls"][0]["labels"]
    assert names == ["the system as it is", "swap row 1 and row 2", "divide row 1 by 4"]
    app = opened(**link, section="Code")
    code = app.code[-1].value
    assert "[('swap', 0, 1, '1'), ('scale', 0, 0, '1/4')]" in code
    space: dict[str, Any] = {}
    exec("\n".join(block.value for block in app.code), space)
    assert np.array_equal(space["rows_after"], [[1, -0.25, 0.25], [2, 3, 5]])


@pytest.mark.parametrize("ops", ["R9*2", "nonsense", "R1*2,R1", "R1*2," * 40])
def test_nonsense_for_operations_in_a_link_is_one_sentence_and_the_algorithm(ops: str) -> None:
    app = opened(view="rows", system="fractions", ops=ops)
    assert steps(app) == steps(opened(view="rows", system="fractions")) and in_link(app) == ""
    (told,) = {app.session_state[key][1] for key in app.session_state if key == "system_operations_misread"}
    assert told.startswith("The link’s own operations are left out. ")


def test_operations_in_a_link_are_not_done_on_another_system_than_theirs() -> None:
    for link in ({"system": "nonsense"}, {"system": "own", "rows": "1 x"}):
        app = opened(view="rows", ops="R1*2", **link)
        assert steps(app) == steps(opened(view="rows")) and in_link(app) == ""
