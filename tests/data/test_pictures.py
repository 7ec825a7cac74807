"""Pictures become matrices; what is brought is read, or refused in one sentence."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import numpy as np
import pytest
from PIL import Image

from explorer.data import pictures
from explorer.data.samples import SampleError
from explorer.logic import svd

RNG = np.random.default_rng(3)


def file_of(image: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def noise(width: int, height: int, mode: str = "RGB") -> Image.Image:
    bands = {"L": 1, "RGB": 3, "RGBA": 4, "CMYK": 4, "LA": 2}[mode]
    values = RNG.integers(0, 256, (height, width, bands), dtype=np.uint8)
    return (
        Image.fromarray(values[..., 0])
        if bands == 1
        else Image.merge(mode, [Image.fromarray(values[..., i]) for i in range(bands)])
    )


def header_only(width: int, height: int) -> bytes:
    """A PNG that says a size, and is a few bytes long."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(1000)))
        + chunk(b"IEND", b"")
    )


# ---------------------------------------------------------------- what ships


@pytest.mark.parametrize(("name", "layers"), [("cat", 14), ("hubble", 100), ("volcano", 4)])
def test_99_percent_of_the_energy_takes_as_many_layers_as_is_known(name: str, layers: int) -> None:
    S = svd.singular_values(pictures.PICTURES[name]().matrix)
    assert svd.layers_for(S, 0.99) == layers


def test_the_volcano_without_its_mean_keeps_what_is_known_of_it() -> None:
    picture = pictures.volcano()
    assert picture.values.shape == (87, 61)
    assert picture.matrix.mean() == pytest.approx(0, abs=1e-10)
    S = svd.singular_values(picture.matrix)
    kept = [100 * svd.energy_kept(S, np.ones(k)) for k in (1, 2, 5)]
    assert kept == pytest.approx([66.2, 93.3, 99.7], abs=0.05)


def test_every_picture_is_whole_numbers_between_its_ends() -> None:
    for load in pictures.PICTURES.values():
        picture = load()
        assert np.array_equal(picture.values, np.rint(picture.values))
        assert picture.low <= picture.values.min() and picture.values.max() <= picture.high


# ---------------------------------------------------------------- what readers bring


def test_grey_pixels_come_back_as_they_are() -> None:
    image = noise(31, 17, "L")
    read = pictures.read_picture(file_of(image))
    assert np.array_equal(read.values, np.asarray(image))
    assert read.notes == () and read.mean == 0


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_of_4096_a_side_is_read_and_made_smaller_and_that_is_said(kind: str) -> None:
    image = Image.linear_gradient("L").resize((4096, 2048))
    read = pictures.read_picture(file_of(image, kind))
    assert read.values.shape == (128, 256)
    assert read.notes == ("It has 4,096 × 2,048 pixels and is shown, and taken apart, with 256 × 128.",)
    # Averaged: from dark to light as before, and as light on the whole.
    assert np.all(np.diff(read.values.mean(axis=1)) > -1)
    assert read.values.mean() == pytest.approx(np.asarray(image).mean(), abs=1)


def test_colours_are_taken_as_brightness() -> None:
    read = pictures.read_picture(file_of(Image.new("RGB", (4, 3), (255, 0, 0))))
    assert read.values == pytest.approx(np.full((3, 4), 76), abs=1)  # 0.299 of red
    assert read.notes == ("Its colours are taken as brightness.",)


def test_cmyk_is_read() -> None:
    read = pictures.read_picture(file_of(Image.new("CMYK", (8, 8), (0, 0, 0, 255)), "JPEG"))
    assert read.values.max() <= 5
    assert pictures.read_picture(file_of(noise(9, 9, "CMYK"), "JPEG")).values.shape == (9, 9)


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_what_is_see_through_lies_on_white(mode: str) -> None:
    clear = Image.new(mode, (5, 4), (0,) * len(mode))
    read = pictures.read_picture(file_of(clear))
    assert np.all(read.values == 255)
    assert "What is see-through lies on white." in read.notes


