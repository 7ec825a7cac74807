"""A sentence for the reader that can be said in another language: its words and the values in them, apart.

What stands beside data, and why something is refused, is written by the mathematics, which knows no language.
An f-string would mix words and values for good: no catalogue knows "11 columns; at most 10" for every 11.
"""

from __future__ import annotations

import re
from typing import Any, Final

MINUS: Final = "−"
Value = str | int | float
"""What may stand in a sentence: text from the reader's data, a number, or words that are a `Sentence`."""


class Rounded(str):
    """A number to so many decimals: in English, and to be written with the mark of another language.

    With a real minus sign and never a negative zero.

    Attributes
    ----------
    value : float
    decimals : int

    Examples
    --------
    >>> Rounded(-0.9), Rounded(-0.001)
    ('−0.90', '0.00')
    """

    value: float
    decimals: int

    def __new__(cls, value: float, decimals: int = 2) -> Rounded:
        """Write the number."""
        text = f"{value:.{decimals}f}"
        if text.startswith("-"):
            text = MINUS + text[1:] if float(text) != 0 else text[1:]
        number = super().__new__(cls, text)
        number.value, number.decimals = value, decimals
        return number

    def __getnewargs__(self) -> tuple[float, int]:  # type: ignore[override]
        """Say how a copy is made."""
        return (self.value, self.decimals)


class Sentence(str):
    """A sentence in English that remembers its template and its values.

    It is the English text wherever a text is wanted. `explorer.ui.language` says it in other languages: the
    template through the catalogue, numbers as they are written there, other sentences in it likewise.

    Attributes
    ----------
    template : str
        Words with a name in braces for each value.
    values : dict
        By these names. Texts stay as they are; whole numbers part their thousands by commas.

    Examples
    --------
    >>> Sentence("{rows} rows of {name} were read.", rows=12500, name="trees.csv")
    '12,500 rows of trees.csv were read.'
    """

    template: str
    values: dict[str, Value]

    def __new__(cls, template: str, /, **values: Value) -> Sentence:
        """Write the values into the template."""
        sentence = super().__new__(
            cls, template.format(**{name: _in_english(value) for name, value in values.items()})
        )
        sentence.template, sentence.values = template, values
        return sentence

    def __getnewargs_ex__(self) -> tuple[tuple[Any, ...], dict[str, Any]]:
        """Say how a copy is made: the page keeps what it has computed as copies."""
        return (self.template,), self.values


def _in_english(value: Value) -> str:
    if isinstance(value, str):
        return value
    return f"{value:,}" if isinstance(value, int) else f"{value:.15g}"


def has_letters(template: str) -> bool:
    """Return whether a template says anything beside its values: if not, every language says it so.

    Examples
    --------
    >>> has_letters("{low} to {high}"), has_letters("{component} ({share} %)")
    (True, False)
    """
    return any(letter.isalpha() for letter in re.sub(r"\{[^{}]*\}", "", template))


def sentence_of(error: Exception) -> str:
    """Return what an error says: the sentence that it was raised with, else its text.

    Examples
    --------
    >>> sentence_of(ValueError(Sentence("{n} is too many.", n=9))).template
    '{n} is too many.'
    >>> sentence_of(ValueError("shapes differ"))
    'shapes differ'
    """
    match error.args:
        case (Sentence() as sentence,):
            return sentence
    return str(error)
