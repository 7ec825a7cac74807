"""Refusals and notes of the mathematics: English as ever, and said whole in the reader's language."""

from __future__ import annotations

import ast
import copy
import pickle
import re
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from explorer.catalogues import texts
from explorer.data import rating_files, samples, tables, typed
from explorer.data.csv_format import HOSTED, Limits, SampleError
from explorer.logic import pca, recommender
from explorer.sentence import Sentence, sentence_of
from explorer.ui import language
from tests.data import test_rating_files, test_tables, test_typed

CODES = language.codes()[1:]
# Words that stand in almost every English sentence and are none in German or Spanish.
ENGLISH = re.compile(
    r"\b(the|this|there|is|are|were|has|have|holds|of|and|or|with|without|at|must|needs?|here|row|rows|"
    r"columns|cells?|numbers?|ratings|file|table)\b"
)


@pytest.fixture(params=CODES)
def code(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(language, "current", lambda: request.param)
    return request.param


def without_data(sentence: str) -> str:
    """The sentence with what it quotes from the reader's file blanked out: that may be in any language."""
    if not isinstance(sentence, Sentence):
        return sentence
    return Sentence(
        sentence.template,
        **{
            name: without_data(value)
            if isinstance(value, Sentence)
            else "…"
            if isinstance(value, str)
            else value
            for name, value in sentence.values.items()
        },
    )


def templates_in(sentence: str) -> list[str]:
    """The template of a sentence, then those of the sentences in it."""
    if not isinstance(sentence, Sentence):
        return [sentence]
    inner = [value for value in sentence.values.values() if isinstance(value, Sentence)]
    return [sentence.template, *(template for value in inner for template in templates_in(value))]


# --- the sentence itself ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "english"),
    [
        (Sentence("At most {most} rows.", most=1_000_000), "At most 1,000,000 rows."),
        (Sentence("{cell} is {value}.", cell="1.234,5", value=1234.5), "1.234,5 is 1234.5."),
        (Sentence("It holds {value}.", value=1e308), "It holds 1e+308."),
        (Sentence("It holds {value}.", value=float("inf")), "It holds inf."),
        (Sentence("{name} has braces.", name="{x}"), "{x} has braces."),
        (
            Sentence("Left out: {names}.", names=Sentence("a and {n} more", n=2000)),
            "Left out: a and 2,000 more.",
        ),
    ],
)
def test_a_sentence_is_its_english_text(sentence: Sentence, english: str) -> None:
    assert sentence == english
    assert str(sentence) == english and type(str(sentence)) is str
    assert str(SampleError(sentence.template, **sentence.values)) == english


def test_a_copy_can_still_be_said_otherwise() -> None:
    # A column may be called anything, braces too.
    sentence = Sentence("Left out: {names}.", names=Sentence("{name} and {n} more", name="{a}", n=2))
    for again in (pickle.loads(pickle.dumps(sentence)), copy.deepcopy(sentence)):
        assert again == sentence
        assert (again.template, again.values) == (sentence.template, sentence.values)
        assert again.values["names"].values == {"name": "{a}", "n": 2}


def test_an_error_gives_the_sentence_that_it_was_raised_with() -> None:
    sentence = Sentence("{n} is too many.", n=9)
    for error in (SampleError("{n} is too many.", n=9), SampleError(sentence), ValueError(sentence)):
        assert sentence_of(error).template == "{n} is too many."
        assert str(error) == "9 is too many."
    assert sentence_of(np.linalg.LinAlgError("Singular matrix")) == "Singular matrix"
    assert sentence_of(MemoryError()) == ""


# --- in the reader's language -------------------------------------------------------------------------------

NUMBERS = [
    (12_500, "12.500"),
    (0.5, "0,5"),
    (1234.5, "1.234,5"),
    (1234.0, "1.234"),
    (0.0625, "0,0625"),
    (-2, "-2"),
    (1.5e200, "1,5e+200"),
    (float("inf"), "∞"),
]


