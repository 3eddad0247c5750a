"""Self-contained HTML pages out of template files: style, script and data stand inside, nothing is fetched.

What strangers wrote goes into the page in two ways only: as JSON inside a script element that is never run, with
every sign that HTML could read written as an escape; or through `html.escape`. The page's policy (CSP) lets the
browser run the script and style with these hashes, and load nothing.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html import escape
from importlib.resources import files
from typing import Any

_HOLE = re.compile(r"\{\{(\w+)\}\}")
_SIGNS = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


SHARED = "_shared"
"""Style and script that all pages have."""


def page(folder: str, title: str, data: Any = None, body: str = "") -> str:
    """The page of the template folder `folder`; `body` is HTML already, title and data are escaped here."""
    style = "".join(_parts(SHARED, ".css") + _parts(folder, ".css"))
    script = '"use strict";\n' + "".join(_parts(SHARED, ".js") + _parts(folder, ".js"))
    filled = {
        "policy": policy(style, script),
        "title": escape(title),
        "style": style,
        "script": script,
        "data": script_json(data),
        "body": body,
    }
    template = "".join(_parts(folder, ".html"))
    return _HOLE.sub(lambda hole: filled[hole[1]], template)  # one pass: what is filled in is not looked at again


def script_json(data: Any) -> str:
    """JSON that may stand in a script element, whatever its strings hold."""
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return re.sub("[<>&\u2028\u2029]", lambda sign: _SIGNS[sign[0]], text)


def policy(style: str, script: str) -> str:
    """A content security policy that lets exactly this style and this script in."""
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _parts(folder: str, ending: str) -> list[str]:
    found = [entry for entry in files(__package__ or "").joinpath(folder).iterdir() if entry.name.endswith(ending)]
    return [entry.read_text("utf-8") for entry in sorted(found, key=lambda entry: entry.name)]
