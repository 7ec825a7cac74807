"""Every page, run by Streamlit from the entry point, without a browser."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from explorer import curriculum

ROOT = Path(__file__).resolve().parents[2]
# Seconds; the first page of a run imports scikit-learn.
PATIENCE = 60


def open_lesson(stem: str) -> AppTest:
    app = AppTest.from_file(ROOT / "streamlit_app.py", default_timeout=PATIENCE)
    if stem != "home":
        app.switch_page(f"pages/{stem}.py")
    return app.run()


def headings(app: AppTest) -> tuple[str, str, str]:
    """What the stage is given to say above the picture and below it."""
    (data,) = (d for each in app.get("bidi_component") if "question" in (d := json.loads(each.proto.json)))
    return data["title"], data["question"], data["first"]


@pytest.mark.parametrize("entry", curriculum.LESSONS, ids=lambda entry: entry.stem)
def test_a_lesson_runs_shows_its_question_and_runs_again(entry):
    app = open_lesson(entry.stem)
    for _ in range(2):
        assert not app.exception, app.exception[0].value
        assert not app.error, app.error[0].value
        assert headings(app) == (entry.headline, entry.question, entry.first_move)
        app.run()


@pytest.mark.parametrize("entry", curriculum.LESSONS, ids=lambda entry: entry.stem)
def test_nonsense_in_the_address_is_no_error(entry):
    app = AppTest.from_file(ROOT / "streamlit_app.py", default_timeout=PATIENCE)
    if entry.stem != "home":
        app.switch_page(f"pages/{entry.stem}.py")
    for name in ("u", "v", "A", "x", "section", "data", "rank", "seed", "no_such_name"):
        app.query_params[name] = "<script>;nan,1e999,\x00,🙂"
    app.run()
    assert not app.exception, app.exception[0].value
    assert headings(app) == (entry.headline, entry.question, entry.first_move)


def test_home_links_to_every_lesson_and_to_nothing_else():
    app = open_lesson("home")
    links = {link.proto.page for link in app.get("page_link")}
    assert links == {entry.stem for entry in curriculum.LESSONS if entry.stem != "home"}


@pytest.mark.parametrize("entry", curriculum.LESSONS[1:], ids=lambda entry: entry.stem)
def test_the_open_section_begins_with_a_heading_for_those_who_listen(entry):
    app = AppTest.from_file(ROOT / "streamlit_app.py", default_timeout=PATIENCE)
    app.switch_page(f"pages/{entry.stem}.py")
    app.query_params["section"], app.query_params["lang"] = "Share", "de"
    app.run()
    assert not app.exception, app.exception[0].value
    found = [text for each in app.get("html") if "<h2" in (text := each.proto.body)]
    assert found == ['<h2 class="spoken">Teilen</h2>']
