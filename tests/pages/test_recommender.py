"""The recommender's page, run by Streamlit without a browser, and the scene that it mounts."""

from __future__ import annotations

import io
import json
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from explorer.data import rating_files, samples
from explorer.data.csv_format import HOSTED, SampleError
from explorer.data.tables import Choice
from explorer.live.record.program import Program
from explorer.logic import ratings, recommender
from explorer.scenes import recommender as scenes
from explorer.scenes import recommender_details as details
from explorer.scenes.recommender import CLOCK, EXAMPLE, TAKE_OVER, Placement, Rival
from explorer.sentence import sentence_of
from explorer.ui import jobs, readings
from explorer.ui.recommender import factor as recommender_factor
from explorer.ui.recommender import map as recommender_map
from explorer.ui.recommender import own as recommender_own
from explorer.ui.recommender import scale as recommender_scale
from explorer.ui.recommender.state import HandOver, State
from tests.pages.followed import Followed

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60


def opened(**query: str) -> AppTest:
    app = AppTest.from_file(ROOT / "streamlit_app.py", default_timeout=PATIENCE)
    app.switch_page("pages/recommender.py")
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def payload(app: AppTest) -> dict:
    sent = json.loads(app.get("bidi_component")[0].proto.json)
    return json.loads(sent["contents"][sent["id"]])


def extra_params(app: AppTest) -> dict[str, str]:
    """What the link says besides the inputs and the open section."""
    link = json.loads(app.get("bidi_component")[0].proto.json)["link"]
    return {name: text for name, text in link.items() if name != "section"}


def said(app: AppTest) -> str:
    return " ".join(text.value for text in app.markdown)


def readouts(scene) -> dict[str, np.ndarray]:
    """What the panel says when the program runs on the inputs as they start."""
    body = json.loads(scene.payload())
    values = Program.from_json(body["program"]).run(scene.start() | hidden(body))
    return {item["name"]: values[item["value"]] for item in body["panel"] if "value" in item}


def hidden(body: dict) -> dict[str, np.ndarray]:
    return {i["name"]: np.reshape(i["at"], i["shape"]) for i in body["inputs"] if i["hidden"]}


def example_scene(**changes):
    return scenes.scene(EXAMPLE, Rival("ALS"), **changes)


def test_the_stage_has_nine_handles_by_name_and_says_who_is_nearest():
    scene = example_scene()
    names = [
        control["name"] for control in json.loads(scene.payload())["controls"] if control["kind"] == "handle"
    ]
    assert names == [*recommender.USERS, *recommender.MOVIES]
    numbers = readouts(scene)
    assert recommender.MOVIES[int(numbers["nearest to user 1"])] == "Harry Potter"
    assert recommender.MOVIES[int(numbers["nearest to user 3"])] == "Shrek"
    assert np.allclose(numbers["U Vᵀ"], recommender.WORKED_U @ recommender.WORKED_V.T)
    assert numbers["squared error by hand"] == pytest.approx(1.626, abs=5e-4)


def test_the_recorded_program_is_the_numpy_on_other_places_and_with_blanks():
    scene = example_scene()
    body = json.loads(scene.payload())
    program = Program.from_json(body["program"])
    rng = np.random.default_rng(3)
    for _ in range(10):
        U, V = rng.normal(size=(4, 2)), rng.normal(size=(5, 2))
        R = np.where(rng.random((4, 5)) < 0.3, np.nan, rng.normal(size=(4, 5)))
        given = dict(zip([*EXAMPLE.users, *EXAMPLE.movies], np.vstack([U, V]), strict=True))
        values = program.run(scene.start() | hidden(body) | given | {"ratings": R})
        shown = {item["name"]: values[item["value"]] for item in body["panel"] if "value" in item}
        assert shown["squared error by hand"] == pytest.approx(float(recommender.squared_error(R, U, V)))
        nearest = [int(recommender.nearest_item(U, V, i)) for i in range(4)]
        assert [int(shown[f"nearest to {user}"]) for user in EXAMPLE.users] == nearest


def test_a_drag_that_settles_reaches_python():
    app = opened(section="Code")
    assert not app.exception
    assert "[1.0, 0.1]" in app.code[-1].value
    app.session_state["recommender"] = {"settled": {"values": {"user 1": [0.25, -0.75]}, "move": 0}}
    app.run()
    assert not app.exception
    assert "[0.25, -0.75]" in app.code[-1].value


@pytest.mark.parametrize("method", ["SVD", "ALS", "SGD"])
@pytest.mark.parametrize("rank", ["1", "2", "3", "4"])
def test_every_method_and_rank_shows_its_matrices_and_its_error(method, rank):
    app = opened(method=method, rank=rank)
    assert not app.exception
    page = " ".join(element.proto.body for element in app.get("html"))
    assert f"(4 × {rank})" in page
    assert f"({rank} × 5)" in page
    assert "Squared error" in said(app)
    if rank == "2":
        assert "for **4 of 4** users" in said(app)


def test_bias_terms_get_a_column_of_their_own():
    app = opened(method="ALS", biases="true")
    assert not app.exception
    assert "<th scope=col>bias</th>" in " ".join(element.proto.body for element in app.get("html"))


def test_a_blank_changes_the_factors_and_is_predicted():
    blank = recommender.LIKES.copy()
    blank[0, 2] = np.nan
    method = recommender_factor.Method("ALS", 2, 0.02, 0, False)
    _, found, refusal = recommender_factor.factor(blank, method)
    assert not refusal
    assert recommender.predict(*found)[0, 2] > 0.5


