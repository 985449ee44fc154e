"""The parameters of a call, as they come over the wire."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import parse_qsl


def read_given(kind: str, body: bytes) -> dict[str, Any]:
    """The parameters of a call, from JSON, a form or multipart; nested ones are JSON strings in forms."""
    if kind.startswith("application/json"):
        return dict(json.loads(body or b"{}"))
    if kind.startswith("multipart/form-data"):
        return _multipart(kind, body)
    return {name: _nested(name, value) for name, value in parse_qsl(body.decode(), keep_blank_values=True)}


def _nested(name: str, value: str) -> Any:
    """What people said may look like JSON too."""
    is_json = name not in ("text", "caption") and value[:1] in ("[", "{")
    return json.loads(value) if is_json else value


def _multipart(kind: str, body: bytes) -> dict[str, Any]:
    """By hand (RFC 7578): a standard mail parser would open a part that is itself a mail."""
    boundary = b"--" + kind.partition("boundary=")[2].strip('"').encode()
    found: dict[str, Any] = {}
    for part in body.split(boundary)[1:-1]:
        head, _, content = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        content = content.removesuffix(b"\r\n")
        said = dict(re.findall(r'(\w+)="([^"]*)"', head.decode()))
        filename = said.get("filename")
        found[said["name"]] = (filename, content) if filename else _nested(said["name"], content.decode())
    # The document itself is sent under its own name and referred to as attach://name.
    if isinstance(found.get("document"), str):
        found["document"] = found[found["document"].removeprefix("attach://")]
    return found
