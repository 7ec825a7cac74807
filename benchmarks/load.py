"""How long do thirty people wait who open a lesson at once and then each settle a drag every two seconds?

Starts the app on this machine three times: with its own settings, with Streamlit's defaults, and with those
and without the fragment around the stage (every settled drag then runs the whole page). In each, real
websocket sessions open the page in one instant, as browser tabs do, and then settle drags: the stage's state
goes to the server in the message that a browser sends, with the fragment's id. Prints the wait for the page
and each drag, from the moment it was due, so that a backlog is not hidden; then the ratios to the first row.

    python benchmarks/load.py
    python benchmarks/load.py --page matrices --people 100 --every 10 --seconds 30

Absolute times belong to the machine, which the clients share. Ratios count; under 1.6 they mean nothing.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import websockets
from streamlit import config
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

ROOT = Path(__file__).resolve().parents[1]
HOST = "127.0.0.1"
PATIENCE = 120.0
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
    """Seconds that people waited, and what went wrong."""

    opening: list[float]
    drags: list[float]
    cpu: float
    errors: list[str]


def default_environment() -> dict[str, str]:
    """The variables that put Streamlit's defaults, and a BLAS thread a processor, over the app's own."""
    options = config._config_options_template
    values = {options[name].env_var: str(options[name].default_val).lower() for name in MEASURED}
    return values | dict.fromkeys(THREADS, str(os.cpu_count() or 1))


@contextmanager
def server(setup: Setup) -> Iterator[tuple[int, int]]:
    """Run the app on a free port of this machine; gives port and process id."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
    clean = {k: v for k, v in os.environ.items() if not k.startswith("STREAMLIT_") and k not in THREADS}
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "streamlit", "run", "streamlit_app.py"),
            *("--server.address", HOST, "--server.port", str(port)),
        ],
        cwd=ROOT,
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
        self.scene: Any = None
        self.cached: set[str] = set()
        self.errors: list[str] = []
        self.drawn = 0

    async def open(self) -> float:
        """Open the page; seconds until it is complete."""
        began = time.monotonic()
        self.socket = await websockets.connect(
            f"ws://{HOST}:{self.port}/_stcore/stream",
            subprotocols=["streamlit", "PLACEHOLDER_AUTH_TOKEN"],  # type: ignore[list-item]
            origin=f"http://{HOST}:{self.port}",  # type: ignore[arg-type]
            max_size=None,
            compression=None,
            open_timeout=PATIENCE,
            ping_interval=None,  # an overloaded server answers late, and that is what is measured
        )
        await self.run()
        return time.monotonic() - began

    async def run(self, settled: dict[str, Any] | None = None) -> None:
        """Ask for a run, as the browser does, and read until it has finished."""
        message = BackMsg()
        ask = message.rerun_script
        ask.page_script_hash = self.page_hash
        if not self.page_hash:
            ask.page_name = self.page
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

    async def drag(self, begin: float, end: float, every: float) -> list[float]:
        """Settle a drag every so often, not in step with the others; seconds from due to drawn, of each."""
        waits: list[float] = []
        due = begin + self.random.random() * every
        while due < end:
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            values = {
                name: [
                    x + self.random.uniform(-1, 1) if x is not None and len(numbers) == 2 else x
                    for x in numbers
                ]
                for name, numbers in self.start.items()
            }
            before = self.drawn
            await self.run({"values": values, "move": 0, "scene": self.scene})
            if self.drawn == before:
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


async def measure(setup: Setup, options: argparse.Namespace) -> Waits:
    with server(setup) as (port, pid):
        # The first visit after a start imports everything; a class does not meet it, so it is not counted.
        first = Person(port, options.page, setup, seed=-1)
        await first.open()
        if not first.stage:
            raise SystemExit(f"the page {options.page!r} shows no stage; {' '.join(first.errors)}")
        await asyncio.sleep(options.settle)
        people = [Person(port, options.page, setup, seed) for seed in range(options.people)]
        opening = list(await asyncio.gather(*(person.open() for person in people)))
        begin, before = time.monotonic(), cpu_seconds(pid)
        drags = await asyncio.gather(
            *(person.drag(begin, begin + options.seconds, options.every) for person in people)
        )
        all_drags = [wait for waits in drags for wait in waits]
        cpu = (cpu_seconds(pid) - before) / max(1, len(all_drags))
        await asyncio.gather(*(person.socket.close() for person in [first, *people]))
        return Waits(opening, all_drags, cpu, [error for person in people for error in person.errors])


def percentile(values: list[float], percent: int) -> float:
    return (
        statistics.quantiles(values, n=100, method="inclusive")[percent - 1] if len(values) > 1 else values[0]
    )


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--page", default="vectors", help="the lesson (default: %(default)s)")
    parser.add_argument("--people", type=int, default=30, help="1 to 300 (default: %(default)s)")
    parser.add_argument(
        "--every", type=float, default=2.0, help="seconds between drags (default: %(default)s)"
    )
    parser.add_argument(
        "--seconds", type=float, default=20.0, help="of dragging, at most 120 (default: %(default)s)"
    )
    parser.add_argument("--settle", type=float, default=6.0, help="idle seconds after the first visit")
    options = parser.parse_args()
    if not (1 <= options.people <= 300 and 0 < options.seconds <= 120 and options.every >= 0.1):
        parser.error("needs 1 to 300 people, at most 120 seconds and at least 0.1 seconds between drags")
    print(f"{options.people} people on /{options.page}, each a drag every {options.every:g} s:")
    print("milliseconds from the moment it was due, and of the server's processor for each drag")
    print(f"{'':24}{'open p50':>10}{'p95':>8}{'drag p50':>10}{'p95':>8}{'CPU':>8}{'drags':>8}{'errors':>8}")
    rows: list[list[float]] = []
    failed = False
    for setup in SETUPS:
        waits = asyncio.run(measure(setup, options))
        row = [percentile(part, p) * 1e3 for part in (waits.opening, waits.drags) for p in (50, 95)]
        row.append(waits.cpu * 1e3)
        rows.append(row)
        numbers = "".join(f"{x:{w}.0f}" for x, w in zip(row, (10, 8, 10, 8, 8), strict=True))
        print(f"{setup.name:24}{numbers}{len(waits.drags):8}{len(waits.errors):8}", flush=True)
        for error in sorted(set(waits.errors)):
            failed = True
            print(f"    {error}")
    for setup, row in zip(SETUPS[1:], rows[1:], strict=True):
        ratios = "".join(f"{x / y:{w}.1f}" for x, y, w in zip(row, rows[0], (10, 8, 10, 8, 8), strict=True))
        print(f"{'× ' + setup.name:24}{ratios}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
