"""The page on inverse and rank: its views and systems by link, typed rows, and the steps as text."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest
from streamlit.testing.v1 import AppTest

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
