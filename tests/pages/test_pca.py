"""The PCA lesson as a page: its numbers, its data, the reader's own, and what must never be lost."""

from __future__ import annotations

import io
import json
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from explorer.data import samples, summary
from explorer.data.selection import Selection
from explorer.data.tables import Table
from explorer.figures import pca as figures
from explorer.logic import pca
from explorer.ui import code_text
from explorer.ui.pca import charts as pca_charts
from tests.scenes.catalogue import APP, PATIENCE
from tests.scenes.test_pca import held, slots

OWN = "own"
TREES = "tree,height,girth,age\noak,10.5,2,90\nelm,12,1,40\nash,9.5,1.25,35\nfir,8,3,60\n"


def opened(data: str = "quakes", hold: str = "Plane", **address: str) -> AppTest:
    app = AppTest.from_file(APP, default_timeout=PATIENCE)
    app.switch_page("pages/pca.py")
    for name, value in address.items():
        app.query_params[name.removesuffix("_named")] = value
    app.run()
    if data != "quakes":
        app.selectbox(key="data").select(data).run()
    if hold != "Plane":
        app.segmented_control(key="hold").set_value(hold).run()
    return fine(app)


def fine(app: AppTest) -> AppTest:
    assert not app.exception, app.exception[0].value
    return app


def said(app: AppTest) -> str:
    return " ".join(text.value for text in [*app.markdown, *app.caption])


def payload(app: AppTest) -> dict:
    """The scene that the browser is sent."""
    sent = mounted(app)
    return json.loads(sent["contents"][sent["id"]])


def mounted(app: AppTest) -> dict:
    """All that the browser is sent for the stage."""
    sent = (json.loads(each.proto.json) for each in app.get("bidi_component"))
    return next(data for data in sent if "contents" in data)


def settle(app: AppTest, **values: list[float]) -> AppTest:
    """What the stage reports when a reader has let go."""
    app.session_state["pca"] = {"settled": {"values": values, "move": 0}}
    return fine(app.run())


def paste(app: AppTest, text: str) -> AppTest:
    return fine(app.text_area(key="pca_own_paste").set_value(text).run())


# --- the numbers -------------------------------------------------------------------------------------------


def test_the_earthquakes_say_55_43_2_percent_and_48_degrees() -> None:
    text = said(opened())
    for part in ("PC1 keeps 55.2 %", "PC2 43.2 %", "PC3 1.6 %", "98.4 %", "**48°** from the horizontal"):
        assert part in text, part
    assert "602" in text


@pytest.mark.parametrize("data", [name for name in samples.TABLES if name != "quakes"])
@pytest.mark.parametrize("standardise", [0.0, 1.0])
def test_the_shares_on_the_page_are_those_of_scikit_learn(data: str, standardise: float) -> None:
    from sklearn.decomposition import PCA
    from sklearn.preprocessing import StandardScaler

    text = said(settle(opened(data), centre=[1.0], standardise=[standardise]))
    X = samples.TABLES[data]().values
    shares = PCA().fit(StandardScaler().fit_transform(X) if standardise else X).explained_variance_ratio_
    assert f"PC1 keeps {100 * shares[0]:.1f} %" in text
    assert f"{100 * shares[:2].sum():.1f} %" in text


def test_without_centring_the_page_speaks_of_mean_squares_and_not_of_variance() -> None:
    text = said(settle(opened(), centre=[0.0], standardise=[0.0]))
    assert "mean square about the origin" in text
    share = pca.fit(samples.quakes().values, center=False).explained_variance_ratio[0]
    assert f"PC1 keeps {100 * share:.1f} %" in text


@pytest.mark.parametrize("tab", ["Map", "3-D cloud", "Scree", "Loadings", "Rebuild a row", "Code"])
@pytest.mark.parametrize("data", ["quakes", "penguins", "digits"])
def test_every_part_below_the_stage_opens(tab: str, data: str) -> None:
    app = opened(data, section=tab)
    assert not app.error
    charts = app.get("plotly_chart")
    assert len(charts) == (0 if tab == "Code" else 1)
    assert bool(app.code) == (tab == "Code")


