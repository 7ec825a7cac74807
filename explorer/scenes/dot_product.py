"""One number that holds two lengths and the angle between them, and the shadow that goes with it."""

from collections.abc import Iterator

import numpy as np

from explorer.live.scene import Scene, recorded
from explorer.logic import vectors
from explorer.scenes import dot_product_many

# Six jobs of the same two arrows: what they are called there, what each is, and what their product says.
JOBS = (
    ("two arrows", "an arrow", "an arrow", "shadow × length"),
    ("two words", "one word", "another word", "how alike they are used"),
    ("a user and a film", "what the user likes", "what the film offers", "the predicted rating"),
    ("weights and features", "the weights", "the features", "the score"),
    ("a kernel and a patch", "the kernel", "a patch of the picture", "one number of the output"),
    ("two columns", "a column, its mean taken off", "another such column", "covariance × (n − 1)"),
    ("links and ranks", "the links to a page", "the ranks of the pages", "the page’s new rank"),
)


@recorded
def scene(view: str = "arrows", job: str = "words") -> Scene:
    """Return a view of the lesson: two arrows in hand, or two of many real vectors in their plane."""
    return _arrows() if view == "arrows" else dot_product_many.many(job)


def variants() -> Iterator[Scene]:
    """Yield the other views: the catalogues look at what they say."""
    for job in dot_product_many.JOBS:
        yield scene("many", job)


def _arrows() -> Scene:
    """Two arrows u and v, and the shadow of v on the line of u."""
    scene = Scene("Two arrows u and v, and the shadow of v on the line of u", x=(-2.6, 4.6), y=(-3.2, 3.2))
    u = scene.handle("u", at=(3, 1), role="first")
    v = scene.handle("v", at=(1, 2), role="second", shape="square")
    job = scene.slider("job", 0, len(JOBS) - 1, at=0, step=1, labels=[name for name, *_ in JOBS])
    which = job.astype(int)
    w = np.array([2.0, -3.0])
    product, cosine = vectors.dot(u, v), vectors.cosine_similarity(u, v)
    angle, opening = np.degrees(vectors.angle_between(u, v)), vectors.angle_mark(u, v)
    shadow, across = vectors.project(v, onto=u), vectors.reject(v, u)
    long, short = vectors.length(u), vectors.length(shadow)

    scene.path(opening, role="derived")
    scene.line(u, role="derived")
    scene.segment(shadow, v)
    scene.label("", opening[16], away=(0, 0), value=angle, unit="°", digits=0, small=True)
    scene.arrow(w, label="w, to compare", role="data", name="w")
    scene.arrow(u, role="first")
    scene.arrow(v, role="second")
    scene.arrow(shadow, role="result")
    # In each job the arrows have its names; the numbers stay.
    for k, (__, of_u, of_v, __) in enumerate(JOBS):
        here = np.where(which == k, 1.0, np.nan)
        scene.label(of_u if k else "u, length", here * u, role="first", small=True, away=(0, 0), value=long)
        scene.label(of_v if k else "v", here * v, role="second", small=k > 0, away=(0, 0))
    middle = 0.5 * shadow  # its length stands on the side of u's line where v is not
    scene.label("shadow", middle, role="result", small=True, away=middle + across, value=short)
    # The zero vector is perpendicular to u and on its line at once: no place for v to rest.
    scene.snap("v", "v is perpendicular to u", np.where(vectors.length(across) > 0.05, across, np.nan))
    scene.snap("v", "v lies on the line of u", np.where(short > 0.05, shadow, np.nan))

    signed = vectors.dot(vectors.unit(u), v)
    scene.formula(
        r"\first{\mathbf{u}}\cdot\second{\mathbf{v}}=\result{@0}\times\first{@1}=@2", signed, long, product
    )
    scene.formula(
        r"\first{\mathbf{u}}\cdot\second{\mathbf{v}}=u_1v_1+u_2v_2"
        r"=\first{@0}\times\second{@1}+\first{@2}\times\second{@3}=@4",
        u[0],
        v[0],
        u[1],
        v[1],
        product,
    )
    # It belongs to both arrows, and is the length of neither.
    scene.readout("u · v", product, at=0.5 * (u + v), role="result")
    for name, column, role in (("u is", 1, "first"), ("v is", 2, "second"), ("u · v is", 3, "result")):
        scene.readout(name, which, words=[each[column] for each in JOBS], role=role)
    scene.field("u", "v")
    scene.readout("length of the shadow", short, role="result")
    scene.readout("length of u", long, role="first")
    scene.readout("angle between u and v", angle, unit="°", digits=1)
    scene.readout("cosine of the angle", cosine)
    scene.readout("distance from v to the line of u", vectors.length(across), role="derived")
    by_dot, by_cosine = product > vectors.dot(u, w), cosine > vectors.cosine_similarity(u, w)
    scene.readout("more like u, by dot product", by_dot, words=("w", "v"))
    scene.readout("more like u, by angle", by_cosine, words=("w", "v"))
    turned = vectors.dot(u, np.stack([-v[1], v[0]]))
    scene.predict("turned", "Turn v a quarter turn to the left: what will u · v be?", turned, within=0.25)
    scene.preset("Perpendicular", {"u": (3, 1), "v": (-1, 3)})
    scene.preset("Opposite", {"u": (3, 1), "v": (-1.5, -0.5)})
    scene.step("v casts a shadow on the line of u, at a right angle.", {"u": (4, 0), "v": (2, 3)}, hide=["w"])
    scene.step("Dot product u · v: length of the shadow times length of u.", {"u": (3, 0)}, hide=["w"])
    scene.step("At a right angle there is no shadow: the dot product is 0.", {"v": (0, 3)}, hide=["w"])
    scene.step("Past a right angle the shadow points back: u · v is negative.", {"v": (-2, 2.5)}, hide=["w"])
    upright = np.abs(cosine) < 0.005
    scene.goal("Make u and v perpendicular.", upright, "Then v has no part along u: the dot product is 0.")
    scene.goal(
        "Make v win against the grey w by angle, and lose by dot product.",
        by_cosine & ~by_dot,
        "The dot product counts length too: a long arrow can win at a wider angle.",
    )
    return scene
