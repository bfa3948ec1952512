"""What the audit of the pinned packages calls a failure."""

from __future__ import annotations

import runpy

import pytest

from argmap.environment import BASE_DIR


@pytest.fixture(scope="module")
def complaints():
    return runpy.run_path(str(BASE_DIR / "requirements" / "audit.py"))["complaints"]


def test_packages_in_which_nothing_is_known_are_no_cause_to_complain(complaints):
    assert complaints({"dependencies": [{"name": "nh3", "version": "0.3.8", "vulns": []}]}) == []


def test_a_vulnerability_is_named_with_the_version_that_mends_it(complaints):
    found = [{"id": "PYSEC-1", "fix_versions": ["2.0", "1.9.1"]}, {"id": "PYSEC-2", "fix_versions": []}]
    assert complaints({"dependencies": [{"name": "bleach", "version": "1.0", "vulns": found}]}) == [
        "bleach 1.0: PYSEC-1, mended in 2.0, 1.9.1",
        "bleach 1.0: PYSEC-2, mended in no version yet",
    ]


def test_a_package_that_could_not_be_asked_about_is_a_failure_and_not_a_success(complaints):
    report = {"dependencies": [{"name": "nh3", "skip_reason": "not found on PyPI"}]}
    assert complaints(report) == ["nh3: could not be audited (not found on PyPI)"]