def test_a_palette_and_one_with_a_clear_colour_are_read() -> None:
    image = Image.new("P", (4, 4), 1)
    image.putpalette([0, 0, 0, 255, 255, 255])
    assert np.all(pictures.read_picture(file_of(image)).values == 255)
    image = Image.new("P", (4, 4), 0)
    image.putpalette([0, 0, 0, 255, 255, 255])
    assert np.all(pictures.read_picture(file_of(image, transparency=0)).values == 255)


def test_16_bits_keep_the_upper_8() -> None:
    deep = np.linspace(0, 65535, 16).astype(np.uint16).reshape(4, 4)
    read = pictures.read_picture(file_of(Image.fromarray(deep)))
    assert read.values == pytest.approx(np.rint(deep / 257.0), abs=1)
    assert "It has 16 bits a pixel; the upper 8 are kept." in read.notes


def test_black_and_white_is_read() -> None:
    read = pictures.read_picture(file_of(Image.new("1", (3, 3), 1)))
    assert np.all(read.values == 255)


def test_of_several_frames_the_first_is_shown() -> None:
    frames = [Image.new("L", (6, 6), tone) for tone in (10, 200, 90)]
    content = file_of(frames[0], save_all=True, append_images=frames[1:])
    read = pictures.read_picture(content)
    assert np.all(read.values == 10)
    assert "It has several frames; this is the first." in read.notes


def test_a_photograph_that_was_turned_stands_upright() -> None:
    image = Image.new("L", (600, 300), 0)
    image.paste(255, (0, 0, 300, 300))
    options = Image.Exif()
    options[0x0112] = 6  # turn clockwise by a quarter
    read = pictures.read_picture(file_of(image, "JPEG", exif=options))
    assert read.values.shape == (256, 128)
    assert read.values[:100].mean() > 240 and read.values[-100:].mean() < 15
    assert read.notes[-1].startswith("It has 300 × 600 pixels")


REFUSED: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "no PNG and no JPEG"),
    "text": (b"1,2,3\n4,5,6\n", "no PNG and no JPEG"),
    "a GIF": (file_of(noise(4, 4, "L"), "GIF"), "no PNG and no JPEG"),
    "a TIFF": (file_of(noise(4, 4, "L"), "TIFF"), "no PNG and no JPEG"),
    "half a PNG": (file_of(noise(64, 64))[:900], "breaks off or is damaged"),
    "half a JPEG": (file_of(noise(64, 64), "JPEG")[:900], "breaks off or is damaged"),
    "a large one": (header_only(4097, 10), "4,097 × 10 pixels; up to 4,096 a side are read"),
    "a bomb": (header_only(60_000, 60_000), "up to 4,096"),
    "a long bomb": (header_only(2_000_000_000, 2), "up to 4,096"),
    "a single pixel": (file_of(noise(1, 1)), "1 × 1 pixels; it takes two rows and two columns"),
    "a single row": (file_of(noise(9, 1)), "9 × 1 pixels"),
    "less than it says": (header_only(500, 500), "breaks off or is damaged"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_in_one_sentence(name: str) -> None:
    content, why = REFUSED[name]
    with pytest.raises(SampleError, match=why) as refusal:
        pictures.read_picture(content)
    text = str(refusal.value)
    assert text.count(".") == 1 and text.endswith("."), text


def test_a_file_that_is_too_long_is_refused_before_it_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST_BYTES", 1_000_000)
    with pytest.raises(SampleError, match="more than 1 MB"):
        pictures.read_picture(bytes(1_000_001))


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_500_damaged_files_are_read_or_refused(kind: str) -> None:
    whole = file_of(noise(40, 30), kind)
    refused = 0
    for _ in range(500):
        damaged = bytearray(whole)
        for place in RNG.integers(0, len(damaged), RNG.integers(1, 8)):
            damaged[place] = RNG.integers(0, 256)
        try:
            read = pictures.read_picture(bytes(damaged[: RNG.integers(10, len(damaged) + 200)]))
        except SampleError as refusal:
            refused += 1
            assert str(refusal).count(".") == 1
        else:
            assert np.isfinite(read.values).all() and min(read.values.shape) >= 2
    assert refused > 50
