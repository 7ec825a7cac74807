"""Write what browsers are served: the modules of `browser/` as one script without comments, and the style.

    python -m explorer.live.build

A page then asks for one file where it would ask for fourteen, one after the other; and Streamlit lets
browsers keep none of them, so each would be fetched anew on every visit. `assets/` is kept beside its source,
so that neither a server nor a wheel needs a tool to run; a test says when the two differ.
"""

from __future__ import annotations

import re
from pathlib import Path

SOURCES = Path(__file__).parent / "browser"
ASSETS = Path(__file__).parent / "assets"
ENTRIES = {"stage.js": "mount.mjs", "progress.js": "progress.mjs"}
COMMAND = "python -m explorer.live.build"

_IMPORT = re.compile(r'^import \{([^}]*)\} from ["\']\./([\w.]+)["\'];\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (default )?(?=(?:async )?(?:function|class|const|let) (\w+))", re.MULTILINE)


def assets() -> dict[str, str]:
    """Return every served file with its text."""
    files = {name: bundle(entry) for name, entry in ENTRIES.items()}
    style = (SOURCES / "stage.css").read_text("utf-8")
    return files | {"stage.css": _squeezed(re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL))}


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


def main() -> None:
    """Write the files that changed and remove those that are no longer made."""
    ASSETS.mkdir(exist_ok=True)
    made = assets()
    for path in ASSETS.iterdir():
        if path.name not in made:
            path.unlink()
    for name, text in made.items():
        path = ASSETS / name
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, encoding="utf-8", newline="\n")
            print(f"wrote {path.name}, {len(text) / 1000:.1f} kB")


if __name__ == "__main__":
    main()