def test_a_table_of_blanks_is_one_sentence_and_the_stage_stays():
    app = opened(ratings="," * 19)
    assert not app.exception
    assert len(app.get("bidi_component")) == 1
    assert "every cell is blank" in " ".join(note.value for note in app.info)


def test_the_algorithm_is_turned_to_lie_like_the_worked_example():
    for name in recommender_factor.METHODS:
        method = recommender_factor.Method(name, 2, 0.02, 1, False)
        __, best, error = recommender_factor.rival_of(scenes.START, method)
        assert error < 0.1
        assert np.abs(best.U - EXAMPLE.U).max() < 1.2
        assert (np.sign(best.V[:, 0]) == np.sign(EXAMPLE.V[:, 0])).all()


# --- the choices of the factorization ------------------------------------------------------------

CHOICES = ("method", "rank", "regularization", "seed", "biases")
DEFAULTS = recommender_factor.Method("ALS", 2, 0.02, 0, False)
CHOSEN = {"method": "SGD", "rank": "3", "regularization": "0.1", "seed": "7", "biases": "true"}
SAID = "Chosen in “Factor it”: SGD, rank 3, regularisation 0.1, seed 7, bias terms."


def drawn(app: AppTest) -> list[str | None]:
    """The keys of the choices that the page asks for."""
    kinds = (app.button_group, app.select_slider, app.number_input, app.toggle)
    return [widget.key for widgets in kinds for widget in widgets if widget.key in CHOICES]


def asked_for(app: AppTest) -> recommender_factor.Method:
    """What stands in the choices, as the reader sees it."""
    return recommender_factor.Method(
        app.button_group(key="method").value,
        app.button_group(key="rank").value,
        app.select_slider(key="regularization").value,
        app.number_input(key="seed").value,
        app.toggle(key="biases").value,
    )


def turned_to(app: AppTest, section: str) -> AppTest:
    """What happens when the reader presses a tab; without a browser a page has no address."""
    app.session_state["section:"] = section
    return app.run()


def choose_all(app: AppTest) -> AppTest:
    app.button_group(key="method").set_value("SGD").run()
    app.button_group(key="rank").set_value(3).run()
    app.select_slider(key="regularization").set_value(0.1).run()
    app.number_input(key="seed").set_value(7).run()
    return app.toggle(key="biases").set_value(True).run()


def test_the_choices_come_after_the_stage_and_stand_in_their_section_alone(stage_first: None):
    app = opened()
    assert len(app.get("bidi_component")) == 1 and not drawn(app)
    app.session_state["recommender"] = {"settled": {"values": {"user 1": [1, 0.1]}, "move": 0}}
    app.run()
    assert sorted(drawn(app)) == sorted(CHOICES)
    assert asked_for(app) == DEFAULTS
    for section in ("Map", "One cell", "What goes wrong", "Your users and films", "Code", "Share"):
        assert not drawn(turned_to(app, section))


def test_what_is_chosen_counts_and_stands_in_the_link_when_another_section_is_open():
    app = choose_all(opened())
    for _ in range(3):  # Streamlit forgets what is not drawn at the end of a run, or of the next
        turned_to(app, "What goes wrong")
        assert not app.exception and not drawn(app)
        assert SAID in [caption.value for caption in app.caption]
        assert {name: extra_params(app)[name] for name in CHOICES} == CHOSEN
    assert "squared error of SGD" in str(payload(app)["panel"])
    turned_to(app, "Factor it")
    assert asked_for(app) == recommender_factor.Method("SGD", 3, 0.1, 7, True)
    turned_to(app, "Share")
    assert "method=SGD&rank=3&regularization=0.1&seed=7&biases=true" in app.code[0].value


@pytest.mark.parametrize("section", ["Factor it", "What goes wrong"])
@pytest.mark.parametrize("way", ["menu", "link"])
def test_what_is_chosen_is_there_when_the_reader_comes_back_and_a_link_wins(section, way):
    app = opened(section=section, **CHOSEN)
    app.switch_page("pages/vectors.py")
    app.query_params.clear()
    app.run()
    app.switch_page("pages/recommender.py")
    if way == "link":
        app.query_params["rank"] = "4"
    app.run()
    assert not app.exception
    there = recommender_factor.Method("SGD", 3, 0.1, 7, True)
    assert asked_for(turned_to(app, "Factor it")) == (there if way == "menu" else DEFAULTS._replace(rank=4))


@pytest.mark.parametrize("section", ["Factor it", "Map", "What goes wrong", "Code"])
def test_a_link_is_followed_from_any_section(section):
    app = opened(section=section, **CHOSEN)
    assert not app.exception
    assert {name: extra_params(app)[name] for name in CHOICES} == CHOSEN
    assert bool(drawn(app)) == (section == "Factor it")
    assert asked_for(turned_to(app, "Factor it")) == recommender_factor.Method("SGD", 3, 0.1, 7, True)


