"""The lessons in their order: the one list that the sidebar, the map on `home` and the tests read.

A lesson is one entry here, `pages/<stem>.py`, `explorer/scenes/<stem>.py`, `tests/scenes/test_<stem>.py` and
the mathematics that it needs in `explorer/logic`; the stem is also its address. Only what can be opened is
listed.
"""

from __future__ import annotations

from typing import NamedTuple


class Lesson(NamedTuple):
    """What a reader sees of a lesson before opening it, and the prose of its page.

    The seven without a default are needed. Of the others a lesson of a chapter leaves out at most `heading`,
    and `wrong` where its page has a section “What goes wrong” of its own.

    Attributes
    ----------
    stem : str
        Its address and the name of its files: a lower-case name of Python.
    title : str
        In the menu and on the map.
    icon : str
        One of Streamlit's Material icons, `:material/<name>:`; with another name no page opens.
    chapter : str
        One of `CHAPTERS`. The place in `LESSONS` is the order of the menu, and says which lesson comes next:
        after those that it builds on, among those of its chapter.
    question : str
        What the lesson answers; above the picture, ends with a question mark.
    help : str
        One sentence, shown in the menu when a pointer rests on the title.
    first_move : str
        One sentence: what to drag first and what to watch.
    serves : str
        The fields of work that live on it, on the map.
    wrong : str
        The trap: where the method, or what one thinks of it, fails, how to see that on the stage, and why.
        Markdown.
    source : str
        Where it comes from: data with its licence, book with its section. Markdown.
    heading : str
        What stands above the page, where that is not the title.
    """

    stem: str
    title: str
    icon: str
    chapter: str
    question: str
    help: str
    first_move: str
    serves: str = ""
    wrong: str = ""
    source: str = ""
    heading: str = ""

    @property
    def headline(self) -> str:
        """The heading of the page."""
        return self.heading or self.title


# "" holds what stands above all chapters. A chapter is shown as soon as it has a lesson.
CHAPTERS: tuple[str, ...] = ("", "Data", "Vectors", "Matrices", "Machine learning", "At work")

