"""A longer run with atheris, guided by coverage: `python -m tests.fuzz.longer [libFuzzer options]`.

Needs the package atheris, which the tests do not. Two bytes choose the kind of input and two the
scenario; the rest replaces its bytes, or seeds the choices. A crash is written to a file by
libFuzzer; `python -m tests.fuzz.longer FILE` tries it again.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from random import Random

from tests.fuzz.batch import KINDS, seed_files
from tests.fuzz.judge import verdict


def try_input(raw: bytes) -> None:
    """One input; raises AssertionError where a command ends as none should."""
    if len(raw) < 4:
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        kinds = ["raw", "cut", *KINDS]
        kind = kinds[raw[0] % len(kinds)]
        if kind in ("raw", "cut"):
            base = seed_files()[raw[1] % len(seed_files())] if kind == "cut" else b""
            at = int.from_bytes(raw[2:4]) % (len(base) + 1)
            path = folder / "case.yaml"
            path.write_bytes(base[:at] + raw[4:] + base[at + len(raw) - 4 :])
            arguments = [str(path)]
        else:
            arguments = KINDS[kind](Random(raw[1:]), folder)
        _, wrong = verdict(["check", *arguments])
        assert wrong is None, wrong


def main() -> None:
    """Run until something is found, or as long as the options say."""
    try:
        import atheris  # type: ignore[import-not-found, import-untyped, unused-ignore]  # noqa: PLC0415
    except ImportError:
        sys.exit("atheris is not installed: pip install atheris")
    atheris.instrument_all()
    atheris.Setup(sys.argv, try_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