@pytest.mark.parametrize("written", ["0.1", "0,1"])
def test_a_link_that_a_page_in_another_language_wrote_is_followed_and_written_anew(written):
    app = opened(regularization=written, lang="de", section="What goes wrong")
    assert "Gewählt unter „Zerlegen“: ALS, Rang 2, Regularisierung 0,1, Startzahl 0." in [
        caption.value for caption in app.caption
    ]
    assert extra_params(app)["regularization"] == "0.1"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        *(("rank", text) for text in ("9", "0", "-1", "2.5", "seven", "")),
        *(("method", text) for text in ("x", "")),
        *(("seed", text) for text in ("abc", "-5", "99999", "nan", "")),
        *(("regularization", text) for text in ("7", "cheap", "-0.1", "nan", "")),
        *(("biases", text) for text in ("perhaps", "")),
    ],
)
def test_what_cannot_be_chosen_is_the_default_and_goes_from_the_link(name, text):
    app = opened(**{name: text})
    assert not app.exception
    assert asked_for(app) == DEFAULTS
    assert extra_params(app)[name] == ""


def test_a_rank_that_another_table_does_not_have_is_the_default():
    app = opened(rank="4", table="who,Up,Heat\nann,4,1\nbob,1,2")
    assert not app.exception
    assert app.button_group(key="rank").value == 2 and extra_params(app)["rank"] == ""


def test_predictions_that_bias_terms_take_part_in_say_so():
    for section, wrong in (("Map", ""), ("What goes wrong", "A newcomer")):
        for biases, count in (("true", 1), ("", 0)):
            app = opened(section=section, wrong=wrong, biases=biases)
            said_so = [text.value for text in app.caption if text.value.startswith("Bias terms take part")]
            assert len(said_so) == count


def test_nonsense_in_the_link_starts_from_the_beginning_with_one_sentence():
    app = opened(
        **{"user-1": "1,up", "rank": "seven", "regularization": "cheap", "price": "cheap", "method": "magic"}
    )
    assert not app.exception
    notice = json.loads(app.get("bidi_component")[0].proto.json)["notice"]
    assert "user-1=1,up" in notice
    assert "(4 × 2)" in " ".join(element.proto.body for element in app.get("html"))


def test_a_link_that_calls_the_regularization_its_price_is_followed_and_written_anew():
    app = opened(price="0.1", section="Factor it")
    assert app.select_slider(key="regularization").value == 0.1
    assert extra_params(app)["price"] == ""
    assert extra_params(app)["regularization"] == "0.1"
    assert opened(price="1.0").select_slider(key="regularization").value == 1
    assert opened(price="0.1", regularization="0.5").select_slider(key="regularization").value == 0.5


# --- SGD that takes over, and the small stages below --------


def pressed(app: AppTest) -> AppTest:
    """What happens when the browser says that the button was pressed."""
    app.session_state["recommender:pressed"] = TAKE_OVER
    return app.run()


def test_sgd_takes_over_from_the_reader_and_its_frames_travel_once():
    app = pressed(opened())
    assert not app.exception
    body = payload(app)
    clock = next(control for control in body["controls"] if control["name"] == CLOCK)
    assert set(clock["sets"]) == {*recommender.USERS, *recommender.MOVIES}
    program = Program.from_json(body["program"])
    start = {
        i["name"]: np.reshape([np.nan if x is None else x for x in i["at"]], i["shape"])
        for i in body["inputs"]
    }
    path = recommender.continue_sgd(
        recommender.LIKES, recommender.WORKED_U, recommender.WORKED_V, learning_rate=0.2, epochs=15, every=1
    )
    for step in (0, 1, 117, 300):
        values = program.run(start | {CLOCK: np.array(float(step))})
        assert np.allclose(values[clock["sets"]["user 3"]], path.frames_U[step, 2])
        assert np.allclose(values[clock["sets"]["Shrek"]], path.frames_V[step, 2])
    assert json.loads(app.get("bidi_component")[0].proto.json)["move"]["values"] == {CLOCK: [0.0]}


def test_why_sgd_cannot_take_over_is_one_sentence_in_every_section():
    app = pressed(opened(ratings="," * 19))
    for section in ("Factor it", "Code"):
        turned_to(app, section)
        assert not app.exception
        assert len(app.warning) == 1 and "every cell is blank" in app.warning[0].value


def hand_over(app: AppTest) -> HandOver:
    return app.session_state["recommender_state"].hand_overs["recommender"]


def test_a_press_is_received_once():
    app = pressed(opened())
    first = hand_over(app)
    app.session_state["recommender"] = {"settled": {"values": {"user 1": [0.25, -0.75]}, "move": 1}}
    app.run()
    assert hand_over(app) is first
    assert hand_over(pressed(app)) is not first


def test_a_changed_rating_sends_the_clock_away():
    app = pressed(opened())
    changed = recommender.LIKES.copy()
    changed[0, 0] = -1
    app.session_state["recommender"] = {
        "settled": {"values": {"ratings": changed.ravel().tolist()}, "move": 1}
    }
    app.run()
    assert not app.exception
    assert CLOCK not in [control["name"] for control in payload(app)["controls"]]


def hand_at(U=recommender.WORKED_U, V=recommender.WORKED_V, R=recommender.LIKES):
    return Placement(EXAMPLE, R, U, V)


def test_turned_and_stretched_factors_show_the_same_product():
    scene = details.scene_of_turned_factors(hand_at())
    body = json.loads(scene.payload())
    program = Program.from_json(body["program"])
    place = {item["name"]: item["value"] for item in body["panel"] if "value" in item}
    for turn, stretch in ((0, 1), (90, 0.4), (211, 2.5)):
        given = {"turn": np.array(float(turn)), "stretch the users by": np.array(float(stretch))}
        values = program.run(scene.start() | hidden(body) | given)
        assert np.allclose(values[place["U Vᵀ"]], recommender.WORKED_U @ recommender.WORKED_V.T)
        assert values[place["largest change of a prediction"]] == 0