def test_a_chart_that_a_link_opens_comes_after_the_stage(stage_first: None) -> None:
    app = opened(section="Map")
    assert not app.get("plotly_chart")
    assert json.loads(app.get("bidi_component")[0].proto.json)["report_on_mount"] is True
    settle(app, centre=[1.0])
    assert len(app.get("plotly_chart")) == 1
    assert json.loads(app.get("bidi_component")[0].proto.json)["report_on_mount"] is False


def test_no_chart_is_made_before_its_tab_is_opened() -> None:
    assert not opened().get("plotly_chart")


def test_the_panel_computes_what_the_page_says_and_leaves_the_data_to_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = settle(opened(section="Code"), plane=[-108.3358, 48.2582], centre=[1.0], standardise=[0.0])
    functions, lines = (block.value for block in app.code)
    assert lines.count("\n") < 40 and max(map(len, lines.splitlines())) < 120
    monkeypatch.chdir(tmp_path)
    (tmp_path / "X.csv").write_bytes(code_text.csv_bytes(samples.quakes().values))
    namespace: dict = {}
    exec(compile(functions + lines, "panel", "exec"), namespace)
    assert namespace["found"].explained_variance_ratio.round(3).tolist() == [0.552, 0.432, 0.016]
    assert float(namespace["kept"]) == pytest.approx(0.984, abs=0.0005)


def test_where_the_stage_holds_some_of_the_columns_the_text_says_that_its_numbers_are_of_all() -> None:
    sentence = (
        "Here all 4 columns count; the stage holds 3 of them, bill length, bill depth and flipper length"
    )
    assert sentence in said(opened("penguins"))
    assert "columns count" not in said(opened("quakes"))


def test_a_link_that_says_the_numpy_opens_the_code() -> None:
    assert opened(section="The NumPy").code


# --- the stage ---------------------------------------------------------------------------------------------


def test_held_components_say_what_share_of_all_columns_they_are() -> None:
    cloud = held("digits", columns=None)
    for center in (False, True):
        for standardize in (False, True):
            fit = pca.fit(samples.digits().values, center=center, standardize=standardize)
            assert cloud.share(center, standardize) == pytest.approx(fit.explained_variance_ratio[:3].sum())
    names = [item.get("name") for item in payload(opened("digits"))["panel"]]
    assert "share of PC1 to PC3 in all 64 columns" in names


def test_a_line_is_held_in_two_columns_and_a_plane_in_three() -> None:
    names = {spec["name"] for spec in payload(opened(hold="Line"))["inputs"]}
    assert "line" in names and "plane" not in names and "camera" not in names
    names = {spec["name"] for spec in payload(opened())["inputs"]}
    assert {"plane", "camera", "centre", "standardise", "way to the optimum"} <= names


def test_other_data_end_a_drop_and_keep_the_reader_s_switches() -> None:
    app = settle(opened(), **{"way to the optimum": [1.0], "standardise": [1.0], "centre": [1.0]})
    app.selectbox(key="data").select("penguins").run()
    sent = mounted(app)["move"]["values"]
    assert sent["way to the optimum"] == [0.0]
    assert set(sent["moved in space"] + sent["moved in the plane"]) == {0.0}, "points go home too"
    assert "standardised" in said(app)


NAMED = {"en": ("Penguins", "Line"), "de": ("Pinguine", "Gerade"), "es": ("Pingüinos", "Recta")}


@pytest.mark.parametrize("lang", NAMED)
def test_a_link_means_the_same_in_every_language(lang: str) -> None:
    for data, hold in (("penguins", "line"), NAMED[lang]):
        app = opened(lang=lang, data_named=data, hold_named=hold)
        assert app.selectbox(key="data").value == "penguins"
        assert "line" in {spec["name"] for spec in payload(app)["inputs"]}
        written = mounted(app)["link"]
        assert (written["data"], written["hold"], written["points"]) == ("penguins", "line", "")


