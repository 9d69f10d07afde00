"""What a page may do: run and look as the files that are in it say, and nothing else."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable


def content_policy(styles: Iterable[str], scripts: Iterable[str]) -> str:
    """A Content-Security-Policy that lets in exactly these texts, and nothing from outside."""
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src {_hashes(styles)}",
            f"script-src {_hashes(scripts)}",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _hashes(texts: Iterable[str]) -> str:
    return " ".join(f"'sha256-{_hash(text)}'" for text in texts)


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
