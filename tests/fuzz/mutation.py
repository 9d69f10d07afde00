"""Files that were sound once: scenarios, tables and workbooks with bytes and parts changed."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Sequence
from copy import deepcopy
from random import Random
from typing import Any

from tests.fuzz.grammar import NASTY, RAW_VALUES

TOKENS = (
    *(
        b"&a ",
        b"*a",
        b"[",
        b"]",
        b"{",
        b"}",
        b": ",
        b"- ",
        b"\n",
        b"\t",
        b"#",
        b"'",
        b'"',
        b"\\x00",
    ),
    *(
        b"\x00",
        b"\xff",
        b"\xe2\x80\xae",
        b"\x1b[2J",
        b"!!int ",
        b"%YAML 1.1\n---\n",
        b"---\n",
        b"...",
    ),
    *(b"<<: ", b"? ", b"| ", b"> ", b"@", b"`", b"\xef\xbb\xbf", b"\r", b"\xc2\x85"),
    *(text.encode() for text in RAW_VALUES),
)
NUMBER = re.compile(rb"[0-9]+(\.[0-9]+)?")
XML_TOKENS = (
    *(b"<c/>", b"<row>", b"</row>", b"<v>1e999</v>", b"<v>nan</v>", b'r="ZZZ9999999"', b't="s"'),
    *(
        b"&#0;",
        b"&#x1F600;",
        b"<![CDATA[",
        b"<!DOCTYPE x>",
        b"&lol;",
        b'r="A0"',
        b"<f>1</f>",
        b"\x00",
    ),
    *(b't="d"', b's="99999999999"', b"<is><t>", b"<v>99999999</v>", b'r="-1"', b't="e"'),
)


def changed_bytes(raw: bytes, choose: Random, tokens: Sequence[bytes] = TOKENS) -> bytes:
    """The bytes with a few of them changed, left out, doubled, moved, or put in."""
    for _ in range(choose.choice((1, 1, 1, 2, 3, 8))):
        if not raw:
            break
        start = choose.randrange(len(raw))
        end = min(len(raw), start + choose.choice((1, 1, 2, 5, 40)))
        match choose.randrange(7):
            case 0:
                raw = (
                    raw[:start] + bytes([raw[start] ^ 1 << choose.randrange(8)]) + raw[start + 1 :]
                )
            case 1:
                raw = raw[:start] + raw[end:]
            case 2:
                raw = raw[:end] + raw[start:]
            case 3:
                raw = raw[:start] + choose.choice(tokens) + raw[start:]
            case 4:
                raw = raw[:start] + choose.choice(tokens) + raw[end:]
            case 5:
                raw = _other_number(raw, choose)
            case 6:
                raw = _moved_line(raw, choose)
    return raw


def _other_number(raw: bytes, choose: Random) -> bytes:
    found = list(NUMBER.finditer(raw))
    if not found:
        return raw
    match = choose.choice(found)
    number = choose.choice(
        (b"0", b"-1", b"1e9", b"1e308", b"1e-300", b".nan", b"1e400", b"99999999")
    )
    return raw[: match.start()] + number + raw[match.end() :]


def _moved_line(raw: bytes, choose: Random) -> bytes:
    lines = raw.split(b"\n")
    line = lines.pop(choose.randrange(len(lines)))
    if choose.random() < 0.5:
        line = choose.choice((b"  ", b"")) + line.lstrip()
    lines.insert(choose.randint(0, len(lines)), line)
    return b"\n".join(lines)


def changed_data(data: Any, choose: Random) -> Any:
    """The data, changed in place: an entry left out, put elsewhere, or something nasty in it."""
    for _ in range(choose.choice((1, 1, 2, 4))):
        holder: Any = data
        while True:
            keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
            if not keys:
                break
            key = choose.choice(keys)
            below = holder[key]
            if isinstance(below, dict | list) and below and choose.random() < 0.8:
                holder = below
                continue
            match choose.randrange(4):
                case 0:
                    del holder[key]
                case 1 | 2:
                    holder[key] = deepcopy(choose.choice(NASTY))
                case 3:
                    holder[key] = deepcopy(choose.choice(list(data.values())))
            break
    return data


def changed_csv(rows: list[list[str]], choose: Random) -> bytes:
    """A CSV table with cells, rows and bytes changed."""
    rows = [list(row) for row in rows]
    for _ in range(choose.choice((1, 2, 5))):
        row = choose.choice(rows)
        match choose.randrange(5):
            case 0 | 1:
                row[choose.randrange(len(row))] = str(choose.choice(NASTY))
            case 2:
                row.append(str(choose.choice(NASTY)))
            case 3:
                rows.insert(choose.randrange(len(rows)), list(row))
            case 4:
                row[choose.randrange(len(row))] += choose.choice(
                    (".value", ".0.a", ".", "..", ".²")
                )
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    raw = text.getvalue().encode("utf-8", "replace")
    return changed_bytes(raw, choose) if choose.random() < 0.3 else raw


def changed_xlsx(raw: bytes, choose: Random) -> bytes:
    """A workbook with the bytes of a part changed, or of the archive itself."""
    if choose.random() < 0.25:
        return changed_bytes(raw, choose, (b"PK\x01\x02", b"PK\x05\x06", b"\x00\x00", b"\xff\xff"))
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = choose.choice(sorted(parts))
    parts[name] = changed_bytes(parts[name], choose, XML_TOKENS)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return made.getvalue()
