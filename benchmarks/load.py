"""How long do thirty people wait who open a lesson at once and then each settle a drag every two seconds?

Starts the app on this machine three times: with its own settings, with Streamlit's defaults, and with those
and without the fragment around the stage (every settled drag then runs the whole page). In each, real
websocket sessions open the page in one instant, as browser tabs do, and then settle drags: the stage's state
goes to the server in the message that a browser sends, with the fragment's id. Prints the wait for the page
and each drag, from the moment it was due, so that a backlog is not hidden; then the ratios to the first row.

    python benchmarks/load.py
    python benchmarks/load.py --page matrices --people 100 --every 10 --seconds 30
    python benchmarks/load.py --page all --only ours        every lesson, with the app's own settings
    python benchmarks/load.py --people 300 --seconds 0      300 people who open the page in one instant
    python benchmarks/load.py --page bare --only ours       a page of one line of text, for comparison

Who is not served within two minutes counts as an error, and waits for two minutes in the table. Absolute
times belong to the machine, which the clients share. Ratios count; under 1.6 they mean nothing.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import websockets
from streamlit import config
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from explorer import curriculum

ROOT = Path(__file__).resolve().parents[1]
HOST = "127.0.0.1"
PATIENCE = 120.0
# Seconds from a page's last message until a browser's stage stands and says so: no browser that
# `first_handle.py` measured was faster.
STANDS = 1.0
THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
# What the app sets for speed; the rest (headless, limits, looks) stays as it is.
MEASURED = ("server.fileWatcherType", "runner.postScriptGC", "runner.magicEnabled")


class Setup(NamedTuple):
    """One way to run the app."""

    name: str
    defaults: bool
    fragment: bool


SETUPS = (
    Setup("our settings", defaults=False, fragment=True),
    Setup("Streamlit's defaults", defaults=True, fragment=True),
    Setup("defaults, no fragment", defaults=True, fragment=False),
)


class Waits(NamedTuple):
    """Seconds that people waited, the processor's seconds a visit and a drag, and what went wrong."""

    opening: list[float]
    drags: list[float]
    visit_cpu: float
    drag_cpu: float
    errors: list[str]


def default_environment() -> dict[str, str]:
    """The variables that put Streamlit's defaults, and a BLAS thread a processor, over the app's own."""
    options = config._config_options_template
    values = {options[name].env_var: str(options[name].default_val).lower() for name in MEASURED}
    return values | dict.fromkeys(THREADS, str(os.cpu_count() or 1))


BARE = "bare"
_BARE_APP = """import streamlit as st

st.set_page_config(page_title="bare")
st.markdown("A page of one line.")
"""


@contextmanager
def server(setup: Setup, page: str) -> Iterator[tuple[int, int]]:
    """Run the app, or a bare page with its settings, on a free port; gives port and process."""
    with tempfile.TemporaryDirectory() as folder:
        place = ROOT
        if page == BARE:
            place = Path(folder)
            shutil.copytree(ROOT / ".streamlit", place / ".streamlit")
            (place / "streamlit_app.py").write_text(_BARE_APP, encoding="utf-8")
        with running(setup, place) as found:
            yield found


