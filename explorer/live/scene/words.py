"""Words: lists of texts that a scene sends once, and what picks, searches and puts in order some of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from explorer.live.record.trace import Live
from explorer.live.scene.arguments import Call, Value
from explorer.live.scene.camera import Camera
from explorer.live.scene.draft import concrete
from explorer.live.scene.payload import SequenceControl, TextControl

LONGEST_MENU = 200  # items of a menu


class Words:
    """Texts that a scene sends once; `Texts.words` makes them.

    `words[i]` with a live integer is the text that is shown there, by `readout` and `label`; with a plain
    integer it is that text itself.
    """

    def __init__(self, texts: list[str], place: int) -> None:
        self.texts, self.place = texts, place

    def __len__(self) -> int:
        return len(self.texts)

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, int | np.integer):
            return self.texts[index]
        ask = Call("words[...]")
        at = ask.array("index", index, "()", "(n,)")
        if concrete(at).dtype.kind not in "iu":
            ask.refuse(
                f"index is {index!r} and holds fractions; write .astype(int) behind what counts from 0"
            )
        return Word(self, at)


class Word:
    """The texts that a live index picks from `Words`: one, or one for each of its numbers."""

    def __init__(self, words: Words, index: Value) -> None:
        self.words, self.index = words, index


class Texts(Camera):
    """What a scene says in words of a list."""

    def words(self, texts: Sequence[str]) -> Words:
        """Send a list of texts along once, so that a live index picks from it: the words of a vocabulary.

        `words[i]` is what `readout` and `label` show; `points(labels=words)` names points by them. They are
        shown as they are, in no other language.

        Parameters
        ----------
        texts : sequence of str

        Returns
        -------
        Words

        Examples
        --------
        >>> from explorer.live.scene import Scene
        >>> scene = Scene("two words")
        >>> words = scene.words(["king", "queen"])
        >>> i = scene.text("word", words, at="queen")
        >>> scene.readout("the word", words[i])
        >>> scene.readout("the other", words[1 - i])
        """
        return self._listed(self._call("words"), "texts", texts)

    def text(self, name: str, words: Words | Sequence[str], *, at: int | str = 0) -> Live:
        """Declare a field in which a reader types and picks one of many words.

        While one types, the words that begin so are listed, then those that hold it; capital letters and
        accents make no difference. Arrows go through the list, Enter or a tap picks, Escape goes back.

        Parameters
        ----------
        name : str
            Its name, also in the link.
        words : Words or sequence of str
            What `words` returned, or the texts.
        at : int or str
            The place of the one that is picked at the start, counted from 0, or that text.

        Returns
        -------
        () Live
            The place of the one that is picked, an integer that can index.
        """
        ask = self._call("text", name)
        name = ask.text("name", name, empty=False)
        among = words if isinstance(words, Words) else self._listed(ask, "words", words)
        if isinstance(at, str):
            if at not in among.texts:
                ask.refuse(f"at is {at!r}, which is none of the words; give one of them, or its place")
            at = among.texts.index(at)
        start = np.array(float(ask.whole("at", at, high=len(among) - 1)))
        # Its number says nothing to those who listen: the field and the read-outs say the word.
        value = self._input(ask, name, start, low=0.0, high=len(among) - 1.0, step=1.0, quiet=True)
        control: TextControl = {"kind": "text", "name": name, "input": name, "list": among.place}
        self._controls.append(control)
        self._latest.parts.append(control)
        self._latest.comes_and_goes = True
        return value.astype(int)

    def sequence(
        self,
        name: str,
        items: Words | Sequence[str],
        *,
        at: Sequence[int | str] = (),
        most: int | None = None,
        repeats: bool = True,
    ) -> Live:
        """Declare a row of items that a reader puts in order, adds and takes away.

        They are dragged by mouse or finger: along the row, out of it, and into it from the menu that adds.
        For the keyboard arrows go along the row, with Alt or Ctrl they move the item, Enter takes it in hand
        and then arrows move it, Delete takes it away; buttons do the same for who cannot drag.

        Parameters
        ----------
        name : str
            Its name, also in the link.
        items : Words or sequence of str
            What there is to choose from: at most 200.
        at : sequence of int or str
            The row at the start: places in `items`, counted from 0, or the texts.
        most : int, optional
            How many the row can hold; by default as many as there are items, and at least those of `at`.
        repeats : bool
            Whether an item can stand in the row more than once.

        Returns
        -------
        (most,) Live
            The places of the items in their order, integers that can index; -1 behind the last.
        """
        ask = self._call("sequence", name)
        name = ask.text("name", name, empty=False)
        among = items if isinstance(items, Words) else self._listed(ask, "items", items)
        if len(among) > LONGEST_MENU:
            ask.refuse(
                f"items has {len(among)} texts, and a menu shows {LONGEST_MENU} at most; "
                "scene.text picks one of many"
            )
        texts = [at] if isinstance(at, str) else list(at)
        missing = [text for text in texts if isinstance(text, str) and text not in among.texts]
        if missing:
            ask.refuse(f"at holds {missing[0]!r}, which is none of the items; give one of them, or its place")
        row = [
            among.texts.index(text) if isinstance(text, str) else ask.whole("at", text, high=len(among) - 1)
            for text in texts
        ]
        again = ask.flag("repeats", repeats)
        if not again and len(set(row)) < len(row):
            ask.refuse("at holds an item twice, and repeats is False; give each once")
        room = (
            max(len(row), len(among))
            if most is None
            else ask.whole("most", most, low=max(1, len(row)), high=200)
        )
        start = np.full(room, -1.0)
        start[: len(row)] = row
        value = self._input(ask, name, start, low=-1.0, high=len(among) - 1.0, step=1.0, quiet=True)
        control: SequenceControl = {
            "kind": "sequence",
            "name": name,
            "input": name,
            "list": among.place,
            "repeats": again,
        }
        self._controls.append(control)
        self._latest.parts.append(control)
        self._latest.comes_and_goes = True
        return value.astype(int)

    def _listed(self, ask: Call, argument: str, texts: Any) -> Words:
        listed = ask.texts(argument, texts)
        if not listed:
            ask.refuse(f"{argument} is empty; give one text at least")
        if listed not in self._lists:
            self._lists.append(listed)
        return Words(listed, self._lists.index(listed))