@pytest.mark.parametrize(("number", "written"), NUMBERS)
def test_numbers_in_a_sentence_are_written_as_the_language_does(
    code: str, number: float, written: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(language, "catalogue", lambda _: {"At most {most}.": "<{most}>"})
    assert language._(Sentence("At most {most}.", most=number)) == f"<{written}>"


def test_texts_from_the_file_stay_as_they_are_and_sentences_in_a_sentence_are_said(code: str) -> None:
    names = Sentence("{names} and {count} more", names="row 1.5, the rest", count=1200)
    said = language._(Sentence("Columns without any value were left out: {names}.", names=names))
    assert "row 1.5, the rest" in said and "1.200" in said
    assert not ENGLISH.search(said.replace("row 1.5, the rest", ""))


def test_what_has_no_translation_stays_english_with_its_numbers(code: str) -> None:
    assert (
        language._(Sentence("Nobody translates {n} of these.", n=1500)) == "Nobody translates 1,500 of these."
    )


READ_BY = ("csv_format.py", "tables.py", "rating_files.py", "rating_roles.py", "typed.py", "samples.py")
SMALL = Limits(bytes=10_000, rows=100, columns=10, cells=20)
READERS: dict[str, tuple[Callable[[Any], object], list[Any]]] = {
    "a table": (tables.read_csv, [given for given, _ in test_tables.REFUSED.values()]),
    "a limited table": (
        lambda given: tables.read_csv(given, test_tables.SMALL),
        [given for given, _ in test_tables.LIMITED.values()],
    ),
    "labels": (lambda label: tables.read_csv("name,x\nann,1\nbob,2\n", label=label), ["town"]),
    "labels where there are none": (lambda label: tables.read_csv("x\n1\n2\n", label=label), ["town"]),
    "pieces": (
        lambda given: list(tables.csv_chunks(given, limits=test_tables.SMALL)),
        ["a\n", "a\nx\n", b"a,b\n" + b"1,2\n" * 101],
    ),
    "pieces that contradict": (
        lambda given: list(tables.csv_chunks(given, chunk_rows=200)),
        ["a;b\n" + 300 * "1.250;2\n" + "1.234,5;6\n"],
    ),
    "a column of pieces": (lambda name: list(tables.csv_chunks("a,b\n1,2\n", [name])), ["c"]),
    "a list": (rating_files.read_ratings, [given for given, _ in test_rating_files.BAD_LISTS.values()]),
    "a limited list": (
        lambda given: rating_files.read_ratings(given, test_rating_files.SMALL),
        ["user,item,rating\n" + "a,b,1\n" * 101],
    ),
    "a sheet": (
        lambda given: rating_files.read_rating_sheet(given, SMALL),
        [*(given for given, _ in test_rating_files.BAD_SHEETS.values()), "film,ann\nUp,1\nUp,2\n"],
    ),
    "a number": (typed.parse_number, list(test_typed.BAD_NUMBERS)),
    "a matrix": (lambda given: typed.parse_matrix(given, (2, 2)), list(test_typed.BAD_MATRICES)),
    "any rows": (lambda given: typed.parse_matrix(given, (None, 2)), ["1 2 3; 4 5 6", "1 2; 3 4 5"]),
    "lines": (typed.parse_matrix, ["1 2\n3 4\n\n5 6\n7 8", "1,5;2\n3;4", "1 000\n2 000"]),
    "a file by its first bytes": (
        lambda start: tables.read_csv(start + bytes(100)),
        [
            *(
                b"PK\x05\x06",
                b"BZh",
                b"\xfd7zXZ",
                b"\x28\xb5\x2f\xfd",
                b"7z\xbc\xaf",
                b"Rar!",
                b"GIF8",
                b"RIFF",
            ),
            *(
                b"\xd0\xcf\x11\xe0",
                b"\x93NUMPY",
                b"\x89HDF",
                b"PAR1",
                b"ARROW1",
                b"SQLite format 3",
                b"MZ\x90",
            ),
        ],
    ),
}


def refusals() -> Iterator[str]:
    for read, given in READERS.values():
        for bad in given:
            with pytest.raises(SampleError) as caught:
                read(bad)
            yield sentence_of(caught.value)


REFUSALS = list(refusals())


@pytest.mark.parametrize("refusal", {templates_in(each)[0]: each for each in REFUSALS}.values())
def test_a_refusal_is_said_without_a_remainder_of_english(code: str, refusal: str) -> None:
    said = language._(refusal)
    assert said != refusal and said.endswith(".")
    assert "{" not in language._(without_data(refusal))
    assert not ENGLISH.search(language._(without_data(refusal))), said


NOTES = [
    *tables.read_csv("x,x,c,n\n1,2,5,1\n3,oops,5,\n5,6,5,4\n7,8,5,5\n").notes,
    *tables.read_csv("a;b;id\n1.234,5;;1\n;oops;2\n7,5;oops;3\n8,5;2;4\n9,5;3;5\n9;4;6\n").notes,
    *tables.read_csv("a,b,c\n1,2,\n3,,\n4,5,\n", missing="mean").notes,
    *tables.read_csv("a,b\n1,\n,3\n4,5\n", missing="mean").notes,
    *tables.read_csv("a,b\n,\n3,4\n4,5\n").notes,
    *tables.read_csv('"1,234"\n"5,678"\n').notes,
    *tables.read_csv("größe\n1\n2\n".encode("cp1252")).notes,
    *tables.read_csv("x;y;z\n1,234;5 kg;1,5\n5,678;6 kg;2.5\n").notes,
    *tables.read_csv("x;y\n1,234;1\n5,678;2\n").notes,
    *tables.read_csv("x;y\n1,5;1\n2,5;2\n").notes,
    *tables.read_csv(",a,b\n17,1.5,x\n3,2.5,2\n250,3,y\n").notes,
    *tables.read_csv("A table\na,b\n1,2\n3,4\n").notes,
    *tables.read_csv(",0,1\n0,1,2\n1,3,4\n").notes,
    *tables.read_csv("A table\nof two\na,b\n1,2\n3,4\n").notes,
    *tables.read_csv("name,a\nann,1,5\nbob,2,5\n").notes,
    *tables.read_csv("who,a\nx,10%\ny,0.2\n").notes,
    *tables.read_csv("a b\nx 1 2\ny 3 4\n").notes,
    *tables.read_csv("a,b\n1,-999\n2,3\n4,5\n").notes,
    *rating_files.read_rating_sheet("1,1,5\n1,2,3\n2,1,4\n").notes,
    *rating_files.read_rating_sheet("who,age,Up\nann,34,4\nbob,27,2\n").notes,
    *rating_files.read_ratings("a,b,c\nx,y,1\n").notes,
    *rating_files.read_ratings("user;item;rating\nx;y;1,5\nx;z;2,5\n").notes,
    *rating_files.read_ratings("user;item;rating\nx;y;1,234\nx;z;2,345\n").notes,
    *rating_files.read_rating_sheet("user,item,rating,time\nx,y,1,2\n").notes,
    *rating_files.read_ratings("user,item,rating\na,b,1\na,b,2\na,,3\n").notes,
    *rating_files.read_ratings(
        "user,item,rating\na,b,1\na,b,2\na,b,3\na,,3\n,b,3\n", duplicates="mean"
    ).notes,
    *rating_files.read_ratings("user,item,rating\na,b,1\n", stop=lambda: True).notes,
    *rating_files.read_ratings("user,item,rating\na,b,1\na,b,2\na,b,3\n").notes,
    *rating_files.read_ratings("user,item,rating\na,b,1\na,b,2\n", duplicates="mean").notes,
    *rating_files.read_rating_sheet("film,ann,bob\nUp,1,2\n").notes,
    *tables.Pieces("who,a,b\nx,1,2\n").notes(),
    *tables.read_csv("a,b\n1,\n2,3\n4,5\n").notes,
    *tables.read_csv(",".join("x" * 9) + "\n" + "1,2,3,4,5,6,7,8,9\n9,8,7,6,4,3,2,1,0\n").notes,
    *(note for read in samples.TABLES.values() for note in read().notes),
    *samples.movielens().notes,
    *samples.senate().notes,
]


@pytest.mark.parametrize("note", {note.template: note for note in NOTES}.values())
def test_a_note_is_said_without_a_remainder_of_english(code: str, note: Sentence) -> None:
    said = language._(without_data(note)).replace("University of Minnesota", "")
    assert said != without_data(note)
    assert not ENGLISH.search(said)


def test_the_bad_inputs_and_the_files_meet_every_sentence_of_the_readers() -> None:
    names = [read().name for read in samples.TABLES.values()]
    met = {template for sentence in (*REFUSALS, *NOTES, *names) for template in templates_in(sentence)}
    written = {each.text for each in texts.sentences() if each.place.split(":")[0].split("/")[-1] in READ_BY}
    # What pandas says besides, when it cannot take a file apart, is not known.
    unmet = written - met
    assert unmet == {text for text in written if text.startswith("The rows cannot be told apart")}


@pytest.mark.parametrize(
    ("refused", "words"),
    [
        (lambda: pca.fit(np.ones((5, 3))), "derselbe Punkt"),
        (lambda: pca.fit_chunks([np.ones((1, 3))]), "1 Zeile;"),
        (lambda: pca.fit_chunks([]), "0 Zeilen;"),
        (lambda: pca.fit_chunks([np.array([[np.nan, 1.0], [2.0, 3.0]])]), "endliche Zahlen"),
        (lambda: recommender.als([[1.0, 2.0], [3.0, 4.0]], 3), "zwischen 1 und 2 liegen, nicht bei 3"),
        (lambda: recommender.sgd(recommender.LIKES, 2, learning_rate=2.5), "Mit 2,5 schießen"),
    ],
)
def test_a_refusal_of_an_algorithm_is_said_in_german(
    refused: Callable[[], object], words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(language, "current", lambda: "de")
    with pytest.raises(ValueError) as caught:
        refused()
    assert words in language._(sentence_of(caught.value))


# --- in the code --------------------------------------------------------------------------------------------


def test_a_sentence_has_a_value_for_every_name_in_braces() -> None:
    for written in texts.sentences():
        names = {name.strip("{}") for name in texts.placeholders(written.text)}
        assert names == written.names, f"{written.place}: {written.text}"


@pytest.mark.parametrize(
    "code_line",
    [
        'raise SampleError(f"{n} is too many.")',
        'raise SampleError("many: " + n)',
        'notes.append(Sentence(f"{n} rows."))',
        "notes.append(Sentence(words, n=3))",
    ],
)
def test_what_is_put_together_before_it_can_be_translated_is_found(code_line: str) -> None:
    with pytest.raises(ValueError, match=r"x\.py:1 formats before"):
        list(texts.sentences_of(ast.parse(code_line), "x.py"))


def test_every_way_of_refusing_is_found() -> None:
    source = """
_WORDS = "From a constant."
raise SampleError("At most {most}.", most=3)
raise ValueError("One." if n == 1 else "More.")
checks.require(ok, "Never.")
raise SampleError(_WORDS)
raise ValueError(f"{name} must be a vector.")
"""
    found = [written.text for written in texts.sentences_of(ast.parse(source), "x.py")]
    assert found == ["At most {most}.", "One.", "More.", "Never.", "From a constant."]


def test_limits_are_said_with_the_thousands_of_the_language(code: str) -> None:
    wide = ",".join(["1"] * (HOSTED.columns + 234)) + "\n"
    with pytest.raises(SampleError, match="1,234 columns; at most 1,000") as caught:
        tables.read_csv(wide)
    said = language._(sentence_of(caught.value))
    assert "1.234" in said and "1.000" in said
