"""Which of many are on, and how a reader's answers travel as a few numbers."""

import numpy as np
import pytest

from explorer.logic import picked

RNG = np.random.default_rng(2)


@pytest.mark.parametrize("count", [1, 11, 12, 61, 128])
def test_answers_come_back_from_their_numbers(count: int) -> None:
    for _ in range(50):
        answers = RNG.integers(-1, 2, count).astype(float)
        numbers = picked.pack(answers, 128)
        assert numbers.shape == (12,) and numbers.max() < 3**11
        assert np.array_equal(picked.unpack(numbers, count), answers)


def test_nonsense_from_a_link_is_some_answer_for_each() -> None:
    for numbers in ([-5.0], [1e6], [0.4], [2.5]):
        assert set(picked.unpack(numbers, 11)) <= {-1.0, 0.0, 1.0}
    assert not picked.unpack([0.4], 11).any()


def test_a_press_switches_one_over_and_a_second_press_switches_it_back() -> None:
    rule = np.arange(6) < 3
    answers = np.zeros(6)
    for i in range(6):
        once = picked.toggled(rule, answers, i)
        on = picked.with_exceptions(rule, once)
        assert on[i] != picked.with_exceptions(rule, answers)[i]
        assert np.array_equal(np.delete(on, i), np.delete(np.where(rule, 1.0, 0.0), i))
        assert np.array_equal(picked.toggled(rule, once, i), answers)
    assert np.array_equal(picked.toggled(rule, answers, -1), answers)


def test_what_was_switched_stays_when_the_rule_moves_on() -> None:
    answers = picked.toggled(np.arange(6) < 3, np.zeros(6), 1)
    for k in range(2, 7):
        assert picked.with_exceptions(np.arange(6) < k, answers)[1] == 0


def test_too_little_room_is_refused() -> None:
    with pytest.raises(ValueError, match="1 numbers hold 11 answers, not 12"):
        picked.unpack([0.0], 12)
    with pytest.raises(ValueError, match="room for 11 answers, not for 12"):
        picked.pack(np.zeros(12), 11)
