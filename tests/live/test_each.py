"""How each of many points looks that has a size, a tone or a marker of its own: the module, in Node."""

from __future__ import annotations

import json
import subprocess
from typing import Any

from explorer.live.serve.build import SOURCES
from explorer.roles import GROUPS, ROLES
from tests.live.evaluator import NODE

SHAPES = [group[2] for group in GROUPS]


def looks(spec: dict[str, Any], *values: str) -> list[Any]:
    """What is drawn of three points; `values` are arrays as JavaScript writes them."""
    groups = json.dumps([list(group) for group in GROUPS])
    roles = json.dumps({name: {"marker": role.marker} for name, role in ROLES.items()})
    given = ", ".join(f"{{ re: {value} }}" for value in values)
    code = (
        f"const {{ eachLook }} = await import('{(SOURCES / 'marks/each.mjs').as_uri()}');"
        f"const spec = {{ role: 'data', size: 4, ...{json.dumps(spec)} }};"
        f"const look = eachLook({{ groups: {groups}, roles: {roles} }}, spec, [{given}]);"
        "console.log(JSON.stringify([0, 1, 2].map(look)));"
    )
    command = [str(NODE), "--input-type=module", "-e", code]
    return list(json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout))


def test_a_size_is_in_steps_has_a_largest_and_nothing_hides() -> None:
    found = looks({"sizes": "0"}, "[3.3, 1e9, 0]")
    assert [one and one["size"] for one in found] == [3.5, 30, None]
    assert looks({"sizes": "0"}, "[NaN, -1, 0.1]") == [None] * 3


def test_a_tone_is_from_nearly_paper_to_full_and_nothing_hides() -> None:
    found = looks({"tones": "0"}, "[-1, 1, NaN]")
    assert [one["tone"] for one in found[:2]] == [0.12, 1]
    assert found[2] is None


def test_a_marker_goes_round_and_without_one_it_is_that_of_the_role_or_the_group() -> None:
    found = looks({"markers": "0"}, f"[1, {len(SHAPES) + 1}, NaN]")
    assert [one["shape"] for one in found] == [SHAPES[1], SHAPES[1], ROLES["data"].marker]
    found = looks({"sizes": "0", "markers": "1", "groups": [2, 2, 2]}, "[1, 2, 3]", "[-1, 0, NaN]")
    assert [one["shape"] for one in found] == [SHAPES[-1], SHAPES[0], SHAPES[2]]
    assert [one["size"] for one in found] == [1, 2, 3]