def test_a_newcomer_with_one_rating_points_along_that_movie():
    numbers = readouts(details.scene_of_a_newcomer(hand_at()))
    you = numbers["your vector"]
    assert you[0] == pytest.approx(-you[1])
    assert recommender.MOVIES[int(numbers["recommended to you"])] == "Harry Potter"


def test_one_cell_is_a_length_times_a_shadow():
    scene = details.scene_of_one_cell(hand_at())
    body = json.loads(scene.payload())
    program = Program.from_json(body["program"])
    place = {item["name"]: item["value"] for item in body["panel"] if "value" in item}
    for i in range(4):
        for j in range(5):
            given = {"user": np.array(float(i)), "film": np.array(float(j))}
            values = program.run(scene.start() | hidden(body) | given)
            shown = values[place["length of u"]] * values[place["shadow of v on u, with its sign"]]
            assert shown == pytest.approx(recommender.WORKED_U[i] @ recommender.WORKED_V[j])
            assert values[place["given"]] == recommender.LIKES[i, j]


@pytest.mark.parametrize("part", ["Overfitting", "A newcomer", "Turning changes nothing"])
def test_every_thing_that_goes_wrong_opens(part):
    app = opened(section="What goes wrong", wrong=part, rank="4")
    assert not app.exception
    assert len(app.get("bidi_component")) == (1 if part == "Overfitting" else 2)


# --- own tables ------------------------------------------------------------


def pasted(text: str) -> AppTest:
    app = opened(section="Your users and films")
    app.text_area[0].set_value(text)
    next(button for button in app.button if button.label == "Use this table").click()
    return app.run()


def test_own_users_and_movies_come_onto_the_stage_with_blanks():
    app = pasted("who,Up,Heat,Alien\nann,5,,1\nbob,4,2,\ncid,,5,4\n")
    assert not app.exception and not app.error
    names = [control["name"] for control in payload(app)["controls"] if control["kind"] == "handle"]
    assert names == ["ann", "bob", "cid", "Up", "Heat", "Alien"]
    table = next(item for item in payload(app)["inputs"] if item["name"] == "ratings")
    assert table["at"] == [5.0, None, 1.0, 4.0, 2.0, None, None, 5.0, 4.0]


@pytest.mark.parametrize(
    "text",
    [
        "who,Up,Heat\nann,good,1\nbob,1,2\n",
        "who,Up\nann,1\nbob,2\n",
        "who,Up,Heat\nann,,\nbob,,\n",
        "who,Up,Heat\nann,1e308,1\nbob,1,2\n",
        "",
        "\x00\x01\x02",
        "who," + ",".join(f"m{i}" for i in range(40)) + "\nann," + ",".join("1" * 40) + "\n",
    ],
)
def test_a_table_that_cannot_be_used_is_one_sentence_and_the_old_one_stays(text):
    app = pasted(text)
    assert not app.exception
    assert len(app.error) == 1
    assert "\n" not in app.error[0].value
    names = [control["name"] for control in payload(app)["controls"] if control["kind"] == "handle"]
    assert names == [*recommender.USERS, *recommender.MOVIES]


def test_a_link_holds_the_reader_s_own_table_and_opens_it_again():
    app = pasted("who,Amélie,生きる\nann & co,4.5,\nbob,,-2\n")
    shown = payload(app)
    link = extra_params(app)["table"]
    again = opened(table=link)
    assert not again.exception and not again.warning
    assert payload(again)["inputs"] == shown["inputs"]
    assert extra_params(again)["table"] == link
    example = opened()
    assert extra_params(example)["table"] == ""


@pytest.mark.parametrize("way", ["menu", "link"])
def test_the_reader_s_own_table_is_there_when_they_come_back(way):
    app = pasted("who,Amélie,生きる\nann & co,4.5,\nbob,,-2\n")
    shown, link = on_stage(app), extra_params(app)["table"]
    if way == "link":
        app.pills(key="recommender_table").set_value("").run()
        assert on_stage(app) != shown
    app.switch_page("pages/vectors.py").run()
    app.switch_page("pages/recommender.py")
    if way == "link":
        app.query_params["table"] = link
    app.run()
    assert not app.exception
    assert on_stage(app) == shown


def test_a_link_of_before_names_films_and_sections_as_it_did():
    app = opened(biases="true", section="Your own table", **{"movie-biases": "0.5,0*3,-1"})
    assert not app.exception
    start = json.loads(app.get("bidi_component")[0].proto.json)["start"]
    assert start["film biases"] == [0.5, 0, 0, 0, -1]
    assert extra_params(app)["movie-biases"] == ""
    assert app.text_area[0].label == "Your table"


def test_own_tables_are_called_what_they_hold():
    app = pasted("who,Up,Heat\nann,4,1\nbob,1,2")
    assert app.pills(key="recommender_table").value == "1 · Your users and films (2 × 2)"
    app = opened(section="Your users and films", table="who,Up,Heat\nann,4,1\nbob,1,2")
    assert app.pills(key="recommender_table").value == "1 · Users and films of the link (2 × 2)"


def test_a_link_to_an_own_table_says_that_the_table_is_in_it():
    app = opened(section="Share")
    assert "whoever opens it sees the same" in said(app)
    app = opened(section="Share", table="who,Up,Heat\nann,4,1\nbob,1,2")
    assert "The link holds your table too" in said(app)


