"""Pictures as matrices: those that come with the app, and one that a reader brings."""

from __future__ import annotations

import csv
import io
import warnings
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from explorer.data.samples import SampleError, sample_path
from explorer.sentence import Sentence

MOST_SIDE = 4096
"""Pixels a side of a picture that is read; its header says so before anything is unpacked."""
MOST_BYTES = 40_000_000
SHOWN_SIDE = 256
"""Pixels a side of a picture on the stage; a larger one is made smaller."""

_NOT_A_PICTURE = Sentence("This is no PNG and no JPEG picture; save it as one of these and try again.")
_BROKEN = Sentence("This picture breaks off or is damaged; save it anew and try again.")


class Picture(NamedTuple):
    """Brightness or height as a matrix.

    Attributes
    ----------
    name
        In words, for titles.
    values
        Shape (m, n), whole numbers.
    mean
        What is subtracted before the matrix is taken apart, and sent besides; 0 for pictures.
    low, high
        The numbers of black and white.
    unit
        Of a number.
    notes
        Sentences to show beside the picture.
    """

    name: str
    values: NDArray[np.float64]
    mean: float = 0.0
    low: float = 0.0
    high: float = 255.0
    unit: str = ""
    notes: tuple[str, ...] = ()

    @property
    def matrix(self) -> NDArray[np.float64]:
        """What is taken apart."""
        return self.values - self.mean


def cat() -> Picture:
    """Show a cat, 256 by 256 pixels.

    Returns
    -------
    Picture

    Notes
    -----
    S. van der Walt, CC0, as scikit-image ships it.

    Examples
    --------
    >>> cat().values.shape
    (256, 256)
    """
    return Picture(Sentence("Cat"), _grey("images/cat_256_gray.png"))


def hubble() -> Picture:
    """Show the Hubble Extreme Deep Field, 256 by 256 pixels: thousands of galaxies, each a dot of its own.

    Returns
    -------
    Picture

    Notes
    -----
    NASA, in the public domain, as scikit-image ships it; its brightness is ITU-R 601.

    Examples
    --------
    >>> hubble().values.shape
    (256, 256)
    """
    return Picture(Sentence("Hubble deep field"), _grey("images/hubble_256.jpg"))


def cameraman() -> Picture:
    """Show a man with a camera, 256 by 256 pixels.

    Returns
    -------
    Picture

    Notes
    -----
    L. Varshney, CC0, as scikit-image ships it.

    Examples
    --------
    >>> cameraman().values.shape
    (256, 256)
    """
    return Picture(Sentence("Cameraman"), _grey("images/cameraman_256_gray.png"))


def volcano() -> Picture:
    """Measure the heights of Maunga Whau, a volcano in Auckland, on a grid of 10 metres: 87 by 61.

    Returns
    -------
    Picture
        In metres. The mean height is taken out: it would be nearly all of the energy.

    Notes
    -----
    R Ihaka, digitised from a topographic map; R's `datasets::volcano`.

    Examples
    --------
    >>> picture = volcano()
    >>> picture.values.shape, picture.values.min(), picture.values.max()
    ((87, 61), np.float64(94.0), np.float64(195.0))
    """
    with sample_path("tables/volcano_maunga_whau.csv").open(encoding="utf-8", newline="") as file:
        heights = np.array([[float(cell) for cell in row] for row in csv.reader(file)])
    note = Sentence(
        "The mean height, {mean} m, is taken out first and sent besides.", mean=round(heights.mean(), 1)
    )
    return Picture(
        Sentence("Volcano"),
        heights,
        float(heights.mean()),
        float(heights.min()),
        float(heights.max()),
        "m",
        (note,),
    )


PICTURES: dict[str, Callable[[], Picture]] = {
    "cat": cat,
    "hubble": hubble,
    "cameraman": cameraman,
    "volcano": volcano,
}
"""The pictures a lesson can offer, by a short name fit for a URL."""


