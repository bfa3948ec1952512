"""What later happened to a source, as lawyers print it after the citation."""

from __future__ import annotations

import pytest

from argmap.prose.citations import Later, printed_with_history

THALER = "Thaler v. Perlmutter, 687 F. Supp. 3d 140 (D.D.C. 2023)"
THALER_ABOVE = "Thaler v. Perlmutter, 130 F.4th 1039 (D.C. Cir. 2025)"
DENIED = Later("cert. denied", "in whole", "No. 25-449 (U.S. Mar. 2, 2026)")
ORACLE = "Oracle Am., Inc. v. Google Inc., 750 F.3d 1339 (Fed. Cir. 2014)"
GOOGLE = "Google LLC v. Oracle Am., Inc., 593 U.S. 1 (2021)"
COMPENDIUM = "U.S. Copyright Office, Compendium II of Copyright Office Practices ch. 500 (2d ed. 1984)"


def printed(citation, *history) -> str:
    """As a page shows it, italics between stars."""
    runs = printed_with_history(citation, history)
    return "".join(f"*{run.text}*" if run.is_italic else run.text for run in runs)


def test_a_source_to_which_nothing_happened_is_printed_as_it_is():
    assert printed(THALER) == THALER


@pytest.mark.parametrize(
    ("citation", "history", "expected"),
    [
        (THALER_ABOVE, [DENIED], f"{THALER_ABOVE}, *cert. denied*, No. 25-449 (U.S. Mar. 2, 2026)"),
        (
            THALER,
            [Later("affirmed", "in whole", THALER_ABOVE, [DENIED])],
            f"{THALER}, *aff'd*, 130 F.4th 1039 (D.C. Cir. 2025), *cert. denied*, No. 25-449 (U.S. Mar. 2, 2026)",
        ),
        (
            ORACLE,
            [Later("reversed", "on other grounds", GOOGLE)],
            f"{ORACLE}, *rev'd on other grounds sub nom.* {GOOGLE}",
        ),
        (
            "Doe v. Roe, 10 F.3d 20 (9th Cir. 1993)",
            [Later("vacated", "in part", "Doe v. Roe, 20 F.3d 30 (9th Cir. 1994)")],
            "Doe v. Roe, 10 F.3d 20 (9th Cir. 1993), *vacated in part*, 20 F.3d 30 (9th Cir. 1994)",
        ),
        (
            "Doe v. Roe, 10 F.3d 20 (9th Cir. 1993)",
            [Later("overruled", "in whole", "Poe v. Moe, 20 F.3d 30 (9th Cir. 1994)")],
            "Doe v. Roe, 10 F.3d 20 (9th Cir. 1993), *overruled by* Poe v. Moe, 20 F.3d 30 (9th Cir. 1994)",
        ),
        (
            "17 U.S.C. § 105",
            [Later("amended", "in part", "Pub. L. No. 116-92")],
            "17 U.S.C. § 105, *amended in part by* Pub. L. No. 116-92",
        ),
        (
            COMPENDIUM,
            [Later("newer edition", "in whole", "Compendium (3d ed. 2014)")],
            f"{COMPENDIUM}, *superseded by* Compendium (3d ed. 2014)",
        ),
    ],
)
def test_each_treatment_has_its_words(citation, history, expected):
    assert printed(citation, *history) == expected


def test_several_follow_one_another_and_an_endless_history_ends():
    endless: list[Later] = []
    endless.append(Later("affirmed", "in whole", THALER_ABOVE, endless))
    assert printed(THALER, *endless).count("aff'd") == 4
    two = printed(THALER, Later("affirmed", "in whole", THALER_ABOVE), DENIED)
    assert two.endswith("(D.C. Cir. 2025), *cert. denied*, No. 25-449 (U.S. Mar. 2, 2026)")