@pytest.mark.parametrize("text", ["", "who,Up\nann,1", "who,Up,Heat\nann,good,1\nbob,1,2", "\x00" * 50])
def test_a_table_in_a_link_that_cannot_be_used_is_one_sentence_above_the_example(text):
    app = opened(table=text)
    assert not app.exception
    assert len(app.warning) == 1 and "\n" not in app.warning[0].value
    assert on_stage(app) == [*recommender.USERS, *recommender.MOVIES]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("who,Up\nann,1\nbob,2", "Die Tabelle hat 2 Leute und 1 Filme"),
        ("who,Up,Heat\nann,good,1\nbob,1,2", "In Zeile 1, Spalte „Up“ steht „good“; eine Bewertung"),
    ],
)
def test_why_a_link_s_table_cannot_be_used_is_said_in_the_reader_s_language(text, words):
    app = opened(table=text, lang="de")
    assert app.warning[0].value.startswith(f"Die Tabelle im Link ist nicht brauchbar. {words}")


def test_a_table_too_long_for_a_link_is_left_out_of_it_and_the_reader_is_told():
    films = ",".join(f"a film with a rather long name and part {i}" for i in range(12))
    rows = "".join(
        f"a viewer with a rather long name, too: {i}".replace(",", "") + ",1" * 12 + "\n" for i in range(12)
    )
    app = pasted(f"who,{films}\n{rows}")
    assert len(on_stage(app)) == 24
    assert extra_params(app)["table"] == ""
    assert any("too long for a link" in caption.value for caption in app.caption)


def test_names_that_are_taken_are_told_apart():
    from explorer.data.rating_files import RatingSheet

    own = RatingSheet(("ratings", "ann"), ("ann", "Up"), np.array([[1.0, 2.0], [3.0, 1.0]]))
    sheet = recommender_own.sheet_of(own)
    names = [*sheet.users, *sheet.movies]
    assert len({*names, "ratings"}) == 5
    scenes.scene(sheet, Rival("ALS")).payload()


def on_stage(app: AppTest) -> list[str]:
    return [control["name"] for control in payload(app)["controls"] if control["kind"] == "handle"]


@pytest.mark.parametrize("size", [2, 5, 12])
def test_an_own_table_starts_in_sight_with_goals_that_are_open_and_within_reach(size):
    rng = np.random.default_rng(size)
    values = np.where(rng.random((size, size)) < 0.3, np.nan, rng.integers(1, 6, (size, size)))
    values[0, 0] = 3.0
    names = [f"user number {i}" for i in range(size)], [f"film number {i}" for i in range(size)]
    sheet = recommender_own.sheet_of(recommender_own.RatingSheet(*map(tuple, names), values))
    method = recommender_factor.Method("ALS", 2, 0.02, 0, False)
    against = recommender_factor.rival_of(Placement(sheet, values, sheet.U, sheet.V), method)
    body = json.loads(scenes.scene(sheet, against).payload())
    points = np.vstack([sheet.U, sheet.V])
    for axis, view in enumerate(("x", "y")):
        low, high = body["view"][view]
        assert low < min(0.0, points[:, axis].min()) and max(0.0, points[:, axis].max()) < high
    easy, hard = scenes.targets(sheet, against)
    start = float(recommender.squared_error(values, sheet.U, sheet.V))
    assert against.error < hard <= easy
    assert start > hard
    # What the axes of the example mean says nothing of other films.
    for axes in (None, recommender_map.axis_names(sheet)):
        assert "blockbuster" not in scenes.scene(sheet, against, axes=axes).payload()


def test_going_back_to_the_example_and_a_second_table_lose_nothing():
    app = pasted("who;Up;Heat\nann;4,5;\nbob;;2\n")
    first = on_stage(app)
    assert first == ["ann", "bob", "Up", "Heat"]
    pills = app.get("button_group")
    assert any("1 · Your users and films (2 × 2)" in str(group.proto) for group in pills)
    app.session_state["recommender_state"].chosen = ""
    app.run()
    assert on_stage(app) == [*recommender.USERS, *recommender.MOVIES]
    app.text_area[0].set_value("user,item,rating\ncid,Jaws,4\ndan,Jaws,1\ndan,Alien,5\n")
    next(button for button in app.button if button.label == "Use this table").click()
    app.run()
    assert not app.exception and not app.error
    assert on_stage(app) == ["cid", "dan", "Jaws", "Alien"]
    tables = app.session_state["recommender_state"].tables
    assert list(tables) == ["1 · Your users and films (2 × 2)", "2 · Your users and films (2 × 2)"]
    # What was moved on one stage is not taken for what was moved on another.
    assert len({own.sheet.key for own in tables.values()} | {EXAMPLE.key}) == 3


def test_half_typed_text_outlives_a_look_at_another_section():
    app = opened(section="Your users and films")
    app.text_area[0].set_value("who,Up\nann,").run()
    # Streamlit forgets a field whose section is closed; what was typed stands under a key of its own.
    assert app.session_state["recommender_state"].draft == "who,Up\nann,"
    again = AppTest.from_file(ROOT / "streamlit_app.py", default_timeout=PATIENCE)
    again.switch_page("pages/recommender.py")
    again.query_params["section"] = "Your users and films"
    again.session_state["recommender_state"] = State(draft="who,Up\nann,")
    assert again.run().text_area[0].value == "who,Up\nann,"


# --- how own ratings were read -----------------------------------------------------------


def question(app: AppTest, part: str):
    return next(widget for widget in app.segmented_control if part in widget.label)