def read_picture(content: bytes) -> Picture:
    """Read a picture that a reader brings, as grey values.

    Size and kind are read from its header before anything is unpacked. A picture of several frames gives its
    first one, one that is see-through lies on white, one of 16 bits a colour keeps the upper 8, and a larger
    one than `SHOWN_SIDE` a side is made smaller by averaging; each is said in a note.

    Parameters
    ----------
    content
        Of a file, PNG or JPEG.

    Returns
    -------
    Picture

    Raises
    ------
    SampleError
        In one sentence, when it is no such picture, is damaged, or is larger than is read.

    Examples
    --------
    >>> file = io.BytesIO()
    >>> Image.new("L", (3, 2), 200).save(file, "PNG")
    >>> read_picture(file.getvalue()).values.tolist()
    [[200.0, 200.0, 200.0], [200.0, 200.0, 200.0]]
    """
    if len(content) > MOST_BYTES:
        raise SampleError(
            Sentence(
                "This file has more than {size} MB, and larger ones are not read.",
                size=MOST_BYTES // 1_000_000,
            )
        )
    try:
        with warnings.catch_warnings():
            # Pillow warns of sizes that are refused below.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as image:
                _refuse_sizes(*image.size)
                return _from(image)
    except UnidentifiedImageError:
        raise SampleError(_NOT_A_PICTURE) from None
    except Image.DecompressionBombError:
        raise SampleError(_too_large()) from None
    except SampleError:
        raise
    except (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, OverflowError):
        # What Pillow raises at damaged files, of which there are many kinds.
        raise SampleError(_BROKEN) from None


def _too_large() -> Sentence:
    return Sentence("Pictures of up to {most} pixels a side are read; this one is larger.", most=MOST_SIDE)


def _refuse_sizes(width: int, height: int) -> None:
    if max(width, height) > MOST_SIDE:
        raise SampleError(
            Sentence(
                "This picture is {width} × {height} pixels; up to {most} a side are read.",
                width=width,
                height=height,
                most=MOST_SIDE,
            )
        )
    if min(width, height) < 2:
        raise SampleError(
            Sentence(
                "This picture is {width} × {height} pixels; it takes two rows and two columns at least.",
                width=width,
                height=height,
            )
        )


def _from(image: Image.Image) -> Picture:
    """Return the grey values of a picture that is open, and what was done to it."""
    notes: list[str] = []
    if getattr(image, "n_frames", 1) > 1:
        notes.append(Sentence("It has several frames; this is the first."))
        image.seek(0)
    # A JPEG gives a half, a quarter or an eighth of its size without the rest being unpacked.
    width, height = image.size
    image.draft(None, (4 * SHOWN_SIDE, 4 * SHOWN_SIDE))
    image.load()
    turned = ImageOps.exif_transpose(image)
    if turned.size[0] == image.size[1] != image.size[0]:
        width, height = height, width
    image = turned
    if image.mode == "1" or image.mode in ("I;16", "I;16B", "I;16L", "I", "F"):
        deep = image.mode != "1"
        values = np.asarray(image, dtype=np.float64) * (255.0 / 65535.0 if deep else 255.0)
        if deep:
            notes.append(Sentence("It has 16 bits a pixel; the upper 8 are kept."))
        grey = Image.fromarray(np.clip(np.rint(values), 0, 255).astype(np.uint8))
    elif "A" in image.getbands() or "transparency" in image.info:
        notes.append(Sentence("What is see-through lies on white."))
        image = image.convert("RGBA")
        grey = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image).convert("L")
    else:
        if image.mode not in ("L", "RGB"):
            image = image.convert("RGB")
        grey = image.convert("L")
    if image.mode != "L":
        notes.append(Sentence("Its colours are taken as brightness."))
    if max(width, height) > SHOWN_SIDE:
        grey.thumbnail((SHOWN_SIDE, SHOWN_SIDE), Image.Resampling.BOX)
        notes.append(
            Sentence(
                "It has {width} × {height} pixels and is shown, and taken apart, with {small} × {low}.",
                width=width,
                height=height,
                small=grey.size[0],
                low=grey.size[1],
            )
        )
    return Picture(Sentence("Your picture"), np.asarray(grey, dtype=np.float64), notes=tuple(notes))


def _grey(name: str) -> NDArray[np.float64]:
    with Image.open(sample_path(name)) as image:
        return np.asarray(image.convert("L"), dtype=np.float64)
