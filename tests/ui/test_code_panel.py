"""What the NumPy panel shows is run in a fresh namespace and gives the page's numbers, to the last digit."""

from __future__ import annotations

import ast
import base64
import inspect
import json
import math
import subprocess
import sys
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from explorer.data import samples
from explorer.logic import checks, conventions, matrices, pca, recommender, vectors
from explorer.ui import code_source, code_text, export
from explorer.ui.code_text import Call, Given, call

ALL = ("functions", "values", "call", "check")
RNG = np.random.default_rng(3)
CLOUD = RNG.normal(size=(12, 4)) * [4, 3, 2, 1]
FOUND = pca.fit(CLOUD)
A = np.array([[1.0, 2.0], [0.5, -1.0]])
BLANKS = recommender.LIKES.copy()
BLANKS[0, 1] = BLANKS[2, 4] = np.nan

CALLS: dict[str, Call] = {
    "project": call(vectors.project, np.array([1.0, 2.0]), onto=np.array([3.0, 1.0])),
    "combine": call(vectors.combine, 0.5, np.array([1.0, 2.0]), -2.0, np.array([3.0, 1.0])),
    "span_dimension": call(vectors.span_dimension, [np.array([1.0, 2.0]), np.array([2.0, 4.0])]),
    "cosine_similarity": call(vectors.cosine_similarity, np.array([0.1, 0.2]), np.array([0.3, 1e-7])),
    "polar": call(matrices.polar, A),
    "between": call(matrices.between, A, 0.3),
    "apply": call(matrices.apply, A, RNG.normal(size=(5, 2))),
    "svd": call(conventions.svd, A),
    "eig": call(conventions.eig, np.array([[0.0, -1.0], [1.0, 0.0]])),
    "fit": call(pca.fit, CLOUD, n_components=2, standardize=True),
    "fit of 602 rows": call(pca.fit, samples.quakes().values),
    "fit of a tall table": call(pca.fit, np.outer(np.arange(105_000) % 977, [1.0, 2.0])),
    "transform": call(pca.transform, FOUND, CLOUD),
    "plane_tilt": call(pca.plane_tilt, pca.fit(CLOUD[:, :3]).components[:2]),
    "factor_svd": call(recommender.factor_svd, BLANKS, 2),
    "als": call(recommender.als, BLANKS, rank=2, regularization=0.1, seed=4, steps=8),
    "sgd": call(recommender.sgd, BLANKS, rank=2, regularization=0.02, learning_rate=0.05, seed=4, epochs=9),
    "nearest_item": call(recommender.nearest_item, recommender.WORKED_U, recommender.WORKED_V, 0),
    "predict": call(recommender.predict, recommender.WORKED_U, recommender.WORKED_V),
}


def run(parts: code_text.Parts, folder: Path, kinds: tuple[str, ...] = ALL) -> dict[str, Any]:
    """Run a text where only NumPy can be imported of what is ours, and its files lie beside it."""
    put(parts, folder)
    namespace: dict[str, Any] = {}
    exec(parts.text(kinds), namespace)
    return namespace


def equal(a: Any, b: Any) -> bool:
    """Tell whether two results are the same to the last digit, named tuples by field."""
    if isinstance(a, tuple) and hasattr(a, "_fields"):
        return type(a).__name__ == type(b).__name__ and all(map(equal, a, b))
    if isinstance(a, (tuple, list)):
        return len(a) == len(b) and all(equal(x, y) for x, y in zip(a, b, strict=True))
    if isinstance(a, (str, bool, int)) or a is None:
        return bool(a == b) and type(a) is type(b)
    a, b = np.asarray(a), np.asarray(b)
    return a.dtype == b.dtype and np.array_equal(a, b, equal_nan=a.dtype.kind in "fc")


def put(parts: code_text.Parts, folder: Path) -> None:
    for name, numbers in parts.files.items():
        (folder / name).write_bytes(code_text.csv_bytes(numbers))


def result_of(one: Call) -> Any:
    given = [a.value if isinstance(a, Given) else a for a in one.args]
    return one.function(*given, **one.kwargs)