def use(app: AppTest, text: str) -> AppTest:
    app.text_area[0].set_value(text)
    next(button for button in app.button if button.label == "Use this table").click()
    return app.run()


def wants(app: AppTest, key: str = "recommender_own"):
    """What is kept of the one table that was brought last."""
    return list(app.session_state[f"{key}_tables"].values())[-1]


def ratings_on_stage(app: AppTest) -> list[float | None]:
    return next(item for item in payload(app)["inputs"] if item["name"] == "ratings")["at"]


def test_ratings_that_can_be_read_in_two_ways_are_asked_for_and_the_answer_goes_with_them():
    doubtful = "who;Up;Heat\nann;;1,234\nbob;2,345;\n"
    app = pasted(doubtful)
    assert ratings_on_stage(app) == [None, 1.234, 2.345, None]
    question(app, "which number is 1,234?").set_value("1234").run()
    assert not app.exception and ratings_on_stage(app) == [None, 1234.0, 2345.0, None]
    use(app, "who;Up;Heat\nann;1;5\nbob;2;3\n")
    assert not [widget for widget in app.segmented_control if "which number" in widget.label]
    # The answer belongs to what the table holds.
    use(app, doubtful)
    assert ratings_on_stage(app) == [None, 1234.0, 2345.0, None]


def test_a_list_under_unknown_names_is_taken_for_one_when_the_reader_says_so():
    app = pasted("a,b,c,d\nann,Up,4,1\nbob,Up,2,1\nann,Heat,1,1\nbob,Heat,5,1\n")
    assert app.error[0].value.startswith('Row 1, column "b" holds "Up"')
    assert on_stage(app) == [*recommender.USERS, *recommender.MOVIES]
    question(app, "A line holds").set_value("list").run()
    assert not app.exception and not app.error
    assert on_stage(app) == ["ann", "bob", "Up", "Heat"]
    question(app, "Which column says who rated?").set_value("b").run()
    assert not app.exception and on_stage(app) == ["Up", "Heat", "ann", "bob"]
    assert app.pills(key="recommender_table").value == "1 · Your users and films (2 × 2)"


def test_a_column_is_left_out_and_a_refusal_of_that_leaves_the_table_from_before():
    app = pasted("who,Up,Heat,note\nann,4,1,8\nbob,2,5,9\n")
    assert on_stage(app) == ["ann", "bob", "Up", "Heat", "note"]
    wants(app).choose(Choice("note", "out"))
    app.run()
    assert not app.exception and on_stage(app) == ["ann", "bob", "Up", "Heat"]
    assert any("Left out: note" in text.value for text in app.caption)
    assert app.pills(key="recommender_table").value == "1 · Your users and films (2 × 2)"
    wants(app).choose(Choice("Heat", "out"))
    app.run()
    assert app.error[0].value.startswith("The table has 2 users and 1 films")
    assert on_stage(app) == ["ann", "bob", "Up", "Heat"]
    next(button for button in app.button if button.label == "Read it as at first").click().run()
    assert not app.exception and not app.error
    assert on_stage(app) == ["ann", "bob", "Up", "Heat", "note"]


def test_choices_are_found_again_on_coming_back_and_other_ratings_start_anew():
    text = "who,Up,Heat,note\nann,4,1,8\nbob,2,5,9\n"
    app = pasted(text)
    wants(app).choose(Choice("note", "out"))
    app.run()
    app.switch_page("pages/vectors.py").run()
    app.switch_page("pages/recommender.py").run()
    assert not app.exception and on_stage(app) == ["ann", "bob", "Up", "Heat"]
    app.query_params["section"] = "Your users and films"
    app.run()
    use(app, text.replace("9", "7"))
    assert on_stage(app) == ["ann", "bob", "Up", "Heat", "note"]


def test_the_first_row_of_own_ratings_is_names_as_the_reader_says():
    app = pasted("who,Up,Heat\nann,4,1\nbob,2,5\n")
    toggle = next(widget for widget in app.toggle if "first row holds names" in widget.label)
    assert toggle.value
    toggle.set_value(False).run()
    assert not app.exception
    # Words are no ratings: the table from before stays, and the list of columns with it.
    assert app.error[0].value.startswith('Row 1, column "column 2" holds "Up"')
    next(widget for widget in app.toggle if "first row holds names" in widget.label).set_value(True).run()
    assert not app.exception and not app.error


def test_a_list_read_in_the_background_says_how_it_was_read_and_is_read_again_as_the_reader_says(monkeypatch):
    monkeypatch.setattr(jobs, "_PATIENCE", PATIENCE)
    text = "a,b,c\n" + "".join(f"u{i // 10},i{i % 10},{i % 5}\n" for i in range(200))
    app = opened(section="At scale", big="Your own list")
    app.file_uploader(key="big_file").set_value(("a.csv", text.encode(), "text/csv")).run()
    assert not app.exception and "**20 people and 10 items**" in said(app)
    assert any(part.label == "How it was read" for part in app.expander)
    question(app, "Which column says who rated?").set_value("b").run()
    assert not app.exception and "**10 people and 20 items**" in said(app)
    diary = "Date,Name,Year,Rating\n" + "".join(f"d{i // 10},n{i % 10},2000,{i % 5}\n" for i in range(200))
    app.file_uploader(key="big_file").set_value(("b.csv", diary.encode(), "text/csv")).run()
    assert app.error[0].value.startswith("No column is called user") and "**10 people" in said(app)
    kept = wants(app, "scale_own")
    kept.choose(Choice("Date", "user"))
    kept.choose(Choice("Name", "item"))
    app.run()
    assert not app.exception and not app.error and "**20 people and 10 items**" in said(app)


