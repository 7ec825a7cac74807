"""The story of a scene: settings to try, steps to tell, goals to reach, and predictions to make first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from explorer.live.record.trace import Live, author_frame, place
from explorer.live.scene.arguments import Call, Value
from explorer.live.scene.camera import Camera
from explorer.live.scene.draft import TYPED_LIMIT, as_parts, concrete, plain_numbers
from explorer.live.scene.payload import GoalItem, Numbers, Output, PredictItem, PresetItem


class Story(Camera):
    """What a scene asks of its reader."""

    def __init__(self) -> None:
        super().__init__()
        self._hidden: list[tuple[Call, str, list[str]]] = []  # what steps hide: it may be declared after them

    def goal(
        self, text: str, condition: Value, because: str = "", *, when: Value | None = None, guess: str = ""
    ) -> None:
        """Set a challenge that checks itself.

        Parameters
        ----------
        text : str
            What is to be reached.
        condition : () array_like or Live
            Whether it is. What a link, a step or a preset has brought about does not count until the reader
            has left it and come back.
        because : str
            Why that is worth knowing, said when it is reached.
        when : () array_like or Live, optional
            What has to hold besides, by whatever means: that a clock stands where the reader can see it.
        guess : str
            The name of the prediction that has to be guessed for it: whoever was shown the answer has not
            reached it, until another answer is asked for.
        """
        ask = self._call("goal", text)
        if guess and not self._asks(guess):
            ask.refuse(f"no prediction is named {guess!r}; declare it before the goal")
        shown = ask.array("condition", condition, "()")
        item: GoalItem = {
            "kind": "goal",
            "value": self._out(ask, shown),
            "guards": self._guards(shown),
            "name": ask.text("text", text, empty=False),
            "because": ask.text("because", because),
        }
        if when is not None:
            item["when"] = self._out(ask, ask.array("when", when, "()"))
        if guess:
            item["guess"] = guess
        self._show(item)

    def predict(
        self,
        name: str,
        question: str,
        answer: Value,
        *,
        at: ArrayLike | None = None,
        within: float = 0.5,
        unit: str = "",
        digits: int = 2,
        about: Value | None = None,
        which: Value = 0,
        seen: Value | None = None,
    ) -> Live:
        """Ask before showing: the guess is a hollow handle or a typed number, then scored.

        `hidden_until(name)` after a mark or a read-out keeps it hidden until the reader asks for the answer.

        Parameters
        ----------
        name : str
            A name for the prediction.
        question : str
            What is asked.
        answer : (2,) or () array_like or Live
            A point is guessed by a handle, a number is typed.
        at : (2,) or () array_like, optional
            Where the handle starts, or what stands in the field; a field may start blank.
        within : float
            A guess is good at up to this distance.
        unit : str
        digits : int
            Of a number that is typed.
        about : array_like or Live, optional
            What the question is about, of a number that is typed: where it changes, or `which` does, another
            question is asked, and the answer that was shown is hidden.
        which : () int array_like or Live
            Which of several numbers is asked for, counted from 0.
        seen : (k,) array_like or Live, optional
            Which of them the picture shows: whoever saw one has not guessed it.

        Returns
        -------
        (2,) or () Live
            The guess; NaN while the field is blank.
        """
        ask = self._call("predict", name)
        name = ask.text("name", name, empty=False)
        there = ask.array("answer", answer, "(2,)", "()")
        if np.ndim(concrete(there)) == 0:
            guess, asked = self._predict_number(ask, name, question, there, at, within, unit, digits)
            if about is not None:
                asked["about"] = self._out(ask, ask.array("about", about))
                asked["which"] = self._out(ask, ask.array("which", which, "()"))
                if seen is not None:
                    asked["seen"] = self._out(ask, ask.array("seen", seen, "(k,)"))
            self._show(asked)
            return guess
        if about is not None:
            ask.refuse("about is given, and the answer is a point; it is for numbers that are typed")
        if at is None:
            ask.refuse("at is not given; give the point where the handle starts")
        start = ask.plain("at", at, "(2,)")
        guess = self._input(ask, f"guess {name}", start, low=-TYPED_LIMIT, high=TYPED_LIMIT)
        if self._ratio != 1.0:
            ask.refuse(
                "its axes have units of their own, and how far off a guess is has none; leave shape away"
            )
        self._handle(
            {
                "kind": "handle",
                "name": f"guess {name}",
                "role": "guess",
                "shape": "hollow",
                "input": f"guess {name}",
                "at": self._out(ask, guess),
                "predict": name,
            }
        )
        gap = np.linalg.norm(there - guess)
        item: PredictItem = {
            "kind": "predict",
            "value": self._out(ask, gap),
            "guards": self._guards(gap),
            "name": name,
            "question": ask.text("question", question, empty=False),
            "answer": self._out(ask, there),
            "within": ask.number("within", within, above=0.0),
        }
        self._show(item)
        return guess

    def _predict_number(
        self,
        ask: Call,
        name: str,
        question: str,
        answer: Value,
        at: ArrayLike | None,
        within: float,
        unit: str,
        digits: int,
    ) -> tuple[Live, PredictItem]:
        start = np.array(np.nan) if at is None else ask.plain("at", at, "()")
        guess = self._input(
            ask, f"guess {name}", start, low=-TYPED_LIMIT, high=TYPED_LIMIT, blanks=True, quiet=True
        )
        gap = np.abs(answer - guess)
        item: PredictItem = {
            "kind": "predict",
            "value": self._out(ask, gap),
            "guards": self._guards(gap),
            "name": name,
            "question": ask.text("question", question, empty=False),
            "answer": self._out(ask, answer),
            "within": ask.number("within", within, low=0.0),
            "input": f"guess {name}",
            "unit": ask.text("unit", unit),
            "digits": ask.whole("digits", digits),
        }
        return guess, item

    def hidden_until(self, name: str) -> None:
        """Hide what was declared last, a mark or a panel item, until a prediction is revealed.

        Parameters
        ----------
        name : str
            The name of the prediction.
        """
        ask = Call("scene.hidden_until", name)
        if not self._asks(name):
            ask.refuse(f"no prediction is named {name!r}; declare it before what it hides")
        if not self._latest.waits:
            self._refuse_hiding(ask, "it hides marks, read-outs and other panel items")
        for part in self._latest.parts:
            part["until"] = name

    def _asks(self, name: str) -> bool:
        return any(item["kind"] == "predict" and item["name"] == name for item in self._panel)

    def only_while(self, condition: Value) -> None:
        """Show what was declared last, a slider, a mark or a panel item, only while a condition holds.

        Parameters
        ----------
        condition : () array_like or Live
        """
        ask = Call("scene.only_while")
        shown = ask.array("condition", condition, "()")
        if not self._latest.comes_and_goes:
            self._refuse_hiding(
                ask,
                "it hides marks, sliders, actions and panel items; NaN hides a handle",
            )
        there: Output = self._out(ask, shown)
        for part in self._latest.parts:
            part["while"] = there

    def preset(self, label: str, values: Mapping[str, ArrayLike], *, seconds: float | None = None) -> None:
        """Offer a setting of inputs under a name: a click moves there.

        Parameters
        ----------
        label : str
            What is written on it.
        values : mapping of str to array_like
            Where inputs go, by name, each of its input's shape.
        seconds : float, optional
            How long the way takes, where it matters.
        """
        ask = self._call("preset", label)
        item: PresetItem = {
            "kind": "preset",
            "name": ask.text("label", label, empty=False),
            "values": self._setting(ask, values),
            "seconds": None if seconds is None else ask.number("seconds", seconds, above=0.0),
        }
        self._show(item)

    def step(
        self,
        sentence: str,
        values: Mapping[str, ArrayLike] | None = None,
        *,
        hide: Sequence[str] = (),
        press: str = "",
    ) -> None:
        """Add a step of the lesson.

        Parameters
        ----------
        sentence : str
            What is said.
        values : mapping of str to array_like, optional
            Where inputs go, by name, each of its input's shape; what steps before it set holds as well.
        hide : sequence of str
            What is hidden meanwhile: read-outs by name, marks by label, "formula".
        press : str
            The name of a button that is pressed when the setting stands.
        """
        ask = self._call("step", sentence)
        names = ask.texts("hide", hide)
        if press and not any(c["kind"] == "button" and c["name"] == press for c in self._controls):
            ask.refuse(f"it presses {press!r}, but the scene has no button of that name; declare it before")
        self._steps.append(
            {
                "text": ask.text("sentence", sentence, empty=False),
                "values": self._setting(ask, values or {}),
                "hide": names,
                "press": ask.text("press", press),
            }
        )
        self._hidden.append((ask, place(author_frame()), names))

    def _setting(self, ask: Call, values: Any) -> dict[str, Numbers]:
        chosen = {}
        for name, value in ask.mapping("values", values).items():
            spec = self._known(ask, name, "sets")
            shape = tuple(spec["shape"])
            if name in self._complex:
                wanted = as_parts(
                    ask.plain(f"values[{name!r}]", value, shape[:-1], blanks=True, complex_too=True)
                )
            else:
                wanted = ask.plain(f"values[{name!r}]", value, shape, blanks=True)
            low, high = spec.get("low", -np.inf), spec.get("high", np.inf)
            if wanted.shape == () and not low - 1e-3 <= wanted <= high + 1e-3:  # rounding is no mistake
                ask.refuse(f"values[{name!r}] is {wanted:g}; it goes from {low:g} to {high:g}")
            chosen[name] = plain_numbers(wanted)
        return chosen

    def _refuse_hiding(self, ask: Call, hides: str) -> None:
        last = self._latest.call
        ask.refuse(
            f"{f'what was declared last is {last}' if last else 'nothing was declared before'}; {hides}"
        )