@contextmanager
def running(setup: Setup, place: Path) -> Iterator[tuple[int, int]]:
    """Run `streamlit_app.py` of a folder; gives port and process id."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
    clean = {k: v for k, v in os.environ.items() if not k.startswith("STREAMLIT_") and k not in THREADS}
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "streamlit", "run", "streamlit_app.py"),
            *("--server.address", HOST, "--server.port", str(port)),
        ],
        cwd=place,
        env=clean | (default_environment() if setup.defaults else {}),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    ready = threading.Event()
    written: list[str] = []

    def read() -> None:
        assert process.stdout is not None
        for line in process.stdout:
            written.append(line)
            if "URL:" in line:
                ready.set()
        ready.set()

    threading.Thread(target=read, daemon=True).start()
    try:
        if not ready.wait(PATIENCE) or process.poll() is not None:
            raise SystemExit("the server did not start:\n" + "".join(written))
        yield port, process.pid
    finally:
        process.kill()
        process.wait()


class Person:
    """One browser tab: it opens the page, then settles drags of the page's stage."""

    def __init__(self, port: int, page: str, setup: Setup, seed: int) -> None:
        self.port, self.page, self.setup = port, page, setup
        self.random = random.Random(seed)
        self.page_hash = ""
        self.stage = self.fragment = ""
        self.start: dict[str, list[float]] = {}
        self.held: set[str] = set()
        self.scene: Any = None
        self.cached: set[str] = set()
        self.errors: list[str] = []
        self.drawn = 0
        self.gone = False
        self.asked = False
        self.socket: Any = None

    async def open(self) -> float:
        """Open the page; seconds until its stage is there, or until patience is at its end.

        A stage that is asked to says that it stands, and what is below it follows: that belongs to the visit.
        """
        began = time.monotonic()
        wait = 0.0
        try:
            await self.connect()
            await self.run()
            wait = time.monotonic() - began
            if self.asked:
                await asyncio.sleep(STANDS)
                await self.run(self.settled(self.start))
        except (TimeoutError, OSError, websockets.WebSocketException) as error:
            self.errors.append(f"the page did not open: {type(error).__name__}")
            self.gone = True
        return wait or time.monotonic() - began

    def settled(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """What a stage says when its values have settled."""
        return {"values": values, "move": 0, "scene": self.scene, "held": [*self.held]}

    async def connect(self) -> None:
        self.socket = await websockets.connect(
            f"ws://{HOST}:{self.port}/_stcore/stream",
            subprotocols=["streamlit", "PLACEHOLDER_AUTH_TOKEN"],  # type: ignore[list-item]
            origin=f"http://{HOST}:{self.port}",  # type: ignore[arg-type]
            max_size=None,
            compression=None,
            open_timeout=PATIENCE,
            ping_interval=None,  # an overloaded server answers late, and that is what is measured
        )

    async def run(self, settled: dict[str, Any] | None = None) -> None:
        """Ask for a run, as the browser does, and read until it has finished."""
        message = BackMsg()
        ask = message.rerun_script
        ask.page_script_hash = self.page_hash
        if not self.page_hash:
            ask.page_name = "" if self.page == BARE else self.page
        ask.cached_message_hashes.extend(self.cached)
        if settled is not None:
            state = ask.widget_states.widgets.add()
            state.id = self.stage
            state.json_value = json.dumps({"settled": settled})
            if self.setup.fragment:
                ask.fragment_id = self.fragment
        await self.socket.send(message.SerializeToString())
        async with asyncio.timeout(PATIENCE):
            while True:
                answer = ForwardMsg.FromString(await self.socket.recv())
                self.learn(answer)
                early = ForwardMsg.FINISHED_EARLY_FOR_RERUN
                if answer.WhichOneof("type") == "script_finished" and answer.script_finished != early:
                    return

    def learn(self, answer: ForwardMsg) -> None:
        kind = answer.WhichOneof("type")
        if kind == "new_session":
            self.page_hash = answer.new_session.page_script_hash
        elif kind == "delta":
            self.drawn += 1
            if answer.metadata.cacheable:
                self.cached.add(answer.hash)
            element = answer.delta.new_element
            shown = element.WhichOneof("type")
            if shown == "exception":
                self.errors.append(f"{element.exception.type}: {element.exception.message}")
            elif shown == "bidi_component" and element.bidi_component.component_name.endswith("stage"):
                data = json.loads(element.bidi_component.json)
                self.stage, self.fragment = element.bidi_component.id, answer.delta.fragment_id
                self.start, self.scene = data["start"], data["id"]
                # Older checkouts say `tell`.
                self.asked = data.get("report_on_mount", data.get("tell", False))
                # As a browser does, hold what was sent and say so.
                self.held |= set(data["contents"])

    async def drag(self, begin: float, end: float, every: float) -> list[float]:
        """Settle a drag every so often, not in step with the others; seconds from due to drawn, of each."""
        waits: list[float] = []
        due = begin + self.random.random() * every
        while due < end and self.stage and not self.gone:
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            values = {
                name: [
                    x + self.random.uniform(-1, 1) if x is not None and len(numbers) == 2 else x
                    for x in numbers
                ]
                for name, numbers in self.start.items()
            }
            before = self.drawn
            try:
                await self.run(self.settled(values))
            except (TimeoutError, OSError, websockets.WebSocketException) as error:
                self.errors.append(f"a drag was not answered: {type(error).__name__}")
                self.gone = True
            if not self.gone and self.drawn == before:
                self.errors.append("a settled drag drew nothing")
            waits.append(time.monotonic() - due)
            due += every
        return waits


def cpu_seconds(pid: int) -> float:
    """The processor time of a process so far; nan where there is no /proc."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return float("nan")
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def measure(setup: Setup, page: str, options: argparse.Namespace) -> Waits:
    with server(setup, page) as (port, pid):
        # The first visit after a start imports everything; a class does not meet it, so it is not counted.
        first = Person(port, page, setup, seed=-1)
        await first.open()
        if not first.stage and page != BARE:
            raise SystemExit(f"the page {page!r} shows no stage; {' '.join(first.errors)}")
        await asyncio.sleep(options.settle)
        people = [Person(port, page, setup, seed) for seed in range(options.people)]
        before = cpu_seconds(pid)
        opening = list(await asyncio.gather(*(person.open() for person in people)))
        begin, opened = time.monotonic(), cpu_seconds(pid)
        drags = await asyncio.gather(
            *(person.drag(begin, begin + options.seconds, options.every) for person in people)
        )
        all_drags = [wait for waits in drags for wait in waits]
        drag_cpu = (cpu_seconds(pid) - opened) / len(all_drags) if all_drags else float("nan")
        sockets = [person.socket for person in [first, *people] if person.socket is not None]
        await asyncio.gather(*(socket.close() for socket in sockets))
        errors = [error for person in people for error in person.errors]
        return Waits(opening, all_drags, (opened - before) / len(people), drag_cpu, errors)


def percentile(values: list[float], percent: int) -> float:
    if percent == 100 or len(values) < 2:
        return max(values, default=float("nan"))
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--page", default="vectors", help='a lesson, "all" or "bare" (default: %(default)s)')
    parser.add_argument("--only", choices=("ours",), help="leave Streamlit's defaults out")
    parser.add_argument("--people", type=int, default=30, help="1 to 300 (default: %(default)s)")
    parser.add_argument(
        "--every", type=float, default=2.0, help="seconds between drags (default: %(default)s)"
    )
    parser.add_argument(
        "--seconds", type=float, default=20.0, help="of dragging, at most 120 (default: %(default)s)"
    )
    parser.add_argument("--settle", type=float, default=6.0, help="idle seconds after the first visit")
    options = parser.parse_args()
    if not (1 <= options.people <= 300 and 0 <= options.seconds <= 120 and options.every >= 0.1):
        parser.error("needs 1 to 300 people, at most 120 seconds and at least 0.1 seconds between drags")
    pages = [entry.stem for entry in curriculum.LESSONS] if options.page == "all" else [options.page]
    print(f"{options.people} people, each a drag every {options.every:g} s:")
    print("milliseconds from the moment it was due, and of the server's processor for each visit and drag")
    heads = ("open p50", "p95", "last", "drag p50", "p95", "visit CPU", "drag CPU", "drags", "errors")
    print(f"{'':36}" + "".join(f"{head:>10}" for head in heads))
    failed = False
    for page in pages:
        rows: list[list[float]] = []
        for setup in SETUPS[:1] if options.only else SETUPS:
            waits = asyncio.run(measure(setup, page, options))
            row = [percentile(waits.opening, p) for p in (50, 95, 100)]
            row += [percentile(waits.drags, p) for p in (50, 95)] + [waits.visit_cpu, waits.drag_cpu]
            rows.append(row)
            numbers = "".join(f"{1e3 * x:10.1f}" for x in row)
            counts = f"{len(waits.drags):10}{len(waits.errors):10}"
            print(f"{f'/{page}, {setup.name}':36}{numbers}{counts}", flush=True)
            for error in sorted(set(waits.errors)):
                failed = failed or not setup.defaults
                print(f"    {waits.errors.count(error)} times: {error}")
        for setup, row in zip(SETUPS[1:], rows[1:], strict=False):
            ratios = "".join(f"{x / y:10.1f}" for x, y in zip(row, rows[0], strict=True))
            print(f"{f'× {setup.name}':36}{ratios}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