def test_what_is_changed_in_the_list_of_columns_is_kept_of_its_table(monkeypatch):
    read = rating_files.read_ratings("user;film;rating\nann;Up;1,234\nbob;Up;5,678\n")
    kept = readings.Kept()
    edited = {"edited_rows": {"2": {"marks": "1,200.5"}, "0": {"read as": "film"}}}
    monkeypatch.setattr(readings.st, "session_state", {"list": edited})
    of_kind = {said: kind for kind, said in readings.rating_kinds().items()}
    readings._change("list", read.readings, kept, "read as", "marks", of_kind)
    assert list(kept.choices.values()) == [Choice("rating", "", ".", ","), Choice("user", "item")]
    kept.choose(Choice("rating", "rating"))
    assert list(kept.choices) == ["user", "rating"]


def test_ratings_to_a_hundred_start_as_near_to_what_they_are_as_those_to_five():
    R = np.array([[90, 10, 70, 80], [20, 100, 40, 30], [60, 50, 0, 20], [15, 95, 35, 40.0]])
    names = tuple("abcd"), tuple("pqrs")
    errors = []
    for values in (R / 20, R, 1000 * R):
        sheet = recommender_own.sheet_of(rating_files.RatingSheet(*names, values))
        errors.append(recommender.squared_error(values, sheet.U, sheet.V) / np.var(values) / values.size)
    assert np.allclose(errors, errors[0], rtol=0.2) and errors[0] < 1


# --- bias terms on the stage ------------------------------------------------------------


def test_bias_terms_take_part_in_cells_loss_and_steps_of_sgd():
    rng = np.random.default_rng(5)
    U, V = rng.normal(size=(4, 2)), rng.normal(size=(5, 2))
    R = np.where(rng.random((4, 5)) < 0.3, np.nan, rng.normal(size=(4, 5)))
    mean, b, c = 0.7, rng.normal(size=4), rng.normal(size=5)
    path = recommender.continue_sgd(R, U, V, mean, b, c, epochs=3, biases=True, every=1)
    scene = example_scene(path=path, biases=True)
    body = json.loads(scene.payload())
    program = Program.from_json(body["program"])
    given = dict(zip([*EXAMPLE.users, *EXAMPLE.movies], np.vstack([U, V]), strict=True))
    given |= {"ratings": R, "mean": np.array(mean), "user biases": b[None], "film biases": c[None]}
    values = program.run(scene.start() | hidden(body) | given)
    shown = {item["name"]: values[item["value"]] for item in body["panel"] if "value" in item}
    P = U @ V.T + mean + b[:, None] + c
    assert np.allclose(shown["mean + biases + U Vᵀ"], P)
    assert shown["squared error by hand"] == pytest.approx(np.nansum((R - P) ** 2))
    clock = next(control for control in body["controls"] if control["name"] == CLOCK)
    values = program.run(scene.start() | hidden(body) | given | {CLOCK: np.array(7.0)})
    assert np.allclose(values[clock["sets"]["user biases"]][0], path.frames_user_bias[7])
    assert np.allclose(values[clock["sets"]["film biases"]][0], path.frames_item_bias[7])


def test_sgd_takes_over_from_the_bias_terms_that_were_typed():
    settled = {"mean": [0.4], "user biases": [0.1, 0.2, 0.3, 0.4], "film biases": [0.5, 0.4, 0.3, 0.2, 0.1]}
    app = opened(biases="true")
    app.session_state["recommender"] = {"settled": {"values": settled, "move": 0}}
    pressed(app)
    assert not app.exception
    body = payload(app)
    clock = next(control for control in body["controls"] if control["name"] == CLOCK)
    program = Program.from_json(body["program"])
    start = {
        i["name"]: np.reshape([np.nan if x is None else x for x in i["at"]], i["shape"])
        for i in body["inputs"]
    }
    values = program.run(start | {CLOCK: np.array(0.0)})
    assert np.ravel(values[clock["sets"]["user biases"]]) == pytest.approx(settled["user biases"])
    assert np.ravel(values[clock["sets"]["film biases"]]) == pytest.approx(settled["film biases"])


def test_bias_terms_switched_off_and_on_again_are_as_they_were():
    app = opened(biases="true")
    settled = {"mean": [0.4], "user biases": [0.1, 0.2, 0.3, 0.4], "film biases": [0.0] * 5}
    app.session_state["recommender"] = {"settled": {"values": settled, "move": 0}}
    app.run()
    assert "mean" in [item["name"] for item in payload(app)["inputs"]]
    app.toggle[0].set_value(False).run()
    assert "mean" not in [item["name"] for item in payload(app)["inputs"]]
    app.toggle[0].set_value(True).run()
    assert not app.exception
    moved = json.loads(app.get("bidi_component")[0].proto.json)["move"]["values"]
    assert moved["mean"] == [0.4] and moved["user biases"] == [0.1, 0.2, 0.3, 0.4]


# --- the steps of the lesson ------------------------------------------------------------


