"""Pictures and lists that readers bring become few points, or are refused in one sentence."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from explorer.data import dots
from explorer.data.csv_format import SampleError
from explorer.data.pictures import read_picture
from explorer.data.samples import sample_path


def file_of(pixels: np.ndarray, kind: str = "PNG", mode: str | None = None) -> bytes:
    out = io.BytesIO()
    Image.fromarray(pixels.astype(np.uint8), mode).save(out, kind)
    return out.getvalue()


def test_the_horse_is_a_horse() -> None:
    horse = dots.horse()
    assert 1800 < len(horse.cells) <= dots.MOST
    black = np.asarray(Image.open(sample_path("images/horse_outline.png")).convert("L")) < 128
    rows, columns = black.shape
    # Every dot lies on the black, and the black is as much of the picture as the dots are of their grid.
    pixel = 3.0 / columns
    at = np.round(horse.points / pixel * [1, -1] + [(columns - 1) / 2, (rows - 1) / 2]).astype(int)
    assert np.mean(black[at[:, 1], at[:, 0]]) > 0.95
    area = len(horse.cells) * (2 * horse.step) ** 2
    assert area == pytest.approx(black.sum() * pixel**2, rel=0.05)
    assert np.array_equal(horse.cells, np.round(horse.cells))


def test_a_photograph_becomes_dots_that_lie_denser_where_it_is_darker() -> None:
    cat = dots.cat()
    assert 1500 < len(cat.cells) <= dots.MOST
    grey = np.asarray(Image.open(sample_path("images/cat_256_gray.png")).convert("L"))
    at = np.round(cat.points / (3 / 256) * [1, -1] + 127.5).astype(int)
    assert grey[at[:, 1], at[:, 0]].mean() < grey.mean() - 30


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_every_kind_of_picture_is_read(kind: str) -> None:
    disc = 255 * (np.hypot(*np.mgrid[-40:41, -60:61]) > 30)
    found = dots.from_picture(read_picture(file_of(disc, kind)))
    assert np.abs(np.linalg.norm(found.points, axis=1)).max() == pytest.approx(30 * 3 / 121, abs=0.05)
    np.testing.assert_allclose(found.points.mean(axis=0), 0, atol=0.03)


@pytest.mark.parametrize("share", [0.0005, 0.01, 0.2, 0.45, 0.9, 0.999])
@pytest.mark.parametrize("size", [(3, 3), (50, 400), (300, 200)])
def test_no_picture_gives_more_points_than_can_be_moved(share: float, size: tuple[int, int]) -> None:
    noise = 255 * (np.random.default_rng(3).random(size) > share)
    noise[0, 0], noise[-1, -1] = 0, 255
    found = dots.from_picture(read_picture(file_of(noise)))
    assert 1 <= len(found.cells) <= dots.MOST
    assert np.abs(found.points).max() <= 1.5


def test_what_is_transparent_is_paper() -> None:
    clear = np.zeros((20, 20, 4))
    clear[5:15, 5:15, 3] = 255
    found = dots.from_picture(read_picture(file_of(clear, mode="RGBA")))
    assert np.abs(found.points).max() < 0.8


def test_of_a_dark_picture_the_light_parts_are_shown_and_that_is_said() -> None:
    night = np.zeros((40, 40))
    night[:10, :10] = 255
    found = dots.from_picture(read_picture(file_of(night)))
    assert "where it is light" in found.note
    assert found.points[:, 0].max() < 0 < found.points[:, 1].min()


def test_points_that_are_typed_are_those_points_and_large_ones_are_brought_near() -> None:
    found = dots.from_text("1 2\n-0.5, 1e-3\n")
    np.testing.assert_array_equal(found.points, [[1, 2], [-0.5, 0.001]])
    assert found.note == ""
    far = dots.from_text("100 0; 0 -350")
    np.testing.assert_allclose(far.points, [[1, 0], [0, -3.5]])
    assert "divided by 100" in far.note
    np.testing.assert_allclose(dots.from_text("1e100 0; 0 1").points.max(), 1, atol=1e-9)


BAD_LISTS = {
    "": "is empty",
    "1 2 3": "must be any by 2",
    "1": "must be any by 2",
    "1 2; 3": "all rows need the same number",
    "1 x": 'Row 1, column 2 of Your points is "x"',
    "1 nan": "only finite numbers",
    "1 1e101": "numbers up to 1e100",
    "\n".join(["1 2"] * 2001): "2,001 points; at most 2,000",
    "\n".join(["1 2"] * 6000): "more than 10000 cells",
}


@pytest.mark.parametrize("text", BAD_LISTS)
def test_a_bad_list_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(SampleError) as refusal:
        dots.from_text(text)
    assert BAD_LISTS[text].replace("10000", "10,000") in str(refusal.value)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("tone", [0, 128, 255])
def test_a_picture_of_one_tone_is_refused_in_one_sentence(tone: int) -> None:
    with pytest.raises(SampleError, match="Your picture has one tone all over") as refusal:
        dots.from_picture(read_picture(file_of(np.full((9, 9), tone))))
    assert "\n" not in str(refusal.value)
