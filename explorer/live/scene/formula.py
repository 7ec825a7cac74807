"""Formulas: LaTeX as MathML, with roles as colours and live values as marked numbers.

latex2mathml writes what it does not know as raw text, and browsers draw only a part of MathML (MathML Core).
Both would be seen first by readers, so both are refused at the author's line, with the command that does it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from xml.etree import ElementTree

from latex2mathml.converter import convert

from explorer.live.scene.arguments import Call
from explorer.roles import ROLES

# Of a formula, in em. The column beside the picture and a phone hold 17 to 19: twice as wide a formula can be
# read there in two lines or at half the size, a wider one cannot.
WIDEST = 36.0

# Elements that have a fixed number of children; latex2mathml leaves out what is missing.
_CHILDREN = {
    "mfrac": 2,
    "msub": 2,
    "msup": 2,
    "munder": 2,
    "mover": 2,
    "mroot": 2,
    "msubsup": 3,
    "munderover": 3,
}
_ENVIRONMENTS = (
    "matrix", "pmatrix", "bmatrix", "Bmatrix", "vmatrix", "Vmatrix", "smallmatrix", "cases", "array",
    "align*", "split",
)  # fmt: skip
_ENCLOSED = ("boxed", "fbox", "cancel", "bcancel", "xcancel")
_BOLD = ("mathbf", "boldsymbol", "bm", "textbf", "textit", "emph", "texttt", "textsf", "mathbfit")
# Brackets around a value and its colour; the browser shows them while the number is negative.
_BRACKETED = re.compile(
    r'<mo (stretchy="false">&#x00028;</mo>)'
    r'((?:<mstyle[^>]*><mrow>)?<mn data-value="(\d+)">0</mn>(?:</mrow></mstyle>)?)'
    r'<mo (stretchy="false">&#x00029;</mo>)'
)
_RAISED = {
    "NoAvailableTokensError": "it is empty",
    "MissingSuperScriptOrSubscriptError": "nothing stands after ^ or _",
    "DoubleSubscriptsError": "two _ stand at one letter; write braces",
    "DoubleSuperscriptsError": "two ^ stand at one letter; write braces",
    "ExtraLeftOrMissingRightError": r"\left stands without \right",
    "MissingEndError": r"\begin stands without \end",
    "DenominatorNotFoundError": "a fraction has no denominator",
    "NumeratorNotFoundError": "a fraction has no numerator",
}


def mathml(ask: Call, latex: str, shapes: Sequence[tuple[int, ...]], digits: int = 2) -> str:
    r"""Convert LaTeX to MathML with roles as classes and live values as marked numbers.

    Parameters
    ----------
    ask : Call
        The author's call, for refusals.
    latex : str
        `\first{...}` colours by role, `@0` stands for the first value, `(@0)` for it in brackets while it is
        negative.
    shapes : sequence of tuple
        The shapes of the values.
    digits : int
        How many decimals they have.

    Returns
    -------
    str
        A `math` element; where a value stands, `<mn data-value="0">`; its brackets are
        `<mo data-around="0">`.

    Examples
    --------
    >>> mathml(Call("scene.formula"), r"\first{u} = @0", [()]).partition("<mo>")[2]
    '&#x0003D;</mo><mn data-value="0">0</mn></mrow></math>'
    """
    _check_values(ask, latex, len(shapes))
    _check_latex(ask, latex)
    names = "|".join(ROLES)
    coloured = re.sub(rf"\\({names})\{{", lambda m: rf"\textcolor{{role-{m[1]}}}{{", latex)
    marked = re.sub(r"@(\d+)", r"\\text{@\1}", coloured)
    try:
        converted = convert(marked)
    except Exception as error:  # latex2mathml raises what comes: its own errors have no common class
        why = _RAISED.get(type(error).__name__, f"latex2mathml stops with {type(error).__name__}")
        ask.refuse(f"the formula cannot be converted: {why}")
    try:
        root = ElementTree.fromstring(converted)
    except ElementTree.ParseError:
        ask.refuse(r"a \text{...} in the formula holds < or &; write it in words")
    _check_elements(ask, latex, root)
    width = _width(root, shapes, digits)
    if width > WIDEST:
        ask.refuse(
            f"the formula is about {width:.0f} em wide, and a phone shows {WIDEST:.0f} at most; write two "
            "formulas, or give the longest part a name"
        )
    converted = re.sub(r'mathcolor="role-(\w+)"', r'class="role-\1"', converted)
    converted = re.sub(r"<mtext>@(\d+)</mtext>", r'<mn data-value="\1">0</mn>', converted)
    return _BRACKETED.sub(r'<mo data-around="\3" \1\2<mo data-around="\3" \4', converted)


def _check_values(ask: Call, latex: str, count: int) -> None:
    used = {int(k) for k in re.findall(r"@(\d+)", latex)}
    given = f"it has {count} value{'' if count == 1 else 's'}"
    for k in sorted(used):
        if k >= count:
            first = "; the first is @0" if count else ""
            ask.refuse(f"@{k} stands for no value: {given}{first}")
    for k in range(count):
        if k not in used:
            ask.refuse(f"value @{k} stands nowhere in the formula: {given}; write @{k} where it belongs")
    if re.search(r"@(?!\d)", latex):
        ask.refuse("@ stands without a number; write @0 for the first value")


def _check_latex(ask: Call, latex: str) -> None:
    bare = re.search(rf"\\({'|'.join(ROLES)})(?![a-zA-Z{{])", latex)
    if bare:
        ask.refuse(f"{bare[0]} colours what stands in braces; write {bare[0]}{{u}}")
    text = re.sub(r"\\[\\{}]", "", latex)  # \\, \{ and \} open and close nothing
    if text.count("{") != text.count("}"):
        ask.refuse(f"it opens {text.count('{')} braces and closes {text.count('}')}")
    if re.search(r"(?<!\\)\$", latex):
        ask.refuse("$ stands in it; a formula is written without dollar signs")
    if re.search(r"(?<!\\)&", latex) and r"\begin" not in latex:
        ask.refuse(r"& stands where it means nothing; columns stand in \begin{matrix}")
    for name in re.findall(r"\\begin\{([^}]*)\}", latex):
        if name not in _ENVIRONMENTS:
            ask.refuse(rf"\begin{{{name}}} is not known; there are {', '.join(_ENVIRONMENTS)}")


def _check_elements(ask: Call, latex: str, root: ElementTree.Element) -> None:
    for element in root.iter():
        tag, text = _tag(element), element.text or ""
        unknown = re.search(r"\\[a-zA-Z]+|\\.", text)
        if unknown:
            ask.refuse(f"{unknown[0]} is a command that latex2mathml does not know; its name would be seen")
        if tag in _CHILDREN and len(element) != _CHILDREN[tag]:
            ask.refuse(
                f"a command has too few arguments ({tag} needs {_CHILDREN[tag]}); write each in braces"
            )
        if tag == "menclose":
            ask.refuse(f"{_named(latex, _ENCLOSED)} is not drawn by browsers; write it without")
        if element.get("linebreak"):
            ask.refuse(r"\\ breaks no line in browsers; write two formulas, or \begin{align*}")
        if element.get("mathvariant", "normal") != "normal":
            ask.refuse(
                f"{_named(latex, _BOLD)} is drawn by browsers for one letter A to Z at a time; write "
                r"\mathbf{A}\mathbf{B}, and other signs as they are"
            )


def _named(latex: str, commands: Sequence[str]) -> str:
    """Return the first of some commands that a formula uses."""
    found = re.search(rf"\\({'|'.join(commands)})(?![a-zA-Z])", latex)
    return found[0] if found else "a command"


def _tag(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


# ---------------------------------------------------------------------------------- how wide


def _width(element: ElementTree.Element, shapes: Sequence[tuple[int, ...]], digits: int) -> float:
    """Estimate how wide an element is drawn, in em; fonts differ by a fifth."""
    tag, inside = _tag(element), [_width(child, shapes, digits) for child in element]
    if tag == "mfrac":
        return max(inside) + 0.2
    if tag in ("msub", "msup", "msubsup"):
        return inside[0] + 0.75 * max(inside[1:])
    if tag in ("munder", "mover", "munderover"):
        return max(inside[0], *(0.75 * width for width in inside[1:]))
    if tag in ("msqrt", "mroot"):
        return sum(inside) + 0.8
    if tag == "mtable":
        rows = [[_width(cell, shapes, digits) for cell in row] for row in element]
        columns = [max(row[k] for row in rows if k < len(row)) for k in range(max(map(len, rows)))]
        return sum(columns) + 0.8 * len(columns)
    if tag == "mspace":
        given = re.fullmatch(r"(-?[\d.]+)em", element.get("width", ""))
        return float(given[1]) if given else 0.0
    text = element.text or ""
    slot = re.fullmatch(r"@(\d+)", text)
    if slot:
        return _width_of_value(shapes[int(slot[1])], digits)
    letters = sum(0.0 if unicodedata.combining(letter) else 0.68 for letter in text.strip())
    spaced = tag == "mo" and text in "=+−-·×⋅<>≤≥≈→↦⇒∈"
    return sum(inside) + letters + (0.65 if spaced else 0.0)


def _width_of_value(shape: tuple[int, ...], digits: int) -> float:
    """A number is about as wide as −12.34; arrays have as many, with what parts them."""
    count = 1
    for length in shape:
        count *= length
    return (3.3 + 0.6 * (digits - 2)) * count + (1.0 if shape else 0.0)
