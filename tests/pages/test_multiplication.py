"""The row above the stage of multiplication: what it chooses, also where two presses follow at once."""

from __future__ import annotations

from typing import Any
from unittest.mock import patch

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from explorer.live.scene import Scene
from explorer.live.serve import component
from explorer.scenes.multiplication_examples import EXAMPLES
from explorer.ui.multiplication.chosen import KEY
from tests.scenes.catalogue import APP, PATIENCE

A, B = [[7.0, -1, 3], [1, 0, 2]], [[1.0, 4, 0], [2, 1, -1], [-1, 0, 9]]


class Visit:
    """The page without a browser: the stage says only what it is told to have settled."""

    def __init__(self, **query: str) -> None:
        self.app = AppTest.from_file(APP, default_timeout=PATIENCE)
        self.app.switch_page("pages/multiplication.py")
        for name, value in query.items():
            self.app.query_params[name] = value
        self.run(self.app)

    def run(self, what: Any) -> None:
        show = component.show

        def note(scene: Scene, *args: Any, **kwargs: Any) -> Any:
            self.now = show(scene, *args, **kwargs)
            return self.now

        with patch.object(component, "show", note):
            what.run()
        assert not self.app.exception, self.app.exception[0].value

    def settle(self, **values: Any) -> None:
        plain = {name: np.ravel(value).tolist() for name, value in values.items()}
        self.app.session_state[KEY] = {"settled": {"values": plain}}
        self.run(self.app)

    def press(self, name: str) -> None:
        (button,) = [button for button in self.app.button if button.label == name]
        self.run(button.click())


def test_two_swaps_one_after_the_other_bring_back_what_the_reader_had() -> None:
    visit = Visit()
    visit.settle(A=A, B=B, step=4)
    visit.press("Swap A and B")
    assert visit.now["A"].tolist() == B
    assert visit.now["B"].tolist() == A
    visit.press("Swap A and B")  # before the stage has said anything
    assert visit.now["A"].tolist() == A
    assert visit.now["B"].tolist() == B


def test_transposed_twice_it_is_as_it_was() -> None:
    visit = Visit(sizes="3x3,2x3")
    visit.press("Transpose B")
    assert visit.now["B"].shape == (3, 2)
    assert [button.label for button in visit.app.button if "Transpose" in button.label] == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_begins_with_its_own_numbers(name: str) -> None:
    visit = Visit()
    visit.settle(A=A, B=B, step=4)
    visit.run(visit.app.selectbox(key="of").set_value(name))
    example = EXAMPLES[name]
    assert np.array_equal(visit.now["A"], np.array(A if name == "numbers" else example.A, float))
    assert np.array_equal(visit.now["B"], np.array(B if name == "numbers" else example.B, float))


def test_a_larger_size_keeps_what_was_there_and_a_smaller_one_cuts() -> None:
    visit = Visit()
    visit.settle(A=A, B=B, step=4)
    visit.run(visit.app.number_input(key=f"{KEY}_a_rows").set_value(3))
    assert visit.now["A"][:2].tolist() == A
    visit.run(visit.app.number_input(key=f"{KEY}_a_rows").set_value(1))
    assert visit.now["A"].tolist() == A[:1]
    assert visit.now["B"].tolist() == B
