"""A picture as a sum of layers: how many of them are let in, and what each of them is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from explorer.data import pictures
from explorer.data.pictures import Picture
from explorer.live.scene import Scene, recorded
from explorer.logic import conventions, picked, svd
from explorer.scenes import svd_drawing, svd_moves
from explorer.sentence import Sentence

RANK, CURTAIN, SWITCHED = "rank", "curtain", "switched by hand"
MOST = 128  # layers that travel to the browser, and that can be let in
SHARE = 0.99
NONE_SWITCHED = np.zeros(picked.packs(MOST))
_START = 20


@recorded
def scene(picture: Picture | None = None) -> Scene:
    """A picture from its first layers, the original beside it, and the singular values as bars.

    Parameters
    ----------
    picture : Picture, optional
        By default the cat.
    """
    picture = pictures.cat() if picture is None else picture
    m, n = picture.values.shape
    U, S, Vt = conventions.svd(picture.matrix)
    count = min(MOST, len(S))
    more = int(picture.mean != 0)
    scene = Scene(
        Sentence("{picture}: what some of its layers show, beside the original", picture=picture.name),
        **svd_drawing.VIEW,
    )
    fewest = min(1, count - 1)
    k = scene.slider(RANK, fewest, count, at=min(_START, count), step=1, play=True, seconds=8)
    curtain = scene.state(CURTAIN, 0.62, low=0.0, high=1.0)
    switched = scene.state(SWITCHED, NONE_SWITCHED)
    by_hand = picked.unpack(switched, count)
    on = picked.with_exceptions(np.arange(count) < k, by_hand)
    kept = np.sum(on)

    draw = svd_drawing.Stage(scene, picture, U[:, :count], S, Vt[:count], scene.in_tall_frame())
    draw.bars(on, k, kept, RANK, fewest)
    draw.picture(on, curtain, CURTAIN)
    draw.tiles(on)
    draw.presses(
        lambda i: {SWITCHED: picked.pack(picked.toggled(np.arange(count) < k, by_hand, i), MOST)}, on
    )

    values = scene.frames(S)
    energy, error = 100 * svd.energy_kept(values, on), 100 * svd.relative_error(values, on)
    sent, missing = svd.numbers_kept(on, m, n, more), svd.next_singular_value(values, on)
    draw.captions(on, k, kept, curtain, energy, missing)
    each = m + n + 1
    scene.formula(rf"\principal{{@0}} \times {each}{' + 1' if more else ''} = @1", kept, sent, digits=0)
    scene.formula(
        r"A = \principal{\sigma_1} u_1 v_1^{\mathsf{T}} + \principal{\sigma_2} u_2 v_2^{\mathsf{T}} + \dots"
    )
    scene.readout("energy kept", energy, unit="%", digits=2, role="principal")
    scene.readout("numbers kept", sent, unit=Sentence("of {all}", all=str(m * n)), digits=0)
    scene.readout("error", error, unit="%", digits=1)
    scene.note(
        "Energy: the sum of the squares of all numbers. Error: the root of the share of it that is missing."
    )
    scene.formula(r"\sqrt{1-\principal{@0}}=@1", energy / 100, error / 100, digits=4)
    scene.readout("next singular value", missing)
    scene.readout("numbers kept, of all", 100 * sent / (m * n), unit="%", digits=1)
    scene.readout("layers there are", len(S) + 0.0 * kept, digits=0)
    scene.note(
        Sentence("Each layer: {m} numbers for u, {n} for v and σ itself, {each} in all.", m=m, n=n, each=each)
    )
    for note in picture.notes:
        scene.note(note)
    _story(scene, S, count, kept, energy, svd.layers_that_save(m, n, more))
    return scene


def _story(scene: Scene, S: Any, count: int, kept: Any, energy: Any, saving: int) -> None:
    """Add examples, steps, the question beforehand and the goals."""
    none = NONE_SWITCHED
    without_first = picked.pack(-np.eye(count)[0], MOST)
    for rank in (1, 5, 50):
        if rank <= count:
            scene.preset(Sentence("Rank {n}", n=rank), {RANK: rank, SWITCHED: none})
    scene.preset("All but layer 1", {RANK: min(50, count), SWITCHED: without_first})
    scene.step(
        "A layer is one column u times one row v: rank 1 has a single pattern.",
        {RANK: 1, SWITCHED: none, CURTAIN: 1.0},
    )
    scene.step("Two layers, then five: shapes come before details.", {RANK: min(5, count)})
    share = round(100 * float(S[0] ** 2 / max(np.sum(S**2), 1e-300)), 1)
    scene.step(
        Sentence(
            "Mind the powers of ten: bar 1 holds {share} % of the energy.",
            share=share,
        ),
        {RANK: min(20, count)},
    )
    scene.step(
        "Without layer 1 the rest is still there: press a tile or a bar.",
        {RANK: min(50, count), SWITCHED: without_first},
    )
    scene.step(
        Sentence("Pull the curtain: what is missing at rank {n}?", n=min(50, count)),
        {SWITCHED: none, CURTAIN: 0.5},
    )
    if not np.any(S > 0):
        return
    fewest = svd.layers_for(S, SHARE)
    scene.predict(
        "layers for 99 %",
        "How many layers keep 99 % of the energy?",
        np.array(float(fewest)) + 0.0 * kept,
        within=max(1.0, 0.1 * fewest),
        digits=0,
    )
    # Of noise more layers are needed than there are bars; of a few pixels no layer saves anything.
    if fewest <= count:
        scene.goal(
            "Keep 99 % of the energy with the fewest layers.",
            (energy >= 100 * SHARE - 1e-9) & (kept == fewest),
            Sentence(
                "No {count} layers of any other kind come nearer: the largest singular values hold most.",
                count=fewest,
            ),
        )
    if 1 <= saving <= count:
        scene.goal(
            "Let in as many layers as still save numbers.",
            kept == saving,
            "With one more you would send more numbers than the picture has.",
        )


def variants() -> Iterator[Scene]:
    """Yield scenes that say what the one without arguments does not: the catalogues look at them."""
    yield scene(pictures.volcano())
    yield svd_moves.scene()