@pytest.mark.parametrize("asked", ["4,1,2", "components", "", "9,9,up"])
def test_the_columns_that_are_held_stand_in_the_link(asked: str) -> None:
    app = opened(data_named="penguins", columns=asked)
    readable = {"4,1,2": "4,1,2", "components": "components"}.get(asked, "")
    assert mounted(app)["link"]["columns"] == readable
    shown = {mark["label"] for mark in payload(app)["marks"]}
    assert ("body mass" in shown) == (asked == "4,1,2")
    assert ("bill length" in shown) == (asked != "components")
    app.selectbox(key="data").select("wine").run()
    assert mounted(fine(app))["link"]["columns"] == "", "other data start from their own columns"


def test_what_is_sampled_is_said_and_the_numbers_are_those_of_all_rows() -> None:
    app = opened("teapot")
    notes = [item["text"] for item in payload(app)["panel"] if item["kind"] == "note"]
    assert any("1,200 of 2,000 rows" in note for note in notes)
    share = pca.fit(samples.teapot().values).explained_variance_ratio[0]
    assert f"PC1 keeps {100 * share:.1f} %" in said(app)


# --- points in the reader's hand ---------------------------------------------------------------------------


def test_what_stands_below_the_stage_are_the_numbers_of_the_moved_points() -> None:
    moved = slots((213, 0, 0, 24.54))
    on = {"move points": [1.0], "moved in space": moved.ravel().tolist()}
    switches = {"centre": [1.0], "standardise": [0.0]}
    app = settle(opened(), **on, **switches)
    X = samples.quakes().values
    X[212, 2] += 24.54 * X[:, 2].std()
    assert f"PC1 keeps {100 * pca.fit(X).explained_variance_ratio[0]:.1f} %" in said(app)
    assert "1 point was moved by hand" in said(app)
    text = said(settle(app, **(on | {"move points": [0.0]}), **switches))
    assert "PC1 keeps 55.2 %" in text and "moved by hand" not in text


def test_a_dozen_points_are_held_where_one_far_out_turns_the_components() -> None:
    app = opened(points="A dozen")
    assert "All 12 rows" in said(app)
    scene = payload(app)
    preset = next(item for item in scene["panel"] if item.get("name") == "One point far out")
    assert preset["values"]["move points"] == [1.0]


# --- the reader's own data ---------------------------------------------------------------------------------


def test_a_pasted_table_is_held_and_its_numbers_are_right() -> None:
    app = paste(opened(OWN), TREES)
    X = np.array([[10.5, 2, 90], [12, 1, 40], [9.5, 1.25, 35], [8, 3, 60]])
    assert f"PC1 keeps {100 * pca.fit(X).explained_variance_ratio[0]:.1f} %" in said(app)
    assert "All 4 rows and 3 columns" in said(app)


@pytest.mark.parametrize(
    "bad",
    {
        "text": "a,b\nx,y\nz,w\n",
        "one row": "a,b\n1,2\n",
        "names alone": "a,b\n",
        "words": "nothing here is a table",
        "huge": "a,b\n1,1e308\n2,3\n",
        "infinite": "a,b\n1,inf\n2,3\n",
        "10^6 cells and more": "x,y\n" + "1,2\n" * 500_001,
        "all rows the same": "a,b\n1,2\n1,2\n1,2\n",
        "one column": "a\n1\n2\n4\n",
    }.items(),
    ids=lambda item: item[0],
)
def test_what_cannot_be_used_is_refused_in_one_sentence_and_the_page_stands(bad: tuple[str, str]) -> None:
    app = paste(opened(OWN), bad[1])
    assert len(app.error) == 1
    sentence = app.error[0].value
    assert "Traceback" not in sentence and "\n" not in sentence and sentence.endswith(".")
    assert "PC1 keeps 55.2 %" in said(app), "the earthquakes stay until a table can be used"


