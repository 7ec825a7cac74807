"""What is typed as a complex number is read as what it means, by the browser's own module, in Node."""

from __future__ import annotations

import cmath
import json
import math
import subprocess
from typing import Any

import numpy as np
import pytest

from explorer.live.serve.build import SOURCES
from tests.live.evaluator import NODE

HALF = 1 / math.sqrt(2)
READ: dict[str, complex] = {
    "1": 1,
    " 0,5 ": 0.5,
    "−2": -2,
    ".25": 0.25,
    "1e3": 1000,
    "2e-3i": 0.002j,
    "i": 1j,
    "j": 1j,
    "I": 1j,
    "-i": -1j,
    "2-3i": 2 - 3j,
    "2 − 3 i": 2 - 3j,
    "-3i + 2": 2 - 3j,
    "1/2": 0.5,
    "1/2i": 0.5j,
    "i/2": 0.5j,
    "1/i": -1j,
    "(1+i)/(1-i)": 1j,
    "(1+i)(1-i)": 2,
    "1/sqrt(2)": HALF,
    "1/sqrt 2": HALF,
    "1/√2": HALF,
    "i/√2": HALF * 1j,
    "-i/sqrt(2)": -HALF * 1j,
    "(1+i)/√2": HALF + HALF * 1j,
    "sqrt(3)/2": math.sqrt(3) / 2,
    "√3/2 - i/2": math.sqrt(3) / 2 - 0.5j,
    "2sqrt(3)": 2 * math.sqrt(3),
    "sqrt(-4)": 2j,
    "sqrt(i)": HALF + HALF * 1j,
    "sqrt(-i)": HALF - HALF * 1j,
    "e": math.e,
    "pi": math.pi,
    "2π": 2 * math.pi,
    "e^(i pi/4)": HALF + HALF * 1j,
    "e^(ipi/4)": HALF + HALF * 1j,
    "e^(-i*pi/4)": HALF - HALF * 1j,
    "e^(i·π)": -1,
    "e^i": cmath.exp(1j),
    "exp(2 pi i/3)": cmath.exp(2j * math.pi / 3),
    "2e^(45° i)": math.sqrt(2) * (1 + 1j),
    "cos(pi/3) + i sin(pi/3)": 0.5 + 1j * math.sqrt(3) / 2,
    "cos(i)": cmath.cos(1j),
    "sin(1+2i)": cmath.sin(1 + 2j),
    "i^2": -1,
    "i**3": -1j,
    "i^-1": -1j,
    "i^i": math.exp(-math.pi / 2),
    "-2^2": -4,
    "(-2)^2": 4,
    "2^3^2": 512,
    "2^0.5": math.sqrt(2),
    "2^-1": 0.5,
    "(-8)^(1/3)": 1 + 1j * math.sqrt(3),
    "0^0": 1,
    "2*3*4": 24,
    "2×3": 6,
    "8/2/2": 2,
    "1-2-3": -4,
    "--1": 1,
    "+i": 1j,
    "1E2": 100,
}
# What is typed, and the place from which it makes no sense; None where it only ends too early.
REFUSED: dict[str, str | None] = {
    "a": "a",
    "two": "two",
    "2 + x": "x",
    "2 3": "3",
    "(2)3": "3",
    "2i3": "3",
    "1+*2": "*",
    "1)": ")",
    "()": ")",
    "√-1": "-",
    "sin 2": "2",
    "1.2.3": ".3",
    "fetch('x')": "fetch",
    "2;3": ";",
    "1+": None,
    "(1+i": None,
    "e^": None,
    "sqrt": None,
    "2/": None,
}
NOTHING = ["1/0", "i/0", "0^-1", "0^i", "exp(1e4)", "1/(1-1)"]


def told(texts: list[str], limits: dict[str, Any] | None = None) -> list[Any]:
    module = (SOURCES / "panel/expression.mjs").as_uri()
    code = (
        f"const {{ readComplex, writeComplex }} = await import('{module}');"
        f"const answers = {json.dumps(texts)}.map((text) => readComplex(text, {json.dumps(limits or {})}));"
        "console.log(JSON.stringify(answers.map((one) =>"
        " ('value' in one ? [...one.value.map((x) => String(x)), writeComplex(one.value)] : one.problem))));"
    )
    command = [str(NODE), "--input-type=module", "-e", code]
    return list(json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout))


@pytest.mark.parametrize(
    ("mark", "doubtful", "plain"),
    [
        (
            ".",
            {"1,000": ("1", "1000"), " −12,500 ": ("−12.5", "−12500"), "+2,125": ("2.125", "2125")},
            {
                "1,5": 1.5,
                "1.000": 1.0,
                "0,125": 0.125,
                "1,0005": 1.0005,
                "1,000/2": 0.5,
                "1234,567": 1234.567,
            },
        ),
        (
            ",",
            {"1.000": ("1", "1000"), "-2.125": ("−2,125", "−2125")},
            {"1,000": 1.0, "2,125": 2.125, "1.5": 1.5, "0.125": 0.125},
        ),
    ],
)
@pytest.mark.parametrize("reader", ["panel/read.mjs read", "panel/expression.mjs readComplex"])
def test_a_number_that_could_be_two_is_asked_for(
    mark: str, doubtful: dict[str, tuple[str, str]], plain: dict[str, float], reader: str
) -> None:
    path, name = reader.split()
    texts = [*doubtful, *plain]
    code = (
        f"const {{ {name}: read }} = await import('{(SOURCES / path).as_uri()}');"
        f"const {{ setLanguage }} = await import('{(SOURCES / 'words.mjs').as_uri()}');"
        f"setLanguage({{}}, '{mark}');"
        f"console.log(JSON.stringify({json.dumps(texts)}.map((text) => read(text, {{}}))));"
    )
    command = [str(NODE), "--input-type=module", "-e", code]
    answers = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    for text, answer in zip(texts, answers, strict=True):
        if text in doubtful:
            one, other = doubtful[text]
            shown = text.strip()
            assert answer == {"problem": f"“{shown}” could be {one} or {other}: type the one that is meant."}
        else:
            assert np.ravel(answer["value"])[0] == plain[text]


