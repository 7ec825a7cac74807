"""The real data of the lessons as named arrays, read from `sample_data/` or from scikit-learn.

`sample_data/README.md` says for every file what it holds, where it came from and on what terms;
`sample_data/LICENCES.md` holds the terms. Files and text of the reader's own are read by
`explorer.data.tables`.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from explorer.data.rating_files import (
    Ratings,
    RatingSheet,
    read_rating_sheet,
    read_ratings,
    write_rating_sheet,
)
from explorer.data.tables import (
    HOSTED,
    OWN_MACHINE,
    Limits,
    SampleError,
    Table,
    csv_chunks,
    csv_columns,
    read_csv,
)
from explorer.data.typed import parse_matrix, parse_number
from explorer.sentence import Sentence

__all__ = [
    "HOSTED",
    "OWN_MACHINE",
    "TABLES",
    "Limits",
    "MovieRatings",
    "RatingSheet",
    "Ratings",
    "SampleError",
    "Stages",
    "Table",
    "Votes",
    "Weather",
    "bright_stars",
    "csv_chunks",
    "csv_columns",
    "digits",
    "movielens",
    "parse_matrix",
    "parse_number",
    "penguins",
    "quakes",
    "read_csv",
    "read_rating_sheet",
    "read_ratings",
    "sample_path",
    "seattle_weather",
    "senate",
    "teapot",
    "turtles",
    "wine",
    "write_rating_sheet",
]

EARTH_RADIUS_KM = 6371.0088
"""Mean radius of the Earth (IUGG: (2 a + b) / 3 of the WGS 84 ellipsoid)."""


class MovieRatings(NamedTuple):
    """Ratings of films by users, as a matrix with blanks.

    Attributes
    ----------
    values
        Shape (users, films): 0.5 to 5, NaN where nobody rated.
    titles, years, genres
        One for each film (column).
    notes
        Sentences to show beside the data.
    """

    values: NDArray[np.float64]
    titles: tuple[str, ...]
    years: tuple[int, ...]
    genres: tuple[str, ...]
    notes: tuple[Sentence, ...]


class Votes(NamedTuple):
    """Votes of people on questions, as a matrix with blanks.

    Attributes
    ----------
    values
        Shape (people, votes): 1 yea, -1 nay, NaN neither.
    names, parties, states
        One for each person (row).
    questions
        One for each vote (column).
    notes
        Sentences to show beside the data.
    """

    values: NDArray[np.float64]
    names: tuple[str, ...]
    parties: tuple[str, ...]
    states: tuple[str, ...]
    questions: tuple[str, ...]
    notes: tuple[Sentence, ...]


class Stages(NamedTuple):
    """How the animals of a population live, stage after stage.

    Attributes
    ----------
    names
        Of the stages, from the youngest on.
    years
        How many a stage lasts.
    survival
        What share of a stage lives through a year.
    eggs
        How many one female of a stage lays in a year.
    """

    names: tuple[str, ...]
    years: NDArray[np.float64]
    survival: NDArray[np.float64]
    eggs: NDArray[np.float64]


class Weather(NamedTuple):
    """The weather of one place, day after day.

    Attributes
    ----------
    kinds
        The names of the kinds of weather, the commonest first.
    days
        The kind of each day, counted from 0, in order, shape (days,).
    """

    kinds: tuple[str, ...]
    days: NDArray[np.int64]


def sample_path(name: str) -> Path:
    """Find a file of `sample_data/`.

    Parameters
    ----------
    name
        Path below `sample_data/`, with forward slashes.

    Raises
    ------
    FileNotFoundError
        If there is no such file.

    Examples
    --------
    >>> sample_path("penguins.csv").name
    'penguins.csv'
    """
    path = Path(__file__).resolve().parents[2] / "sample_data" / name
    if not path.is_file():
        raise FileNotFoundError(f"sample_data has no file {name!r}; its README.md lists what there is.")
    return path


def quakes() -> Table:
    r"""Earthquakes where the Pacific plate sinks below Fiji and Tonga, in kilometres: 602 points in space.

    Of the 1000 earthquakes the 602 of the sinking plate itself are kept: south of 17 and north of 27 degrees
    south, east of 177.5 degrees. Degrees become kilometres on the plane that touches the globe at their
    middle (latitude φ₀, longitude λ₀: the means), good to 1 % over these 1000 km:

    .. math:: x = R \cos\varphi_0\,(\lambda - \lambda_0), \quad y = R\,(\varphi - \varphi_0), \quad z = -depth

    with angles in radians and R = 6371 km.

    Returns
    -------
    Table
        Columns east_km, north_km, up_km (602, 3); labels say how deep each lies, in the three classes of
        seismology (shallow above 70 km, intermediate to 300 km, deep below).

    Notes
    -----
    Flat projection: Snyder, Map Projections: A Working Manual (USGS, 1987), equirectangular, p. 90.

    Examples
    --------
    >>> table = quakes()
    >>> table.values.shape
    (602, 3)
    >>> table.columns
    ('east_km', 'north_km', 'up_km')
    """
    rows = _rows("quakes_fiji.csv")
    lat, long, depth = (np.array([float(row[key]) for row in rows]) for key in ("lat", "long", "depth"))
    slab = (lat > -27) & (lat < -17) & (long > 177.5)
    lat, long, depth = np.radians(lat[slab]), np.radians(long[slab]), depth[slab]
    middle = lat.mean()
    east = EARTH_RADIUS_KM * np.cos(middle) * (long - long.mean())
    north = EARTH_RADIUS_KM * (lat - middle)
    classes = np.array(["shallow", "middle", "deep"])
    return Table(
        name=Sentence("Fiji earthquakes"),
        columns=("east_km", "north_km", "up_km"),
        values=np.column_stack([east, north, -depth]),
        labels=classes[np.digitize(depth, [70.0, 300.0])],
        label_name="depth",
        notes=(Sentence("602 of 1000 earthquakes: those of the sinking plate, 17 to 27 degrees south."),),
    )


def penguins() -> Table:
    """Measure 342 penguins of three species: bill length and depth, flipper length, body mass.

    Returns
    -------
    Table
        Four columns, in millimetres and grams, shape (342, 4); labels are the species. Two of the 344
        penguins were not measured; they are left out and a note says so.

    Notes
    -----
    Gorman, Williams and Fraser, PLoS ONE 9(3), 2014; Horst, Hill and Gorman, palmerpenguins, 2020.

    Examples
    --------
    >>> penguins().values.shape
    (342, 4)
    >>> np.unique(penguins().labels).tolist()
    ['Adelie', 'Chinstrap', 'Gentoo']
    """
    columns = ("bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g")
    rows = _rows("penguins.csv")
    values = np.array([[float(row[key]) if row[key] else np.nan for key in columns] for row in rows])
    measured = ~np.isnan(values).any(axis=1)
    return Table(
        name=Sentence("Penguins"),
        columns=columns,
        values=values[measured],
        labels=np.array([row["species"] for row in rows])[measured],
        label_name="species",
        notes=(
            Sentence(
                "{count} of {all} penguins have gaps and are left out.",
                count=int(np.sum(~measured)),
                all=len(rows),
            ),
        ),
        missing=int(np.isnan(values).sum()),
    )


def bright_stars() -> Table:
    """Place 350 stars of the Hipparcos catalogue in space, the Sun in the middle.

    Returns
    -------
    Table
        Columns x_pc, y_pc, z_pc, parsecs in equatorial coordinates (x to the March equinox, z to the
        celestial north pole), shape (350, 3); labels are names where a star has one, else its Hipparcos
        number.

    Notes
    -----
    van Leeuwen, Hipparcos, the New Reduction of the Raw Data (Springer, 2007).

    Examples
    --------
    >>> table = bright_stars()
    >>> sirius = table.values[list(table.labels).index("Sirius")]
    >>> round(float(np.sqrt(np.sum(sirius**2))), 2)  # parsecs
    2.64
    """
    rows = _rows("bright_stars.csv")
    return Table(
        name=Sentence("Bright and near stars"),
        columns=("x_pc", "y_pc", "z_pc"),
        values=np.array([[float(row[key]) for key in "xyz"] for row in rows]),
        labels=np.array([row["name"] or f"HIP {row['hip']}" for row in rows]),
        label_name="star",
        notes=(),
    )


def teapot() -> Table:
    """Take 2000 points from the surface of Newell's teapot: a shape that everybody knows from every side.

    The file keeps every point folded into one corner (absolute values of x and y). The teapot is its own
    mirror image left and right, and all but handle and spout also front and back, so each point is unfolded
    to one of its mirror images, in turn: a point of the teapot again. The handle lies at negative x, the
    spout at positive x.

    Returns
    -------
    Table
        Columns x, y, z (z up), shape (2000, 3); labels name the part: body, bottom, handle, lid, rim or
        spout.

    Examples
    --------
    >>> table = teapot()
    >>> table.values.shape
    (2000, 3)
    >>> bool(table.values[table.labels == "handle", 0].max() < 0)
    True
    """
    rows = _rows("utah_teapot_2000.csv")
    values = np.array([[float(row[key]) for key in "xyz"] for row in rows])
    part = np.array([row["part"] for row in rows])
    row = np.arange(len(rows))
    values[:, 1] *= np.where(row % 2 == 0, 1.0, -1.0)
    side = np.where(row // 2 % 2 == 0, 1.0, -1.0)
    values[:, 0] *= np.select([part == "handle", part == "spout"], [-1.0, 1.0], side)
    return Table(Sentence("Teapot"), ("x", "y", "z"), values, part, "part", ())


def wine() -> Table:
    """Analyse 178 wines of three growers of one region: 13 chemical measurements, each on its own scale.

    Returns
    -------
    Table
        Shape (178, 13); labels are the growers.

    Notes
    -----
    Forina and others, PARVUS; UCI Machine Learning Repository, "Wine" (CC BY 4.0), as scikit-learn ships it.

    Examples
    --------
    >>> wine().values.shape
    (178, 13)
    """
    from sklearn.datasets import load_wine

    data = load_wine()
    return Table(
        name=Sentence("Wine"),
        columns=tuple(str(name) for name in data.feature_names),
        values=np.asarray(data.data, dtype=np.float64),
        labels=np.array([f"grower {k + 1}" for k in data.target]),
        label_name="grower",
        notes=(),
    )


def digits() -> Table:
    """Show 1797 handwritten digits as 64 numbers each: an 8 x 8 picture, 0 white to 16 black.

    Returns
    -------
    Table
        Shape (1797, 64), columns named by row and column of the picture; labels are the digits, as text.

    Notes
    -----
    Alpaydin and Kaynak, UCI Machine Learning Repository, "Optical Recognition of Handwritten Digits"
    (CC BY 4.0), as scikit-learn ships it.

    Examples
    --------
    >>> digits().values.shape
    (1797, 64)
    """
    from sklearn.datasets import load_digits

    data = load_digits()
    return Table(
        name=Sentence("Handwritten digits"),
        columns=tuple(f"row {i} column {j}" for i in range(8) for j in range(8)),
        values=np.asarray(data.data, dtype=np.float64),
        labels=np.array([str(k) for k in data.target]),
        label_name="digit",
        notes=(Sentence("Some corner cells are 0 in every picture: constant columns."),),
    )


def turtles() -> Stages:
    """Say how loggerhead turtles live: seven stages, from egg to mature female.

    Returns
    -------
    Stages

    Notes
    -----
    D. T. Crouse, L. B. Crowder, H. Caswell, Ecology 68 (1987), 1412-1423, table 3. The last stage is said to
    last 32 years or more.

    Examples
    --------
    >>> stages = turtles()
    >>> stages.names[0], float(stages.survival[0])
    ('eggs, hatchlings', 0.6747)
    """
    rows = _rows("loggerhead_turtles.csv")
    years, survival, eggs = (
        np.array([float(row[key]) for row in rows]) for key in ("years", "survival", "eggs")
    )
    return Stages(tuple(row["stage"] for row in rows), years, survival, eggs)


def seattle_weather() -> Weather:
    """Give the weather of Seattle on each day of the years 2012 to 2015: one of five kinds.

    Returns
    -------
    Weather
        sun, rain, fog, drizzle and snow, and the kind of 1461 days.

    Notes
    -----
    NOAA's records, as collected in vega-datasets.

    Examples
    --------
    >>> weather = seattle_weather()
    >>> weather.kinds[weather.days[0]], len(weather.days)
    ('drizzle', 1461)
    """
    kinds = ("sun", "rain", "fog", "drizzle", "snow")
    return Weather(kinds, np.array([kinds.index(row["weather"]) for row in _rows("seattle_weather.csv")]))


TABLES: dict[str, Callable[[], Table]] = {
    "quakes": quakes,
    "penguins": penguins,
    "wine": wine,
    "digits": digits,
    "bright_stars": bright_stars,
    "teapot": teapot,
}
"""The tables a lesson can offer, by a short name fit for a URL."""


def movielens() -> MovieRatings:
    """Load ratings of 150 films by 294 users, most cells blank: a part of MovieLens.

    Returns
    -------
    MovieRatings
        values (294, 150) with 17,416 ratings from 0.5 to 5, NaN elsewhere; titles, years and genres of the
        films.

    Notes
    -----
    Harper and Konstan, The MovieLens Datasets: History and Context, ACM TiiS 5(4), 2015, article 19. For
    non-commercial use, on GroupLens's terms: `sample_data/ratings/movielens/`.

    Examples
    --------
    >>> ratings = movielens()
    >>> ratings.values.shape, int(np.isfinite(ratings.values).sum())
    ((294, 150), 17416)
    """
    films = _rows("ratings/movielens/movies.csv")
    column = {film["movie"]: j for j, film in enumerate(films)}
    rows = _rows("ratings/movielens/ratings.csv")
    users = {user: i for i, user in enumerate(sorted({row["user"] for row in rows}, key=int))}
    values = np.full((len(users), len(films)), np.nan)
    for row in rows:
        values[users[row["user"]], column[row["movie"]]] = float(row["rating"])
    return MovieRatings(
        values=values,
        titles=tuple(film["title"] for film in films),
        years=tuple(int(film["year"]) for film in films),
        genres=tuple(film["genres"] for film in films),
        notes=(
            Sentence("A part of MovieLens (GroupLens, University of Minnesota), for non-commercial use."),
        ),
    )


def senate() -> Votes:
    """Load the votes of the United States Senate of 2005 and 2006: 102 people, 645 votes.

    Returns
    -------
    Votes
        values (102, 645): 1 yea, -1 nay, NaN where neither was given; names, parties, states and questions.

    Notes
    -----
    The public record of votes, as collected in the package pscl (S. Jackman). A record of votes: which side
    of an axis anybody falls on says nothing by itself, since the sign of an axis is arbitrary.

    Examples
    --------
    >>> votes = senate()
    >>> votes.values.shape
    (102, 645)
    """
    people = _rows("ratings/senate/senate109.csv")
    questions = _rows("ratings/senate/senate109_votes.csv")
    code = {"y": 1.0, "n": -1.0, "-": np.nan}
    return Votes(
        values=np.array([[code[vote] for vote in person["votes"]] for person in people]),
        names=tuple(person["name"] for person in people),
        parties=tuple(person["party"] for person in people),
        states=tuple(person["state"] for person in people),
        questions=tuple(f"{row['bill']}: {row['description']}" for row in questions),
        notes=(Sentence("A record of votes; the direction of an axis is arbitrary."),),
    )


def _rows(name: str) -> list[dict[str, str]]:
    with sample_path(name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
