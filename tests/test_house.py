"""The house is in order: what may be imported where, what is pinned, what the documents promise."""

from __future__ import annotations

import ast
import os
import re
import sys

import pytest

from argmap.environment import BASE_DIR

REQUIREMENTS = BASE_DIR / "requirements"


def imported_by(room):
    """The modules that the files of a room import, with the file each is found in."""
    for path in sorted((BASE_DIR / "argmap" / room).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                yield from ((path.name, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{path} imports relatively"
                yield path.name, node.module


def test_the_graph_needs_the_standard_library_alone():
    for file, module in imported_by("graph"):
        assert module.split(".")[0] in sys.stdlib_module_names or module.startswith("argmap.graph"), file


def test_the_prose_needs_nothing_else_of_argmap_and_no_django():
    for file, module in imported_by("prose"):
        assert module.split(".")[0] not in {"django", "argmap"} or module.startswith("argmap.prose"), file


def named(path):
    """The packages a requirements file names, spelled as package registries compare them."""
    lines = (line.split("#")[0].strip() for line in path.read_text().splitlines())
    names = (re.split(r"[=\[<>~ ]", line)[0] for line in lines if line and not line.startswith("-"))
    return {re.sub(r"[-_.]+", "-", name).lower() for name in names}


@pytest.mark.parametrize("file", ["app.txt", "serve.txt", "develop.txt", "audit.txt"])
def test_every_package_asked_for_is_pinned(file):
    assert named(REQUIREMENTS / file) <= named(REQUIREMENTS / "constraints.txt")


def test_pins_are_exact_and_hold_no_address():
    for line in (REQUIREMENTS / "constraints.txt").read_text().splitlines():
        assert re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.]+", line), line


def test_a_container_starts_like_any_other_copy():
    assert '"-m", "argmap.serve"]' in (BASE_DIR / "Dockerfile").read_text()
    assert "-m argmap.serve" in (BASE_DIR / "Makefile").read_text()


def test_the_compose_file_takes_its_secrets_from_the_environment():
    compose = (BASE_DIR / "docker-compose.yml").read_text()
    for name in ("SECRET_KEY", "ALLOWED_HOSTS", "POSTGRES_PASSWORD"):
        assert re.search(rf"^ +{name}: \$\{{{name}:\?", compose, re.MULTILINE), name


def test_the_checks_of_a_change_can_be_run():
    assert os.access(BASE_DIR / ".ci" / "run", os.X_OK)


def test_every_command_that_the_documents_name_can_be_made_and_is_listed():
    rules = re.findall(r"^([a-z]+):.*## ", (BASE_DIR / "Makefile").read_text(), re.MULTILINE)
    documents = [
        BASE_DIR / "README.md",
        BASE_DIR / "CONTRIBUTING.md",
        BASE_DIR / ".ci" / "run",
        *BASE_DIR.glob("docs/*.md"),
    ]
    named = {
        name for path in documents for name in re.findall(r"(?:^|`|# ?)make ([a-z]+)", path.read_text(), re.MULTILINE)
    }
    assert named == {*rules}
    for path in re.findall(
        r"(?:manage\.py|requirements/\S+\.py|\.ci/run)\b", "".join(it.read_text() for it in documents)
    ):
        assert (BASE_DIR / path).exists(), path


def test_every_management_command_that_the_documents_name_exists():
    commands = {path.stem for path in (BASE_DIR / "argmap" / "management" / "commands").glob("[a-z]*.py")}
    words = "".join((BASE_DIR / name).read_text() for name in ("README.md", "CONTRIBUTING.md", "Makefile"))
    named = set(re.findall(r"manage\.py ([a-z_]+)", words)) - {"makemigrations", "migrate", "check"}
    assert named <= commands | {"commands"}, named - commands


def test_the_readme_names_every_setting_the_environment_is_asked_for():
    readme = (BASE_DIR / "README.md").read_text()
    code = "".join(path.read_text() for path in (BASE_DIR / "argmap").glob("*.py"))
    for name in re.findall(r'env_(?:text|flag|number|choice|list)\(\s*"([A-Z_]+)"', code):
        assert f"`{name}`" in readme, name