def test_thousands_may_be_parted_by_a_space_and_what_is_too_fine_to_be_kept_is_refused() -> None:
    grouped = {"1 000": 1e3, "-12 500.5": -12500.5, "1\xa0000\u202f000": 1e6, "+2 000/4": 500}
    fine = {"0.000001": "0", "-0.00016": "−0.0002", "1e-7": "0", "1/30000": "0"}
    kept = {"1/3": 1 / 3, "0.0123456": 0.0123456, "0": 0, "1e-4": 1e-4, "-0.0001": -1e-4}
    not_grouped = ["1 00", "1000 000", "1 000 00", "1 2"]
    texts = [*grouped, *kept, *fine, *not_grouped]
    code = (
        f"const {{ read }} = await import('{(SOURCES / 'panel/read.mjs').as_uri()}');"
        f"console.log(JSON.stringify({json.dumps(texts)}.map((text) => read(text, {{}}))));"
    )
    command = [str(NODE), "--input-type=module", "-e", code]
    answers = dict(
        zip(
            texts,
            json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout),
            strict=True,
        )
    )
    for text, number in (grouped | kept).items():
        assert answers[text] == {"value": pytest.approx(number)}
    for text, what in fine.items():
        said = f"“{text}” is too fine: 4 decimals are kept here. Type {what} or a larger number."
        assert answers[text] == {"problem": said}
    assert all("is not a number" in answers[text]["problem"] for text in not_grouped)


def test_what_is_typed_is_the_number_that_it_means() -> None:
    for (text, wanted), answer in zip(READ.items(), told(list(READ)), strict=True):
        assert isinstance(answer, list), answer
        assert complex(float(answer[0]), float(answer[1])) == pytest.approx(wanted, abs=1e-14), text


def test_what_comes_out_exactly_is_exact() -> None:
    texts = ["i^2", "e^(i pi)", "sqrt(-4)", "i/2 + i/2", "(1+i)(1-i)", "-i", "e^(i pi/2)"]
    parts = [answer[:2] for answer in told(texts)]
    assert parts == [["-1", "0"], ["-1", "0"], ["0", "2"], ["0", "1"], ["2", "0"], ["0", "-1"], ["0", "1"]]


def test_what_cannot_be_read_says_from_where_on() -> None:
    for (text, part), answer in zip(REFUSED.items(), told(list(REFUSED)), strict=True):
        what = "is not finished" if part is None else f"cannot be read from “{part}” on"
        said = f"“{text}” {what}: type a number such as 2−3i, 1/sqrt(2) or e^(i pi/4)."
        assert answer == said, text


def test_what_has_no_value_says_so() -> None:
    for text, answer in zip(NOTHING, told(NOTHING), strict=True):
        assert answer == f"“{text}” has no value: something in it is divided by zero or is too large."


def test_limits_hold_for_both_parts_and_a_blank_is_one_where_it_may_be() -> None:
    out = "“{}” is out of reach here: type a number from −2 to 2."
    limits = {"low": -2, "high": 2}
    assert told(["2+2i", "3", "-3i"], limits)[1:] == [out.format("3"), out.format("-3i")]
    assert told(["", " "], {"blanks": True}) == [["NaN", "NaN", ""]] * 2
    assert told([""]) == ["The field is empty: type a number such as 2−3i, 1/sqrt(2) or e^(i pi/4)."]


def test_brackets_without_end_are_refused_and_not_followed() -> None:
    (answer,) = told(["(" * 100_000])
    assert "cannot be read from “(” on" in answer


def test_a_number_is_written_so_that_it_can_be_read_again() -> None:
    texts = ["0", "1", "-1", "i", "-i", "2i", "1+i", "1-i", "-0.5+2.25i", "1/3 - i/3"]
    written = [answer[2] for answer in told(texts)]
    assert written == [
        *("0", "1", "−1", "i", "−i", "2i", "1+i", "1−i", "−0.5+2.25i", "0.3333−0.3333i"),
    ]
    again = told(written)
    for text, answer in zip(written, again, strict=True):
        assert answer[2] == text


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (1 + 0j, "1.00"),
        (1j, "1.00i"),
        (-1j, "−1.00i"),
        (1 + 2j, "1.00 + 2.00i"),
        (1 - 0.25j, "1.00 − 0.25i"),
        (1 + 1e-5j, "1.00 + 0.00i"),
        (1e-5 + 1j, "0.00 + 1.00i"),
        (1 + 1e-16j, "1.00"),
        (complex(math.nan, 1), "–"),
        (complex(1, math.nan), "–"),
    ],
)
def test_an_imaginary_part_is_always_written(value: complex, wanted: str) -> None:
    parts = ", ".join("NaN" if math.isnan(x) else repr(x) for x in (value.real, value.imag))
    code = (
        f"const {{ formatEntry }} = await import('{(SOURCES / 'words.mjs').as_uri()}');"
        f"const [x, y] = [{parts}]; console.log(formatEntry({{ re: [x], im: [y] }}, 0));"
    )
    command = [str(NODE), "--input-type=module", "-e", code]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == f"{wanted}\n"