def test_the_steps_go_from_blanks_to_a_new_user_and_tick_no_goal_by_themselves():
    body = json.loads(example_scene().payload())
    program = Program.from_json(body["program"])
    start = {
        i["name"]: np.reshape([np.nan if x is None else x for x in i["at"]], i["shape"])
        for i in body["inputs"]
    }
    goals = [item for item in body["panel"] if item["kind"] == "goal"]
    error = next(item for item in body["panel"] if item.get("name") == "squared error by hand")
    now, errors = dict(start), []
    for step in body["steps"]:
        for name, numbers in step["values"].items():
            plain = [np.nan if x is None else x for x in numbers]
            now[name] = np.reshape(plain, np.shape(start[name]))
        values = program.run(now)
        errors.append(float(values[error["value"]]))
        assert not any(values[goal["value"]] for goal in goals), step["text"]
    assert len(errors) == 6
    assert np.isnan(now["ratings"][3]).sum() == 4
    u, v = now["user 4"], now["Shrek"]
    assert u[0] * v[1] - u[1] * v[0] == pytest.approx(0, abs=1e-3)
    # Placed well, the error is a tenth of what it was with everybody in the middle.
    assert errors[1] < 0.15 * errors[0]


# --- at scale ------------------------------------------------------------


@pytest.mark.parametrize(("source", "better"), [("Films", 0.957), ("Senate votes", 0.8)])
def test_rank_2_beats_the_mean_on_what_was_held_out(source, better, monkeypatch):
    # A page waits a moment for the answer and then shows a bar, which no test client follows.
    monkeypatch.setattr(jobs, "_PATIENCE", PATIENCE)
    app = opened(section="At scale", big=source)
    assert not app.exception
    table = next(text.value for text in app.markdown if "| held out |" in text.value)
    rows = {
        line.split("|")[1].strip(" *"): float(line.split("|")[3].strip(" *"))
        for line in table.split("\n")[2:5]
    }
    assert rows["rank 2"] < rows["user and item biases"] < rows["global mean"]
    assert rows["rank 2"] < better


def test_a_factorization_is_scored_after_each_sweep_and_one_that_is_stopped_keeps_its_last():
    learn, held = ratings.hold_out(ratings.from_table(samples.movielens().values), 0.1)
    job = Followed()
    result = recommender_scale.factorize(2, 0.1, learn, held, job)
    assert result.done == 15 and result.held_out < 0.82
    assert job.told[0] == (0, "Rank 2: sweep 0 of 15")
    assert [share for share, _ in job.told] == pytest.approx(np.arange(16) / 15)
    assert job.told[-1][1] == f"Rank 2: sweep 15 of 15, held-out error {round(result.held_out, 3)}"
    stopped = recommender_scale.factorize(4, 0.1, learn, held, Followed(stop_after=4))
    assert stopped.rank == 4 and stopped.done == 3
    assert recommender_scale.factorize(4, 0.1, learn, held, Followed(stop_after=1)) is None
    biases = recommender_scale.factorize(0, 0.1, learn, held, Followed())
    assert biases.rank == 0 and result.held_out < biases.held_out


def test_a_refusal_of_the_mathematics_is_one_sentence():
    learn, held = ratings.hold_out(ratings.from_table(recommender.LIKES), 0.2)
    with pytest.raises(ValueError, match="rank must lie between 1 and 4") as refusal:
        recommender_scale.factorize(9, 0.1, learn, held, Followed())
    assert sentence_of(refusal.value).values["rank"] == 9, "so that it can be said in another language"


LIST = "user,item,rating\n" + "".join(f"u{i % 40},i{i // 40},{i % 5}\n" for i in range(400))


def test_a_list_is_read_with_its_progress_and_one_that_is_stopped_holds_what_was_read(monkeypatch):
    monkeypatch.setattr(rating_files, "_PIECE_ROWS", 100)
    job = Followed()
    cells = recommender_scale.read(io.BytesIO(LIST.encode()), HOSTED, job)
    assert cells.ratings.value.size == 400 and cells.ratings.shape == (40, 10)
    assert [text for _, text in job.told] == [f"Reading: {n} ratings so far" for n in (100, 200, 300, 400)]
    part = recommender_scale.read(io.BytesIO(LIST.encode()), HOSTED, Followed(stop_after=2))
    assert part.ratings.value.size == 200
    assert part.notes == ("Reading was stopped: these are the first 200 ratings of the file.",)


def test_a_list_too_short_to_learn_from_is_refused_with_its_numbers():
    with pytest.raises(SampleError, match="The list has 1 users, 1 items and 1 ratings; to learn") as refusal:
        recommender_scale.read(io.BytesIO(b"user,item,rating\nann,Up,1\n"), HOSTED, Followed())
    assert sentence_of(refusal.value).values == {"users": 1, "items": 1, "ratings": 1}


def test_a_list_is_brought_and_factored_and_stays_when_the_next_cannot_be_read(monkeypatch):
    monkeypatch.setattr(jobs, "_PATIENCE", PATIENCE)
    app = opened(section="At scale", big="Your own list")
    app.file_uploader(key="big_file").set_value(("a.csv", LIST.encode(), "text/csv")).run()
    assert not app.exception and not app.error
    assert "**40 people and 10 items**: 400 cells" in said(app)
    assert any(text.value.startswith("Read 400 ratings in ") for text in app.caption)
    assert "Press **Factor** to begin" in app.info[0].value
    app.button(key="big_go").click().run()
    assert not app.exception and not app.info
    assert "rank 2" in said(app)
    too_short = ("b.csv", b"user,item,rating\nann,Up,1\n", "text/csv")
    app.file_uploader(key="big_file").set_value(too_short).run()
    assert not app.exception and app.error[0].value.startswith("The list has 1 users")
    assert "**40 people and 10 items**: 400 cells" in said(app)
