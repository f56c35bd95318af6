"""The rules of ARCHITECTURE.md that no other tool checks: sizes, names, docstrings, and what is imported when."""

from __future__ import annotations

import ast
import re
import statistics
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "studio").rglob("*.py"))
PROGRAMS = MODULES + sorted(file for folder in ("tools", "benchmarks") for file in (ROOT / folder).rglob("*.py"))

BANNED_WORDS = {"Manager", "Helper", "Helpers", "Util", "Utils", "Common", "Handler", "Data", "Info"}
BANNED_FUNCTIONS = re.compile(r"_*(process|(do|handle)_\w+)$")
NAMED_BY_PYTHON = {"do_GET", "do_POST", "handle_error"}
"""Methods of http.server and socketserver that are there to be overridden."""
MAY_CATCH_EVERYTHING = {
    "studio/base/jobs.py": "the job runner",
    "studio/cli/root.py": "the except hook of the command line",
    "studio/imaging/child_loop.py": "the child's loop",
}
HEAVY = ("cv2", "numpy", "PIL", "rembg", "onnxruntime", "fastapi", "uvicorn", "alembic", "sqlalchemy", "requests")


def name(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


@cache
def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text("utf-8"))


def length(file: Path) -> int:
    return len(file.read_text("utf-8").splitlines())


def everywhere(*kinds: type[ast.AST]) -> Iterator[tuple[str, ast.AST]]:
    for file in MODULES:
        for node in ast.walk(tree(file)):
            if isinstance(node, kinds):
                yield name(file), node


def test_modules_are_short() -> None:
    lengths = {name(file): length(file) for file in PROGRAMS}
    assert {file: lines for file, lines in lengths.items() if lines > 500} == {}
    under = sum(lines < 400 for lines in lengths.values())
    assert under >= 0.9 * len(lengths)
    assert statistics.median(length(file) for file in MODULES if file.name != "__init__.py") <= 130


def test_the_main_window_is_short() -> None:
    assert length(ROOT / "studio" / "ui" / "main_window.py") < 300


def test_classes_have_few_methods() -> None:
    """Of their own: what Qt calls (paintEvent, sizeHint) has Qt's spelling and is not counted."""
    crowded = {}
    for file, node in everywhere(ast.ClassDef):
        own = [child.name for child in node.body if isinstance(child, ast.FunctionDef) and child.name.islower()]
        if len(own) > 25:
            crowded[f"{file}: {node.name}"] = len(own)
    assert crowded == {}


def test_a_module_begins_with_a_sentence_that_says_what_it_is_for() -> None:
    for file in PROGRAMS:
        docstring = ast.get_docstring(tree(file))
        assert docstring, f"{name(file)} has no docstring"
        assert re.search(r"[.?!:]$", docstring.split("\n\n")[0].rstrip()), f"{name(file)}: {docstring}"


def test_no_name_says_nothing() -> None:
    for file in MODULES:
        words = {word.capitalize() for part in file.relative_to(ROOT).with_suffix("").parts for word in part.split("_")}
        assert not words & BANNED_WORDS, name(file)
    for file, node in everywhere(ast.ClassDef):
        words = set(re.findall(r"[A-Z][a-z]*", node.name))
        is_logging = any(ast.unparse(base).startswith("logging.") for base in node.bases)
        assert is_logging or not words & BANNED_WORDS, f"{file}: {node.name}"
    for file, node in everywhere(ast.FunctionDef, ast.AsyncFunctionDef):
        banned = BANNED_FUNCTIONS.match(node.name) and node.name not in NAMED_BY_PYTHON
        assert not banned, f"{file}: {node.name}"


def test_everything_is_caught_only_where_it_is_told() -> None:
    for file, node in everywhere(ast.ExceptHandler):
        caught = "" if node.type is None else ast.unparse(node.type)
        if re.search(r"\b(Base)?Exception\b", caught) or not caught:
            cleans_up = any(isinstance(child, ast.Raise) and child.exc is None for child in node.body)
            assert cleans_up or file in MAY_CATCH_EVERYTHING, f"{file}:{node.lineno}"


def test_the_list_of_those_who_may_catch_everything_has_nobody_else() -> None:
    for file in MAY_CATCH_EVERYTHING:
        assert re.search(r"except \(?Exception", (ROOT / file).read_text("utf-8")), file


def test_qt_is_imported_late_outside_the_window() -> None:
    """So that a command in a terminal, a test or a child process never pays for it; the tour draws from the start."""
    for file in MODULES:
        if not name(file).startswith(("studio/ui/", "studio/tour/")):
            for node in tree(file).body:
                names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
                assert not [n for n in names if re.match(r"(PySide6|qtawesome|qtpy|studio\.ui)\b", n)], name(file)


def loaded_by(*modules: str) -> set[str]:
    """Return the names of the packages that a fresh Python has loaded after importing `modules`."""
    program = f"import {', '.join(modules)}, sys; print(*(name for name in sys.modules if '.' not in name))"
    told = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(told.stdout.split())


def test_the_command_line_starts_without_anything_heavy() -> None:
    assert loaded_by("studio.cli").isdisjoint({*HEAVY, "PySide6"})


def test_the_window_starts_without_anything_heavy() -> None:
    pytest.importorskip("PySide6", reason="Qt is not installed", exc_type=ImportError)
    pages = [f"studio.ui.pages.{folder.parent.name}" for folder in (ROOT / "studio/ui/pages").glob("*/__init__.py")]
    assert loaded_by("studio.app", "studio.ui.main_window", *pages).isdisjoint(HEAVY)