def test_a_refused_table_leaves_the_one_before_in_use() -> None:
    app = paste(opened(OWN), TREES)
    before = said(app)
    paste(app, "a,b\nx,y\n")
    assert len(app.error) == 1 and "still in use" in app.error[0].value
    share = before[before.index("PC1 keeps") :][:16]
    assert share in said(app)


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01\x02\xff" * 400, b"PK\x03\x04" + bytes(900)], ids=["empty", "binary", "zip"]
)
def test_a_file_that_is_no_table_is_refused_in_one_sentence(content: bytes) -> None:
    app = opened(OWN)
    app.segmented_control(key="pca_own_way").set_value("Upload a file").run()
    fine(app.file_uploader(key="pca_own_file").set_value(("data.csv", content, "text/csv")).run())
    assert len(app.error) == 1
    assert "PC1 keeps 55.2 %" in said(app)


def test_missing_cells_are_counted_and_the_reader_chooses() -> None:
    app = paste(opened(OWN), "a,b,c\n1,2,3\n4,,6\n5,1,8\n2,9,4\n")
    assert "1 cell is missing: 1 of 4 rows was left out." in said(app)
    assert "All 3 rows" in said(app)
    fine(
        next(w for w in app.selectbox if w.label.startswith("Where a cell is missing"))
        .select("fill in the mean of its column")
        .run()
    )
    assert "All 4 rows" in said(app)


def test_constant_columns_are_named_and_not_held_first() -> None:
    app = paste(opened(OWN), "k,a,b,c\n7,1,2,3\n7,4,3,6\n7,5,1,8\n7,2,9,4\n")
    assert "Constant columns: k" in said(app)
    assert app.multiselect(key="pca_columns_3_Your table").value == [1, 2, 3]


def test_two_columns_are_held_with_a_line() -> None:
    app = paste(opened(OWN), "a,b\n1,2\n4,3\n5,1\n")
    assert "line" in {spec["name"] for spec in payload(app)["inputs"]}
    assert not app.error


def test_names_that_look_like_markup_or_formulas_do_no_harm() -> None:
    app = paste(opened(OWN), "who,<b>x</b>,%{y}\n=1+1,1,2\n@cmd,4,3\nc,5,1\n")
    assert not app.error
    table = Table(
        "t", ("x", "y"), np.array([[1.0, 2], [4, 3], [5, 1]]), np.array(["=1+1", "@cmd", "c"]), "who", ()
    )
    cloud = Selection(summary.of_table(table), ("x", "y"), "", np.arange(3), (0, 1))
    lines = pca_charts.coordinates_csv(cloud, pca.fit(table.values)).decode().splitlines()
    assert lines[1].startswith('"\'=1+1"') and lines[2].startswith('"\'@cmd"')


def test_the_coordinates_come_back_to_the_last_digit() -> None:
    cloud = held("penguins")
    fit = cloud.data.fit()
    rows = pca_charts.coordinates_csv(cloud, fit).decode().splitlines()
    assert rows[0] == "label,PC1,PC2,PC3,PC4"
    scores = np.array([[float(x) for x in row.split(",")[1:]] for row in rows[1:]])
    assert np.array_equal(scores, pca.transform(fit, samples.penguins().values))


