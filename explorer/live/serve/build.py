"""What browsers are served: the modules of `browser/` as one script without comments, and the style.

A page then asks for one script where it would ask for fourteen, one after the other; and Streamlit lets
browsers keep none of them, so each would be fetched anew on every visit. There is no command to run:
`refresh` writes `assets/` before the first page needs it and whenever a module has changed.
"""

from __future__ import annotations

import functools
import os
import re
import tempfile
from pathlib import Path

SOURCES = Path(__file__).parents[1] / "browser"
ASSETS = Path(__file__).parents[1] / "assets"
ENTRIES = {"stage.js": "mount.mjs", "progress.js": "progress.mjs"}

_IMPORT = re.compile(r'^import \{([^}]*)\} from ["\']\./([\w.]+)["\'];\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (default )?(?=(?:async )?(?:function|class|const|let) (\w+))", re.MULTILINE)


def refresh() -> None:
    """Write what is served where it is not there or its source has changed; for a few stats, where not.

    Several processes may do so at once: a file is replaced as a whole.

    Raises
    ------
    RuntimeError
        When something is to be written and the folder cannot be written to.
    """
    for name, text in assets().items():
        path = ASSETS / name
        if _is(path, text):
            continue
        try:
            handle, temporary = tempfile.mkstemp(dir=ASSETS, prefix=f".{name}")
            with open(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
            os.chmod(temporary, 0o644)
            os.replace(temporary, path)
        except OSError as error:
            raise RuntimeError(
                f"The stage cannot be served: {path} has to be written once, and its folder is read-only. "
                "Start the app once where it is not, and keep the folder with what was written."
            ) from error


def assets() -> dict[str, str]:
    """Return every served file with its text."""
    paths = sorted(path for path in SOURCES.iterdir() if path.suffix in {".mjs", ".css"})
    return _assets(tuple((path, path.stat().st_mtime_ns, path.stat().st_size) for path in paths))


@functools.lru_cache(maxsize=1)
def _assets(sources: tuple[tuple[Path, int, int], ...]) -> dict[str, str]:
    files = {name: _joined(bundle(entry)) for name, entry in ENTRIES.items()}
    style = (SOURCES / "stage.css").read_text("utf-8")
    return files | {"stage.css": _squeezed(re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL))}


def _is(path: Path, text: str) -> bool:
    """Whether a file holds a text: read once, and again only when somebody has written it."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return False
    return _holds(path, found.st_mtime_ns, found.st_size, text)


@functools.lru_cache(maxsize=len(ENTRIES) + 1)
def _holds(path: Path, changed: int, size: int, text: str) -> bool:
    return path.read_text("utf-8") == text


def bundle(entry: str) -> str:
    """Return the modules that `entry` needs as one module with the exports of `entry`.

    Each module becomes a function of its own, in the order of its imports; the last line exports.
    """
    pieces: dict[str, str] = {}
    shown: dict[str, list[tuple[str, str]]] = {}

    def add(file: str) -> None:
        if file in pieces:
            return
        source = without_comments((SOURCES / file).read_text("utf-8"))
        pieces[file] = ""  # a circle of imports ends here, and is told below
        for match in _IMPORT.finditer(source):
            add(match[2])
            if not pieces[match[2]]:
                raise ValueError(f"{file} and {match[2]} import each other")
        del pieces[file]
        body = _IMPORT.sub(lambda m: f"const {{{m[1].replace(' as ', ': ')}}} = modules['{m[2]}'];\n", source)
        if re.search(r"^import ", body, re.MULTILINE):
            raise ValueError(f"{file} imports in a way that cannot be bundled")
        shown[file] = [(match[1], match[2]) for match in _EXPORT.finditer(body)]
        body = _EXPORT.sub("", body)
        if re.search(r"^export ", body, re.MULTILINE):
            raise ValueError(f"{file} exports in a way that cannot be bundled")
        names = ", ".join(name for _, name in shown[file])
        pieces[file] = f"modules['{file}'] = (() => {{\n{body}return {{ {names} }};\n}})();\n"

    add(entry)
    names = ", ".join(name for _, name in shown[entry])
    outside = ", ".join(f"{name} as default" if default else name for default, name in shown[entry])
    return (
        "const modules = {};\n"
        + "".join(pieces.values())
        + f"const {{ {names} }} = modules['{entry}'];\nexport {{ {outside} }};\n"
    )


def without_comments(source: str) -> str:
    """Leave out comments and indentation of a module; strings and templates stay as they are.

    >>> without_comments('// why\\nconst a = "//no"; // yes\\n  /* b */ f(a);\\n')
    'const a = "//no";\\nf(a);\\n'
    """
    # Whole lines, the types of JSDoc inside a line, and a comment at the end of a line in which no quotation
    # mark follows; anywhere else it takes a parser to tell a comment from the inside of a string.
    source = re.sub(r"^[ \t]*/\*.*?\*/[ \t]*", "", source, flags=re.DOTALL | re.MULTILINE)
    source = re.sub(r"^[ \t]*//.*\n", "", source, flags=re.MULTILINE)
    source = re.sub(r"/\*\* @\w+ [^*\n]*\*/ ?", "", source)
    source = re.sub(r"(?<=[;,{}()\[]) // [^'\"`\n]*$", "", source, flags=re.MULTILINE)
    return _squeezed(source)


def _squeezed(source: str) -> str:
    return re.sub(r"\n+", "\n", re.sub(r"^[ \t]+", "", source, flags=re.MULTILINE)).lstrip("\n")


def _joined(source: str) -> str:
    """Put lines together where the end of one certainly is not the end of a statement, or says so."""
    return re.sub(r"(?<=[;{,(\[])\n", "", source)
