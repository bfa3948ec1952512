"""`make audit`: ask PyPI whether a vulnerability is known in any of the pinned packages.

pip-audit says "No known vulnerabilities found", and means it as a success, where it could ask about none of them.
Here whatever could not be asked about is named, and is a failure like a vulnerability.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

PINS = Path(__file__).with_name("constraints.txt")
ASK = ("--no-deps", "--disable-pip", "--progress-spinner", "off", "--format", "json")


def complaints(report: dict[str, Any]) -> list[str]:
    """What is wrong with the packages of a report of pip-audit, a line each."""
    said = []
    for package in report["dependencies"]:
        if reason := package.get("skip_reason"):
            said.append(f"{package['name']}: could not be audited ({reason})")
        for found in package.get("vulns", ()):
            mended = ", ".join(found["fix_versions"]) or "no version yet"
            said.append(f"{package['name']} {package['version']}: {found['id']}, mended in {mended}")
    return said


def main(pins: Path) -> int:
    """Print what is wrong; return 0 only if PyPI answered for every package and knows of nothing."""
    command = [sys.executable, "-m", "pip_audit", "--requirement", str(pins), *ASK]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        report = json.loads(done.stdout)
    except json.JSONDecodeError:
        reason = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        print(f"argmap: Nothing was audited, since PyPI could not be asked: {reason}", file=sys.stderr)
        return 1
    packages, wrong = report["dependencies"], complaints(report)
    for line in wrong:
        print(line)
    asked = sum("skip_reason" not in package for package in packages)
    print(f"PyPI answered for {asked} of {len(packages)} pinned packages.")
    return 1 if wrong or not packages else 0


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]) if sys.argv[1:] else PINS))