def test_what_the_lasso_holds_are_the_right_rows_whatever_group_they_are_in() -> None:
    groups = np.array(["b", "a", "b", "c", "b", "a"])
    figure = figures.map_figure(np.arange(12.0).reshape(6, 2), [0.6, 0.4], groups=groups.tolist())
    for curve, trace in enumerate(figure.data):
        for index, x in enumerate(trace.x):
            picked = {"selection": {"points": [{"curve_number": curve, "point_index": index}]}}
            assert pca_charts.chosen_rows(picked, groups, 6).tolist() == [int(x) // 2]
    nonsense = {"selection": {"points": [{"curve_number": 9, "point_index": 99}]}}
    assert pca_charts.chosen_rows(nonsense, groups, 6).tolist() == []
    assert pca_charts.chosen_rows(None, None, 6).tolist() == []


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ("a,b\n1,2\n1,2\n1,2\n", "Alle Zeilen sind derselbe Punkt; keine Richtung behält mehr Varianz"),
        ("a,b\nx,y\nz,w\n", "Es gibt keine Spalte mit Zahlen: Die erste Zelle unter „a“ ist „x“."),
    ],
)
def test_what_cannot_be_used_is_refused_in_the_reader_s_language(bad: str, words: str) -> None:
    app = paste(opened(OWN, lang="de"), bad)
    assert len(app.error) == 1 and app.error[0].value.startswith(words)


# --- files too large for a table ---------------------------------------------------------------------------


def csv_of(X: np.ndarray) -> bytes:
    out = io.StringIO()
    out.write(",".join(f"c{j}" for j in range(X.shape[1])) + "\n")
    np.savetxt(out, X, delimiter=",", fmt="%.6f")
    return out.getvalue().encode()


def test_a_large_file_is_read_beside_the_page_and_then_held() -> None:
    app = opened(OWN)
    app.segmented_control(key="pca_way").set_value("A large file, read in pieces").run()
    X = np.random.default_rng(7).normal(size=(3_000, 4)) * [5, 3, 1, 1]
    app.file_uploader(key="pca_large_file").set_value(("big.csv", csv_of(X), "text/csv")).run()
    assert app.session_state["jobs"]["pca_large"].wait(60)
    fine(app.run())
    assert "big.csv: 3,000 rows were read in pieces" in said(app)
    share = pca.fit(np.round(X, 6)).explained_variance_ratio[0]
    assert f"PC1 keeps {100 * share:.1f} %" in said(app)


def test_what_is_said_of_a_large_file_is_said_in_the_reader_s_language() -> None:
    app = opened(OWN, lang="de")
    app.segmented_control(key="pca_way").set_value(app.segmented_control(key="pca_way").options[1]).run()
    X = np.random.default_rng(7).normal(size=(3_000, 4))
    X[:, 3] = 1.0
    app.file_uploader(key="pca_large_file").set_value(("big.csv", csv_of(X), "text/csv")).run()
    assert app.session_state["jobs"]["pca_large"].wait(60)
    fine(app.run())
    assert "big.csv: 3.000 Zeilen wurden stückweise gelesen, 3.000 davon werden" in said(app)
    assert "Konstante Spalten: " in said(app)


@pytest.mark.parametrize("way", ["menu", "Back"])
def test_the_reader_s_own_table_is_there_when_they_come_back(way: str) -> None:
    app = paste(opened(OWN), TREES)
    fine(app.switch_page("pages/vectors.py").run())
    app.switch_page("pages/pca.py")
    if way == "Back":
        app.query_params["data"], app.query_params["way-to-the-optimum"] = OWN, "0.5"
    fine(app.run())
    assert app.selectbox(key="data").value == OWN
    assert "girth" in {mark["label"] for mark in payload(app)["marks"]}
    assert app.text_area(key="pca_own_paste").value == TREES
    # A link that says something else of the data is followed.
    fine(app.switch_page("pages/vectors.py").run())
    app.switch_page("pages/pca.py")
    app.query_params["way-to-the-optimum"] = "1"
    app.query_params.pop("data", None)
    assert fine(app.run()).selectbox(key="data").value == "quakes"


def test_a_link_to_an_own_table_says_what_whoever_opens_it_sees() -> None:
    app = opened(OWN, section="Share")
    same = "whoever opens it sees the same"
    assert same in said(app)
    assert "whoever opens it sees the earthquakes" in said(paste(app, TREES)) and same not in said(app)