@pytest.mark.parametrize("name", CALLS)
def test_the_panel_runs_as_it_stands_and_gives_the_same_numbers(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    parts = code_text.build(CALLS[name])
    text = parts.text()
    assert "explorer" not in text
    namespace = run(parts, tmp_path)
    assert equal(namespace["result"], result_of(CALLS[name]))
    # What is printed is what the comments promise.
    shown = [line.partition("  # ")[2] for line in text.splitlines() if line.startswith("print(")]
    printed = capsys.readouterr().out
    assert printed
    for line in filter(None, shown):
        assert line in printed.splitlines()


@pytest.mark.parametrize("name", CALLS)
def test_what_is_shown_is_the_very_function(name: str) -> None:
    """But for types, docstrings and the names of what it calls: the same statements."""
    function = CALLS[name].function

    def bare(text: str) -> str:
        node = next(
            n for n in ast.parse(text).body if isinstance(n, ast.FunctionDef) and n.name == function.__name__
        )
        node.returns = None
        for inner in ast.walk(node):
            if isinstance(inner, ast.arg):
                inner.annotation = None
        node.body = [
            ast.Assign([s.target], s.value, lineno=0) if isinstance(s, ast.AnnAssign) and s.value else s
            for s in node.body[1:]
        ]
        return ast.unparse(node)

    original = bare(inspect.getsource(inspect.getmodule(function)))  # type: ignore[arg-type]
    for module in ("checks", "conventions", "recommender", "pca"):
        original = original.replace(f"{module}.", "")
    assert bare(code_source.source(function)) == original


def test_the_function_stands_first_and_each_definition_once() -> None:
    for one in CALLS.values():
        text = code_source.source(one.function)
        names = [n.name for n in ast.parse(text).body if isinstance(n, (ast.FunctionDef, ast.ClassDef))]
        assert names[0] == one.function.__name__
        assert len(names) == len(set(names))


def test_docstrings_are_one_line_and_types_and_words_for_tools_are_gone() -> None:
    for one in CALLS.values():
        text = code_source.source(one.function)
        assert "noqa" not in text and "type: ignore" not in text
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                assert "\n" not in (ast.get_docstring(node) or "")
            if isinstance(node, ast.FunctionDef):
                assert node.returns is None
                assert all(argument.annotation is None for argument in node.args.args)


def test_every_short_check_gives_back_what_the_long_one_does() -> None:
    valid: dict[str, tuple[Any, ...]] = {
        "require": (np.array([True, True]), "no"),
        "as_number": (3, "t"),
        "as_vector": ([1, 2, 3], "v"),
        "as_matrix": ([[1, 2], [3, 4]], "A"),
        "as_sheet": ([[1, None], [2.5, -1]], "ratings"),
        "as_square": ([[1, 2], [3, 4]], "A"),
        "as_pair": ([1, 2], "u", [3, 4], "v"),
        "as_segments": ([[[0, 0], [1, 0]]], "segments"),
        "require_not_zero": (np.array([0.0, 1e-9]), "v", "it has no direction"),
    }
    assert set(valid) == set(code_source._BRIEF)
    for name, arguments in valid.items():
        namespace: dict[str, Any] = {"np": np}
        exec(code_source._BRIEF[name], namespace)
        assert equal(namespace[name](*arguments), getattr(checks, name)(*arguments))
        long = inspect.signature(getattr(checks, name)).parameters
        assert list(inspect.signature(namespace[name]).parameters) == list(long)


def test_a_refusal_inside_the_shown_code_is_still_a_refusal() -> None:
    namespace: dict[str, Any] = {}
    exec(code_source.source(vectors.project), namespace)
    with pytest.raises(ValueError, match="onto is the zero vector"):
        namespace["project"](np.ones(2), np.zeros(2))


@pytest.mark.parametrize(
    "value",
    [
        0.1 + 0.2,
        -0.0,
        1e-320,
        math.inf,
        -math.inf,
        np.float64(1) / 3,
        np.int64(7),
        True,
        None,
        'it\'s "so"\n',
        (1.0, [2, 3]),
        {"a": np.array([1.0])},
        1 + 2j,
        np.array(2.5),
        np.array([]),
        np.zeros((0, 3)),
        np.array([[1, 2], [3, 4]]),
        np.array([True, False]),
        np.array([1.5, np.nan, -np.inf]),
        np.array([1.1, 2.2], dtype=np.float32),
        np.array([1, 2], dtype=np.int8),
        np.array(["a", "b'"]),
        RNG.normal(size=(3, 4, 2)),
        RNG.normal(size=4) * 10.0 ** RNG.integers(-300, 300, 4),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_a_value_written_as_code_is_the_same_to_the_last_digit(value: Any) -> None:
    again = eval(code_text.literal(value), {"np": np})
    if isinstance(value, dict):
        assert list(again) == list(value) and equal(again["a"], value["a"])
    elif isinstance(value, np.generic):
        assert again == value.item()
    else:
        assert type(again) is type(value)
        assert equal(again, value)
        assert math.copysign(1, again) == math.copysign(1, value) if isinstance(value, float) else True


@pytest.mark.parametrize("value", [object(), np.array([object()]), {1, 2}, lambda: 0])
def test_a_value_that_cannot_be_written_is_refused(value: Any) -> None:
    with pytest.raises(TypeError, match="cannot be written as code"):
        code_text.literal(value)


@pytest.mark.parametrize(
    "value",
    [
        RNG.normal(size=(602, 3)),
        RNG.integers(0, 9, size=(40, 50)),
        RNG.normal(size=(40, 5)).astype(np.float32),
        RNG.normal(size=(20_000, 2)),
        RNG.normal(size=40_000),
        RNG.integers(-(2**52), 2**52, size=(16_000, 3)),
    ],
)
@pytest.mark.parametrize("beside", [True, False])
def test_a_long_array_comes_back_whole_from_a_file_beside_the_code_and_packed_into_it(
    value: Any, beside: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    files: dict[str, Any] = {}
    text = code_text._assigned("X", value, "", files if beside else None)
    assert ("np.loadtxt" if beside else "zlib.decompress") in text
    assert set(files) == ({"X.csv"} if beside else set())
    put(code_text.Parts((), files), tmp_path)
    namespace: dict[str, Any] = {"np": np, "zlib": zlib, "base64": base64}
    exec(text, namespace)
    assert equal(namespace["X"], value)


def test_a_result_that_the_page_has_already_is_not_computed_again() -> None:
    one = call(vectors.length, np.array([3.0, 4.0]))._replace(result=6.0)
    assert "print(result)  # 6.0" in code_text.build(one).text()


def test_one_result_can_go_into_the_next_call_by_name(tmp_path: Path) -> None:
    parts = code_text.build(
        call(pca.fit, CLOUD)._replace(name="found"),
        call(pca.transform, Given("found", FOUND), CLOUD)._replace(name="scores"),
        call(pca.variance_kept, CLOUD, Given("plane", FOUND.components[:2], "found.components[:2]")),
    )
    text = parts.text()
    assert text.count("X = np.array") == 1
    assert "PCAFit(mean=" not in text
    assert "plane = found.components[:2]" in text
    namespace = run(parts, tmp_path)
    assert equal(namespace["scores"], pca.transform(FOUND, CLOUD))
    assert equal(namespace["result"], pca.variance_kept(CLOUD, FOUND.components[:2]))


def test_two_values_of_one_name_do_not_overwrite_each_other(tmp_path: Path) -> None:
    u, v = np.array([1.0, 0.0]), np.array([0.0, 2.0])
    parts = code_text.build(call(vectors.length, u), call(vectors.length, v))
    namespace = run(parts, tmp_path)
    assert (namespace["result"], namespace["result_2"]) == (1.0, 2.0)


def test_a_variable_named_like_a_function_steps_aside(tmp_path: Path) -> None:
    one = call(vectors.length, np.array([3.0, 4.0]))._replace(name="length")
    namespace = run(code_text.build(one), tmp_path)
    assert namespace["length_2"] == 5.0


def test_only_functions_of_the_logic_have_a_source_to_show() -> None:
    for function in (np.dot, len, run, lambda: 0):
        with pytest.raises(TypeError, match=r"not a function at the top of a module of explorer\.logic"):
            code_source.source(function)


def test_only_wanted_parts_are_printed() -> None:
    one = call(pca.fit, CLOUD)._replace(show=("explained_variance_ratio",))
    prints = [line for line in code_text.build(one).text().splitlines() if line.startswith("print(")]
    assert prints == [next(p for p in prints if "explained_variance_ratio" in p)]


# --- script and notebook -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["project", "fit of 602 rows", "als", "fit of a tall table"])
def test_the_script_reproduces_the_numbers_in_a_python_of_its_own(name: str, tmp_path: Path) -> None:
    one = CALLS[name]
    put(code_text.build(one), tmp_path)
    path = tmp_path / "numbers.py"
    path.write_text(
        export.script(one, title='A "title" \\ with """quotes"""', link="http://localhost/pca?x=1"),
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, "-I", str(path)], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("The numbers are those of the page.\n")


@pytest.mark.parametrize("name", CALLS)
def test_the_notebook_reproduces_the_numbers_cell_by_cell(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    put(code_text.build(CALLS[name]), tmp_path)
    book = json.loads(export.notebook(CALLS[name], title="Numbers", link="http://localhost/pca"))
    assert (book["nbformat"], book["nbformat_minor"]) == (4, 5)
    assert set(book) == {"cells", "metadata", "nbformat", "nbformat_minor"}
    namespace: dict[str, Any] = {}
    for cell in book["cells"]:
        wanted = {"cell_type", "id", "metadata", "source"}
        assert set(cell) == wanted | (
            {"execution_count", "outputs"} if cell["cell_type"] == "code" else set()
        )
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), namespace)
    assert len({cell["id"] for cell in book["cells"]}) == len(book["cells"])
    assert equal(namespace["result"], result_of(CALLS[name]))


@pytest.mark.parametrize("name", ["project", "polar", "factor_svd", "fit of a tall table"])
def test_the_asserts_notice_another_number(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An assert that cannot fail would be decoration."""
    monkeypatch.chdir(tmp_path)
    parts = code_text.build(CALLS[name])
    namespace = run(parts, tmp_path, ("functions", "values", "call"))
    changed = _nudged(namespace["result"])
    with pytest.raises(AssertionError):
        exec(parts.text(("check",)), {**namespace, "result": changed})


def _nudged(result: Any) -> Any:
    """Change the first number of a result by a millionth."""
    if isinstance(result, tuple):
        return result._replace(**{result._fields[0]: _nudged(result[0])})
    changed = np.array(result, dtype=float)
    changed.flat[0] += 1e-6 * max(1.0, float(np.nansum(np.abs(changed))))
    return changed


# --- the panel on a page -----------------------------------------------------------------------------------


def page() -> None:
    """Show two panels, one of them of numbers that cannot be computed."""
    import numpy as np

    from explorer.logic import vectors
    from explorer.ui.code_panel import code_panel

    code_panel(vectors.project, np.array([1.0, 2.0]), np.array([3.0, 1.0]), key="first")
    code_panel(vectors.project, np.array([1.0, 2.0]), np.array([0.0, 0.0]), key="second")


def test_the_panel_on_a_page_shows_code_that_runs_and_says_why_there_is_none() -> None:
    at = AppTest.from_function(page).run()
    assert not at.exception
    assert len(at.code) == 1
    namespace: dict[str, Any] = {}
    exec(at.code[0].value, namespace)
    assert equal(namespace["result"], vectors.project(np.array([1.0, 2.0]), np.array([3.0, 1.0])))
    assert any("zero vector" in text.value for text in at.markdown)
    assert not at.error


@pytest.mark.parametrize("size", [1, 3, code_text.WRITTEN_NUMBERS + 1])
def test_what_rounding_leaves_may_be_another_on_another_processor(size: int) -> None:
    here = np.full(size, 3.3e-14)
    said = "\n".join(code_text._checks("off", here if size > 1 else here[0]))
    exec(said, {"np": np, "off": 0.3 * here if size > 1 else 9e-15})
    with pytest.raises(AssertionError):
        exec(said, {"np": np, "off": here + 1e-9 if size > 1 else 1e-9})
