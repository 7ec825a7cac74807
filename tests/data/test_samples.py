"""The data of the lessons is what its source says it is."""

from __future__ import annotations

import csv

import numpy as np
import pytest

from explorer.data import samples


def shares_and_tilt(values: np.ndarray) -> tuple[np.ndarray, float]:
    """Variance shares in percent, and how steep the plane of greatest spread is in degrees."""
    _, S, Vt = np.linalg.svd(values - values.mean(axis=0), full_matrices=False)
    return 100 * S**2 / np.sum(S**2), float(np.degrees(np.arccos(abs(Vt[2, 2]))))


def test_the_earthquakes_are_602_points_on_a_sinking_plane() -> None:
    table = samples.quakes()
    assert table.values.shape == (602, 3)
    shares, tilt = shares_and_tilt(table.values)
    np.testing.assert_allclose(shares, [55.2, 43.2, 1.6], atol=0.05)
    assert tilt == pytest.approx(48.0, abs=0.5)


def test_the_earthquakes_are_in_kilometres() -> None:
    east, north, up = samples.quakes().values.T
    # 9.98 degrees of latitude, 10.6 of longitude at 21 degrees south, depths from 40 to 680 km.
    assert np.ptp(north) == pytest.approx((26.78 - 17.02) * 111.195, rel=1e-3)
    assert np.ptp(east) == pytest.approx((188.10 - 178.29) * 111.195 * np.cos(np.radians(21.072)), rel=1e-3)
    assert up.min() == -680
    assert up.max() == -40
    np.testing.assert_allclose([east.mean(), north.mean()], 0.0, atol=1e-9)


def test_deep_earthquakes_are_called_deep() -> None:
    table = samples.quakes()
    assert table.labels is not None
    depth = -table.values[:, 2]
    assert set(table.labels) == {"shallow", "middle", "deep"}
    assert depth[table.labels == "deep"].min() >= 300
    assert depth[table.labels == "shallow"].max() < 70


def test_the_penguins_without_measurements_are_counted_and_left_out() -> None:
    table = samples.penguins()
    assert table.values.shape == (342, 4)
    assert table.missing == 8
    assert table.notes == ("2 of 344 penguins have gaps and are left out.",)
    assert table.labels is not None
    kinds, counts = np.unique(table.labels, return_counts=True)
    assert dict(zip(kinds.tolist(), counts.tolist(), strict=True)) == {
        "Adelie": 151,
        "Chinstrap": 68,
        "Gentoo": 123,
    }


def test_sirius_is_where_it_is() -> None:
    table = samples.bright_stars()
    assert table.labels is not None
    sirius = table.values[list(table.labels).index("Sirius")]
    assert np.linalg.norm(sirius) == pytest.approx(2.64, abs=0.01)
    declination = np.degrees(np.arcsin(sirius[2] / np.linalg.norm(sirius)))
    assert declination == pytest.approx(-16.7, abs=0.1)
    assert len(set(table.labels)) == 350


def test_the_teapot_is_whole_again() -> None:
    table = samples.teapot()
    assert table.labels is not None
    x, y, z = table.values.T
    body = np.isin(table.labels, ["body", "lid", "rim", "bottom"])
    for quadrant in [(x > 0) & (y > 0), (x > 0) & (y < 0), (x < 0) & (y > 0), (x < 0) & (y < 0)]:
        assert 0.2 < np.mean(quadrant[body]) < 0.3
    assert x[table.labels == "handle"].max() < 0 < x[table.labels == "spout"].min()
    assert z.min() == 0
    # Half of a round body lies on either side; it would be 1.2 to one side if the points were still folded.
    assert np.abs(table.values[body].mean(axis=0)[:2]).max() < 0.1


@pytest.mark.parametrize(("key", "shape"), [("wine", (178, 13)), ("digits", (1797, 64))])
def test_what_scikit_learn_ships_is_named(key: str, shape: tuple[int, int]) -> None:
    table = samples.TABLES[key]()
    assert table.values.shape == shape
    assert table.labels is not None
    assert len(np.unique(table.labels)) == {"wine": 3, "digits": 10}[key]


@pytest.mark.parametrize("key", samples.TABLES)
def test_every_table_is_finite_with_different_names_and_a_label_for_each_row(key: str) -> None:
    table = samples.TABLES[key]()
    assert table.values.dtype == np.float64
    assert np.isfinite(table.values).all()
    assert len(set(table.columns)) == len(table.columns) == table.values.shape[1]
    assert table.labels is not None
    assert table.labels.shape == (len(table.values),)
    assert table.name
    assert table.label_name
    assert all(note.endswith(".") for note in table.notes)


def test_movielens_is_150_films_by_294_users() -> None:
    films = samples.movielens()
    assert films.values.shape == (294, 150)
    known = films.values[np.isfinite(films.values)]
    assert known.size == 17_416
    assert set(np.unique(known * 2).tolist()) <= set(range(1, 11))
    assert len(films.titles) == len(films.years) == len(films.genres) == 150
    assert films.titles[0] == "Forrest Gump"
    assert np.isfinite(films.values).sum(axis=1).min() >= 30
    # The global mean alone misses by 0.957 on held-out ratings: the spread of all of them.
    assert np.std(known) == pytest.approx(0.957, abs=0.01)


def test_the_senate_voted_645_times() -> None:
    votes = samples.senate()
    assert votes.values.shape == (102, 645)
    known = np.isfinite(votes.values)
    assert set(np.unique(votes.values[known]).tolist()) == {-1.0, 1.0}
    assert len(votes.names) == len(votes.parties) == len(votes.states) == 102
    assert len(votes.questions) == 645
    # The record counts yeas and nays too; our rows also hold the President's position: one more at most.
    with samples.sample_path("ratings/senate/senate109_votes.csv").open(encoding="utf-8", newline="") as file:
        recorded = np.array([[int(row["yea"]), int(row["nay"])] for row in csv.DictReader(file)])
    counted = np.column_stack([np.sum(votes.values == 1, axis=0), np.sum(votes.values == -1, axis=0)])
    assert np.abs(counted - recorded).max() <= 1


def test_the_senate_has_one_strong_axis() -> None:
    values = samples.senate().values
    filled = np.where(np.isnan(values), np.nanmean(values, axis=0), values)
    S = np.linalg.svd(filled - filled.mean(axis=0), compute_uv=False)
    assert 100 * S[0] ** 2 / np.sum(S**2) == pytest.approx(58, abs=2)


def test_a_file_that_is_not_there_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"no file 'nothing\.csv'"):
        samples.sample_path("nothing.csv")


def test_the_samples_can_also_be_uploaded() -> None:
    for name, rows, label in [("penguins.csv", 342, "species"), ("utah_teapot_2000.csv", 2000, "part")]:
        table = samples.read_csv(samples.sample_path(name).read_bytes())
        assert len(table.values) == rows
        assert table.label_name == label
    ratings = samples.read_ratings(samples.sample_path("ratings/movielens/ratings.csv").read_bytes())
    assert (len(ratings.users), len(ratings.items), len(ratings.values)) == (294, 150, 17_416)