LESSONS: tuple[Lesson, ...] = (
    Lesson(
        stem="home",
        title="Home",
        heading="Linear algebra that you drag",
        icon=":material/home:",
        chapter="",
        question="What would you like to move first?",
        help="The map of all lessons, by chapter.",
        first_move="Drag the arrow x: the matrix A answers with A x.",
    ),
    Lesson(
        stem="vectors",
        title="Vectors",
        icon=":material/north_east:",
        chapter="Vectors",
        question="What happens to the numbers when I move an arrow?",
        help="Drag two arrows; add, scale and combine them; read length, direction and distance.",
        first_move="Drag the tip of u and watch its two numbers follow.",
        serves="Physics, graphics, every data set",
        wrong=(
            "When u and v point along one line they are called dependent, and every combination of them "
            "stays on that line: no choice of a and b reaches a target beside it. Try **On one line**, then "
            "move a and b. Two vectors can also be nearly dependent: then only huge a and b, which almost "
            "cancel each other, reach the target. And a direction alone says nothing about length: choose "
            "**Stars**, then **Orion’s belt**. Side by side in our sky, they are hundreds of parsecs apart."
        ),
        source=(
            "G. Strang, *Introduction to Linear Algebra*, sections 1.1 and 1.2. A vector is an arrow here "
            "and a list of numbers in the next lessons; both add component by component: one picture "
            "serves for both. Stars: the Hipparcos catalogue, new reduction (F. van Leeuwen, 2007; ESA)."
        ),
    ),
    Lesson(
        stem="dot_product",
        title="Dot product",
        icon=":material/shadow:",
        chapter="Vectors",
        question="How alike are two arrows?",
        help="Drag two arrows: the dot product holds their lengths and the angle between them.",
        first_move="Drag u or v and watch the shadow of v on u.",
        serves="Search, physics, every neural network",
        wrong=(
            "The zero vector has no direction. Drag u onto the origin: angle, cosine and shadow are "
            "gone, and the dot product is 0, whatever v is. And “alike” has two meanings. The dot "
            "product counts length, the angle does not, so they can choose different neighbours: a "
            "search by dot product finds long texts and popular films first. Choose **Many numbers each**, "
            "then **Two answers**: by dot product the word most like “doctor” is “hospital”, by angle it is "
            "“doctors”."
        ),
        source=(
            "G. Strang, *Introduction to Linear Algebra*, sections 1.2 and 4.2. The angle is computed "
            "from the half sum and half difference of the unit vectors (W. Kahan, 2006): the arc cosine "
            "would lose half of its digits near 0° and 180°. Words: GloVe (J. Pennington, R. Socher, "
            "C. Manning, 2014; public domain, PDDL). Pages: links of 14 painters on Wikipedia "
            "(scikit-network, BSD 3). Columns: penguins (K. Gorman, A. Horst, A. Hill; CC0)."
        ),
    ),
    Lesson(
        stem="matrices",
        title="Matrices",
        icon=":material/grid_on:",
        chapter="Matrices",
        question="What does a matrix do to the plane?",
        help="Drag the columns of a matrix: the grid follows, and one square's area is the determinant.",
        first_move="Drag column 1 and watch the grid go with it.",
        serves="Graphics, robotics, image processing",
        wrong=(
            "When both columns lie on one line the determinant is 0: the whole plane falls onto that "
            "line, and nothing brings it back. Close to 0 the way back is shaky: a small step of a "
            "column changes the inverse enormously. A reflection has a negative determinant, so on the "
            "way to it the plane must once be flat: play **Reflection** and watch the square vanish and "
            "turn over.\n\n"
            "**Two points on one line.** Under **Two points** press **p and q on one line**: their images "
            "say nothing about the rest of the plane, so there is no A to be solved for.\n\n"
            "**Another order.** Under **One after the other** press **Shear, then a quarter turn**: the "
            "dashed letter, moved in the opposite order, lies elsewhere. A product is written from right "
            "to left: B A means first A, then B."
        ),
        source=(
            "Columns of A are where e₁ and e₂ go: Strang, *Introduction to Linear Algebra*, sections 2.4 and "
            "8.1; the determinant as signed area: section 5.3. The way from I to A turns by a growing share "
            "of the rotation in the polar decomposition A = R S and stretches by a growing share of S "
            "(Higham, *Functions of Matrices*, chapter 8), so a rotation stays a rotation. The half axes of "
            "the ellipse come from a formula without iteration (J. Blinn, *Consider the lowly 2 x 2 matrix*, "
            "1996). Volume as floor times height: Strang, section 5.3.\n\n"
            "**Pictures:** the horse by A. Preuss (CC0), the cat by S. van der Walt (CC0), both as "
            "scikit-image ships them; their dots are set by the rule of R. Floyd and L. Steinberg, 1976."
        ),
    ),
    Lesson(
        stem="multiplication",
        title="Multiplication",
        icon=":material/apps:",
        chapter="Matrices",
        question="What is one number of A B made of?",
        help="Drag the numbers of A and B, and fill their product by cells, columns, rows or layers.",
        first_move="Drag a number up or down.",
        serves="Every network, every search, spreadsheets",
        wrong=(
            "**Shapes that do not meet.** Press **Swap A and B** above the picture: A now has 3 columns "
            "and B has 2 rows. A row and a column of different lengths have no dot product, so there is "
            "no A B, and NumPy says so in its own words. **Transpose B** stands beside it: it makes "
            "columns of the rows, and they meet. Whether that is the product that you meant, NumPy "
            "cannot know.\n\n"
            "**A B is not B A.** Also where both exist they differ. Choose **A B and B A** and drag a "
            "column: the square and its dashed copy, made in the other order, lie in different places. "
            "Their areas agree, because each matrix multiplies areas by its own determinant, in whatever "
            "order.\n\n"
            "**`A * B` is another product.** In NumPy the star multiplies cell by cell; `A @ B` is what "
            "stands here."
        ),
        source=(
            "The four readings: G. Strang, *Introduction to Linear Algebra*, section 2.4. The football "
            "table is group C of the World Cup of 2022; a win counts 3 points there since 1994, and "
            "counted 2 before. Users and films: “Collaborative filtering” in Google’s course on "
            "recommendation systems (CC BY 4.0), "
            "<https://developers.google.com/machine-learning/recommendation>; the product of its two "
            "thin matrices fills the whole table of ratings. The numbers of the shopping list are made "
            "up."
        ),
    ),
    Lesson(
        stem="inverse_and_rank",
        title="Inverse and rank",
        icon=":material/undo:",
        chapter="Matrices",
        question="When can A x = b be undone?",
        help="Drag two columns and a target: the recipe x that reaches it, or comes nearest, follows.",
        first_move="Drag b: x says how much of a1 and of a2 it takes to get there.",
        serves="Every fit, tomography, control",
        wrong=(
            "**Nearly parallel columns.** Choose the example **Nearly parallel**: the rank is 2, the "
            "residual 0, all seems well, and yet the small disc of copies of b becomes a needle of x’s. The "
            "condition number says "
            "how many times longer than wide it is: measured against their lengths, an error in b can come "
            "back that many times larger in x. Then take a2 to the line of a1, with the mouse or with Enter: "
            "the rank is 1, and x jumps to the shortest recipe.\n\n"
            "**Rank is a decision.** Columns that are measured, or dragged, are never exactly on one line. "
            "Here a stretch below a thousandth of the largest counts as 0; another limit gives another rank, "
            "and another x.\n\n"
            "**No solution is not the end.** Where b is off the span of the columns, A x = b has no "
            "solution, and row reduction stops at a row that says 0 = 1. The nearest A x is still there: it "
            "is the foot of b. Choose the example **On one line**.\n\n"
            "**A tiny pivot.** In **Row reduction** choose that example: a pivot is 1/1000, and the answer "
            "is (1, 1). Type it with 2.002 in place of 2.001, and the answer is (0, 2)."
        ),
        source=(
            "Inverse, rank, null space: G. Strang, *Introduction to Linear Algebra*, 5th ed., sections 2.5, "
            "3.2 and 3.3; the foot and least squares: section 4.3; the shortest recipe: section 7.4; the "
            "condition number: section 11.2. The first two systems of the row reduction are his too. The "
            "copies of b are drawn at random with a fixed seed, evenly from a disc of radius 0.2."
        ),
    ),
    Lesson(
        stem="eigenvectors",
        title="Eigenvectors",
        icon=":material/explore:",
        chapter="Matrices",
        question="Which directions does A only stretch?",
        help="Turn x until A x lies along it; see eigenvalues meet and split, flows spiral, turtles vanish.",
        first_move="Turn x on the circle until A x lies along it.",
        serves="Ecology, vibrations, search, quantum physics",
        wrong=(
            "**One direction only.** Under **Plane**, press **Defective (shear)**: both eigenvalues are 1, "
            "both eigenvectors are one line, and no second one is to be found. Power iteration, A again "
            "and again, still turns x towards it, but slowly: "
            "each turn is nearly as large as the one before. Drag column 1 up a little, and the "
            "line splits in two.\n\n"
            "**None at all.** Press **Rotation** there: A x never lies along x. Both eigenvalues are "
            "complex; they stand above and below the real axis, on the unit circle.\n\n"
            "**All of them.** Press **Equal eigenvalues (2 I)**: A x lies along x wherever you turn it.\n\n"
            "**Never there.** Press **Mirror**: the eigenvalues 1 and −1 have the same length, so power "
            "iteration jumps to and fro for ever. And between whole t there is no way: −1 to the power ½ is "
            "not real."
        ),
        source=(
            "Eigenvalues and powers of a matrix: G. Strang, *Introduction to Linear Algebra*, sections 6.1, "
            "6.2 and 6.4; the power method: section 11.3; A to a power t: N. Higham, *Functions of "
            "Matrices*, section 1.7.\n\n"
            "**Turtles:** D. T. Crouse, L. B. Crowder, H. Caswell, *A stage-based population model for "
            "loggerhead sea turtles and implications for conservation*, Ecology 68, 1987: survival and eggs "
            "from table 3, the matrix from them as there. Only female turtles are counted. **Weather:** "
            "NOAA’s records of Seattle, 2012 to 2015, as in vega-datasets; the matrix counts what followed "
            "what on 1,460 days. Terms stand in `sample_data/LICENCES.md`."
        ),
    ),
    Lesson(
        stem="svd",
        title="Singular values",
        icon=":material/layers:",
        chapter="Matrices",
        question="What are the three moves inside any matrix, and how little of it is enough?",
        help="Any matrix turns, stretches and turns; and a picture is the sum of a few layers, nearly.",
        first_move="Drag the cut through the bars: each layer that you let in sharpens the picture.",
        serves="Image compression, statistics, search",
        wrong=(
            "Few layers are enough only where rows are like each other. Choose **Hubble deep field** above "
            "the picture: 99 % of the energy takes 100 layers, and the cat takes 14. Each galaxy is a dot of "
            "its own, in rows and columns that no other dot shares. 100 layers are 51,300 numbers of 65,536: "
            "hardly anything is saved. And 99 % of the energy is not 99 % of what you see: most of it is "
            "brightness, which layer 1 holds. Press **All but layer 1** among the examples.\n\n"
            "In **Three moves**, press **Nearly a turn** and drag a column a little: σ₁ and σ₂ are nearly "
            "equal, and v₁ swings round at once. When they are equal, any two directions at a right angle "
            "would do. And some books write a mirror image into U or V. Here both are turns, and the second "
            "stretch is negative instead: a turn can be done bit by bit, a mirror image cannot."
        ),
        source=(
            "G. Strang, *Introduction to Linear Algebra*, sections 7.1 and 7.2. That no other matrix of "
            "rank k is nearer: C. Eckart and G. Young, *Psychometrika* 1 (1936), for the sum of the "
            "squares; L. Mirsky (1960), for the largest stretch. The three moves in closed form: J. Blinn, "
            "*IEEE Computer Graphics and Applications* 16 (1996). Pictures as scikit-image ships them: the "
            "cat by S. van der Walt and the cameraman by L. Varshney (both CC0), the Hubble Extreme Deep "
            "Field by NASA (in the public domain). The heights of Maunga Whau, a volcano in Auckland, are "
            "R's `volcano`, by R. Ihaka."
        ),
    ),
    Lesson(
        stem="pca",
        title="Principal components",
        icon=":material/scatter_plot:",
        chapter="Machine learning",
        question="How do I look at 3-D data on a flat screen, and what do I lose?",
        help="Find the plane that 602 real earthquakes lie in, and see how much of them a flat map keeps.",
        first_move="Drag the ring until the sticks are short.",
        serves="Statistics, genomics, geophysics",
        wrong=(
            "**Not centring.** Switch **centre** off: the plane must now pass through the columns’ "
            "origin, and the first direction points at the cloud instead of along it. The quakes lie 400 "
            "km deep on average, so their “first component” is mostly depth, and shares no longer speak "
            "of variance.\n\n"
            "**Not scaling.** Penguins are weighed in grams and measured in millimetres: in these units "
            "body mass alone keeps 99.99 % and decides the plane, and in kilograms the answer would be "
            "another. Switch **standardise** on, and every column counts alike: the first component "
            "keeps 68.8 %. For the quakes, all in kilometres, standardising would be the mistake: it "
            "stretches space.\n\n"
            "**One outlier.** Hold **A dozen** points, switch **move points** on and pull one far away, "
            "beyond the edge: variance counts squares, so a single wrong value can pull the first "
            "component towards it."
        ),
        source=(
            "**Earthquakes:** Harvard PRIM-H project from data of J. Woodhouse, as R’s `quakes`; the 602 "
            "of the plate that sinks below Fiji and Tonga; shallow is down to 70 km, deep below 300 km. "
            "**Penguins:** Gorman, Williams and Fraser, PLoS ONE 9(3), 2014 (CC0). **Wines, digits:** "
            "UCI Machine Learning Repository (CC BY 4.0), as scikit-learn ships them. **Stars:** "
            "Hipparcos, the New Reduction (van Leeuwen 2007). **Teapot:** M. Newell, 1975. All terms "
            "stand in `sample_data/LICENCES.md`.\n\n"
            "I. T. Jolliffe, *Principal Component Analysis*, 2nd ed., sections 1.1 and 3.5. K. Pearson, "
            "“On lines and planes of closest fit to systems of points in space”, 1901, had plane and "
            "sticks."
        ),
    ),
    Lesson(
        stem="recommender",
        title="Recommender",
        icon=":material/recommend:",
        chapter="Machine learning",
        question="How can two small matrices guess which films I like?",
        help="Factor a matrix of users and films into two thin ones, and see users and films on one map.",
        first_move="Drag a user (circle) towards a film (square): that row recolours.",
        serves="Shops, film and music services",
        source=(
            "The 4 x 5 example: “Collaborative filtering” in Google’s course on recommendation systems (CC "
            "BY 4.0), <https://developers.google.com/machine-learning/recommendation>. Alternating least "
            "squares: Y. Koren, R. Bell, C. Volinsky, *Matrix factorization techniques for recommender "
            "systems*, IEEE Computer 42(8), 2009. SGD: S. Funk, *Netflix update: try this at home*, 2006. "
            "The best product of a rank: C. Eckart, G. Young, Psychometrika 1, 1936. Films: MovieLens, F. M. "
            "Harper, J. A. Konstan, ACM TiiS 5(4), 2015. Votes: the public record, as collected in the "
            "package pscl (S. Jackman)."
        ),
    ),
)


def lesson(stem: str) -> Lesson:
    """Return the lesson with this stem.

    Raises
    ------
    KeyError
        If no lesson has the stem.

    Examples
    --------
    >>> lesson("matrices").question
    'What does a matrix do to the plane?'
    """
    for entry in LESSONS:
        if entry.stem == stem:
            return entry
    raise KeyError(f"stem {stem!r} is not in the curriculum; there are {', '.join(e.stem for e in LESSONS)}")


def by_chapter() -> dict[str, list[Lesson]]:
    """Return the lessons of each chapter that has any, chapters and lessons in order.

    Examples
    --------
    >>> next(iter(by_chapter()))
    ''
    """
    chapters = {chapter: [entry for entry in LESSONS if entry.chapter == chapter] for chapter in CHAPTERS}
    return {chapter: entries for chapter, entries in chapters.items() if entries}
