"""What is handed on opens the same picture: links, codes for phones, frames, files, scripts and notebooks."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import re
from typing import Any
from unittest.mock import patch
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest
import streamlit as st
import zxingcpp
from PIL import Image
from streamlit.testing.v1 import AppTest

from explorer import curriculum
from explorer.live.scene import Scene
from explorer.ui import charts, code_text, export, language, network, share
from explorer.ui.code_text import Call
from tests.scenes.catalogue import APP, PATIENCE, STEMS, scenes

WITH_CODE = [stem for stem in STEMS if stem != "home"]


def rendered(svg: str) -> Image.Image:
    """The squares of a QR code's SVG as a picture; its path draws each run of dark squares as 'm x y h n'."""
    size = int(re.search(r'width="(\d+)"', svg)[1])  # type: ignore[index]
    scale = int(re.search(r"scale\((\d+)\)", svg)[1])  # type: ignore[index]
    path = re.search(r'class="qrline" stroke="#000" d="([^"]+)"', svg)
    assert path is not None
    pixels = np.full((size // scale, size // scale), 255, np.uint8)
    x, y = 0.0, 0.0
    for kind, numbers in re.findall(r"([Mmh])([-\d. ]+)", path[1]):
        values = [float(part) for part in numbers.split()]
        if kind == "h":
            pixels[int(y), int(x) : int(x + values[0])] = 0
            x += values[0]
        elif kind == "M":
            x, y = values
        else:
            x, y = x + values[0], y + values[1]
    return Image.fromarray(pixels).resize((size, size), Image.Resampling.NEAREST)


@pytest.mark.parametrize(
    "link",
    [
        "https://example.org/vectors?u=-1.5,2.25&v=0,1&section=Code",
        "http://localhost:8501/recommender?ratings=" + ",".join(["-1", "", "1"] * 100),
    ],
)
def test_a_decoded_qr_code_gives_the_link(link: str) -> None:
    found = zxingcpp.read_barcodes(rendered(share.code_svg(link)))
    assert [code.text for code in found] == [link]


def test_a_frame_shows_the_page_without_its_menu_and_escapes_what_it_holds() -> None:
    snippet = share.frame_snippet("https://example.org/vectors?u=1,2&v=3,4", 'u "and" v')
    assert 'src="https://example.org/vectors?u=1,2&amp;v=3,4&amp;embed=true"' in snippet
    assert 'title="u &quot;and&quot; v"' in snippet


@pytest.mark.parametrize(
    ("here", "host", "listens", "to", "words"),
    [
        (
            "http://localhost:8501",
            "192.168.1.7",
            None,
            "http://192.168.1.7:8501",
            "localhost is this machine",
        ),
        (
            "http://127.0.0.1:80",
            "192.168.1.7",
            "0.0.0.0",
            "http://192.168.1.7:80",
            "127.0.0.1 is this machine",
        ),
        ("http://[::1]:80", "2001:db8::5", None, "http://[2001:db8::5]:80", "::1 is this machine"),
        ("http://localhost:8501", "", None, "http://localhost:8501", "others need an address"),
        (
            "http://localhost:8501",
            "192.168.1.7",
            "localhost",
            "http://localhost:8501",
            "others need an address",
        ),
        ("https://example.org", "192.168.1.7", None, "https://example.org", ""),
    ],
)
def test_a_link_to_the_machine_itself_is_not_handed_on_without_a_word(
    here: str, host: str, listens: str | None, to: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(network, "host_on_network", lambda: host)
    monkeypatch.setattr(share.st, "get_option", lambda name: listens)
    link, warning = share._for_others(f"{here}/vectors?u=1,2")
    assert link == f"{to}/vectors?u=1,2"
    assert words in warning and bool(words) == bool(warning)


def test_the_machine_s_own_address_is_found_without_a_word_to_anybody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("send", "sendto", "sendall", "sendmsg"):
        monkeypatch.setattr(
            network.socket.socket, name, lambda *args: pytest.fail("something is sent"), raising=False
        )
    found = network.host_on_network()
    assert not found or not network.is_loopback(f"http://[{found}]/" if ":" in found else f"http://{found}/")


def two_arrows() -> Scene:
    scene = Scene("two vectors")
    u = scene.handle("u", at=(1, 0))
    scene.handle("v", at=(0, 1))
    scene.readout("length, in metres", u[0])
    scene.formula("u = @0", u)
    return scene


def test_a_teachers_link_locks_inputs_and_names_what_is_hidden_and_nothing_unknown() -> None:
    asked = {"lock": "v~w~", "hide": "length, in metres~length of w~formula~"}
    found = share.restrictions(two_arrows(), asked)
    assert found.hide == ["length, in metres", "formula"]
    assert list(found.locks) == ["v"]


def test_a_locked_input_stays_where_the_link_puts_it_and_its_link_is_handed_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scene = two_arrows()
    before = scene.payload()
    locks = share.restrictions(scene, {"lock": "v", "v": "2,-3.5", "u": "9,9"}).locks
    assert {name: place.tolist() for name, place in locks.items()} == {"v": [2.0, -3.5]}
    assert scene.payload() == before, "what a link locks is said beside the scene"
    monkeypatch.setattr(share.st, "query_params", {"lock": "v", "v": "2,-3.5", "u": "9,9", "step": "2"})
    assert share._kept(scene, "", locks) == {"lock": "v", "v": "2,-3.5"}


def test_what_can_be_hidden_is_the_formula_reasons_answers_readouts_and_labels() -> None:
    scene = Scene("one vector")
    u = scene.handle("u", at=(1, 0))
    scene.arrow(u, label="arrow u")
    scene.formula("u = @0", u)
    scene.readout("first component", u[0])
    scene.goal("Go right.", u[0] > 2, "Done.")
    assert scene.hideable_names() == ["formula", "reasons", "first component", "arrow u"]


@pytest.mark.parametrize(
    ("stem", "held"),
    {
        "pca": {"data": "penguins", "hold": "line"},
        "recommender": {"rank": "3", "method": "SGD", "user-1": "0.5,0.25"},
    }.items(),
)
def test_a_shared_link_holds_what_is_chosen_beside_the_stage_too(stem: str, held: dict[str, str]) -> None:
    app = AppTest.from_file(APP, default_timeout=PATIENCE)
    app.switch_page(f"pages/{stem}.py")
    for name, text in {"section": "Share", "lang": "es", **held}.items():
        app.query_params[name] = text
    app.run()
    assert not app.exception
    link = parse_qs(urlsplit(app.code[0].value).query)
    assert {name: values[0] for name, values in link.items()} == held


def composed(stem: str, **choices: Any) -> dict[str, str]:
    """The parameters of the link that a lesson's Share section gives for a teacher's choices."""
    app = AppTest.from_file(APP, default_timeout=PATIENCE)
    app.switch_page(f"pages/{stem}.py")
    app.query_params["section"] = "Share"
    app.run()
    for name, value in choices.items():
        if isinstance(value, bool):
            app.toggle(f"{stem}_{name}").set_value(value)
        elif isinstance(value, list):
            app.multiselect(f"{stem}_{name}").set_value(value)
        else:
            app.selectbox(f"{stem}_{name}").set_value(value)
    app.run()
    assert not app.exception, app.exception[0].value
    found = parse_qs(urlsplit(app.code[0].value).query, keep_blank_values=True)
    return {name: values[0] for name, values in found.items()}


def test_a_teachers_choices_stand_in_the_link() -> None:
    link = composed(
        "vectors",
        lock=["u", "a"],
        hide=["formula", "length of u"],
        step=2,
        lang="en",
        theme="dark_theme",
        present=True,
    )
    assert link == {
        "lock": "u~a",
        "hide": "formula~length of u",
        "step": "2",
        "lang": "en",
        "embed_options": "dark_theme",
        "present": "1",
    }


def test_the_csv_holds_every_number_on_screen_with_its_unit_and_leaves_blanks_empty() -> None:
    scene = Scene("a vector and ratings")
    u = scene.handle("u", at=(1, 0))
    R = scene.table("R", at=np.zeros((2, 2)), rows=["a", "b"], columns=["c", "d"])
    scene.readout("length, in metres", np.hypot(u[0], u[1]), unit="m")
    scene.readout("it points", u[0] > 0, words=("left", "right"))
    scene.readout("secret", u[0])
    scene.cells("one more", R + 1)
    now = {"u": np.array([3.0, 4.0]), "R": np.array([[1.0, np.nan], [0.0, -1.0]])}
    rows = list(csv.reader(io.StringIO(share.values_csv(scene, now, ["secret"]))))
    assert rows == [
        ["name", "row", "column", "value", "unit"],
        ["u", "1", "1", "3.0", ""],
        ["u", "1", "2", "4.0", ""],
        ["R", "1", "1", "1.0", ""],
        ["R", "1", "2", "", ""],
        ["R", "2", "1", "0.0", ""],
        ["R", "2", "2", "-1.0", ""],
        ["length, in metres", "1", "1", "5.0", "m"],
        ["it points", "1", "1", "right", ""],
        ["one more", "1", "1", "2.0", ""],
        ["one more", "1", "2", "", ""],
        ["one more", "2", "1", "1.0", ""],
        ["one more", "2", "2", "0.0", ""],
    ]


@pytest.mark.parametrize("stem", STEMS)
def test_the_csv_of_a_lesson_says_what_its_stage_says(stem: str) -> None:
    scene = scenes(stem)[0]
    rows = list(csv.DictReader(io.StringIO(share.values_csv(scene, scene.start()))))
    told = {row["name"] for row in rows}
    assert {item["name"] for item in scene.panel if item["kind"] in ("readout", "bar")} <= told
    if stem == "pca":
        kept = next(row for row in rows if row["name"] == "variance kept by hand")
        assert (round(float(kept["value"]), 2), kept["unit"]) == (83.66, "%")


def calls_of(stem: str) -> list[tuple[Call, ...]]:
    """What a lesson's page hands to its code panel, panel by panel."""
    seen: list[tuple[Call, ...]] = []

    build = code_text.build

    def note(*calls: Call, **options: Any) -> Any:
        seen.append(calls)
        return build(*calls, **options)

    with patch.object(code_text, "build", note):
        app = AppTest.from_file(APP, default_timeout=PATIENCE)
        app.switch_page(f"pages/{stem}.py")
        app.query_params["section"] = "Code"
        app.run()
    assert not app.exception, app.exception[0].value
    assert seen, f"{stem} shows no code"
    return seen


@pytest.mark.parametrize("stem", WITH_CODE)
def test_the_script_and_the_notebook_of_a_lesson_run_and_assert_the_pages_numbers(stem: str) -> None:
    for calls in calls_of(stem):
        files = {"py": export.script(*calls), "ipynb": export.notebook(*calls)}
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(files["py"], f"{stem}.py", "exec"), {"__name__": "__main__"})
            cells = json.loads(files["ipynb"])["cells"]
            space: dict[str, Any] = {}
            for cell in cells:
                if cell["cell_type"] == "code":
                    exec(compile("".join(cell["source"]), f"{stem}.ipynb", "exec"), space)
        assert "assert" in files["py"]
        assert "The numbers are those of the page." in printed.getvalue()


@pytest.mark.parametrize("stem", STEMS)
def test_a_link_locks_and_hides_whatever_a_lesson_offers_and_nothing_else(stem: str) -> None:
    scene = scenes(stem)[0]
    offered, hideable = scene.names(), scene.hideable_names()
    assert offered and hideable
    assert not [name for name in (*offered, *hideable) if "~" in name], "a link puts this between names"
    app = AppTest.from_file(APP, default_timeout=PATIENCE)
    if stem != "home":
        app.switch_page(f"pages/{stem}.py")
    app.query_params["lock"] = "~".join([*offered, "nobody"])
    app.query_params["hide"] = "~".join(hideable)
    app.run()
    assert not app.exception, app.exception[0].value
    sent = next(
        data for each in app.get("bidi_component") if "locks" in (data := json.loads(each.proto.json))
    )
    # What only the stage sets cannot be locked: it would stand still for good.
    shown = [name for name, spec in scene.inputs.items() if not spec["hidden"]]
    assert list(sent["locks"]) == offered == shown
    assert sent["hide"] == hideable


def test_a_page_without_a_network_says_sentences_with_values_in_the_reader_s_language(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from explorer.data import samples, summary
    from explorer.data.selection import select
    from explorer.scenes import pca

    scene = pca.scene(select(summary.of_table(samples.digits()), None, 3))
    monkeypatch.setattr(language, "current", lambda: "de")
    page = share._page(curriculum.lesson("pca"), scene, scene.start(), [], "https://example.org/pca")
    assert "Anteil von PC1 bis PC3 an allen 64 Spalten" in page
    assert "1.200 von 1.797 Zeilen" in page


def test_a_table_of_values_holds_imaginary_parts() -> None:
    scene = Scene("A gate")
    z = scene.table("z", [[1 - 2j]], rows=["a"], columns=["b"], complex=True)
    scene.readout("twice", 2 * z[0, 0])
    assert share.values_csv(scene, scene.start()).splitlines()[1:] == [
        *("z,1,1,1.0,", "z,1,2,-2.0,"),
        "twice,1,1,2.0-4.0i,",
    ]


@pytest.mark.parametrize(
    ("streamlit_says", "address"),
    {
        "https://host/app/eigen/eigenvectors": "https://host/app/eigenvectors",
        "http://host/eigen/eigenvectors": "http://host/eigenvectors",
        "http://host/eigenvectors": "http://host/eigenvectors",
        "http://host/vectors/": "http://host/vectors",
        "http://host/pca": "http://host/pca",
        "http://host": "http://host",
        "": "",
    }.items(),
)
def test_a_page_knows_its_address_though_streamlit_cuts_it(
    streamlit_says: str, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(st.context), "url", streamlit_says)
    assert charts.page_address() == address
