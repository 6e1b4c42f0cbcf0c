"""Looks for words in every byte of an output, however a format packs or writes them."""

from __future__ import annotations

import html
import io
import re
import subprocess
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from pypdf import PdfReader

_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_BETWEEN = re.compile(r"[\u200b\u00ad]|<[^>]*>|\s")


def leaks(files: Mapping[str, bytes], pattern: str) -> list[str]:
    """Where words of a pattern stand: path and word, a packed part as path!part."""
    wanted = re.compile(pattern)
    found = {f"{path}: {word}" for path in files for word in wanted.findall(_plain(path))}
    for path, data in files.items():
        for part, raw in _parts(path, data):
            found |= {f"{part}: {word}" for word in wanted.findall(_plain(raw.decode("utf-8", "ignore")))}
    return sorted(found)


def _parts(path: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    yield path, data
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield f"{path}!comment", archive.comment
            for name in archive.namelist():
                yield f"{path}!{name}", name.encode()
                yield from _parts(f"{path}!{name}", archive.read(name))
    elif data[:5] == b"%PDF-":
        for stream in _STREAM.findall(data):
            try:
                yield f"{path}!stream", zlib.decompress(stream)
            except zlib.error:
                yield f"{path}!stream", stream
        reader = PdfReader(io.BytesIO(data))
        yield f"{path}!metadata", repr(reader.metadata).encode()
        yield f"{path}!outline", repr(reader.outline).encode()
        asked = subprocess.run(["pdftotext", "-", "-"], input=data, check=True, capture_output=True)
        yield f"{path}!text", asked.stdout


def _plain(text: str) -> str:
    """The text with its escapes undone and everything that may break a word taken out, beside the text as it is."""
    undone = re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), html.unescape(unquote(text)))
    return f"{text}\n{_BETWEEN.sub('', undone)}"


def dangling(files: Mapping[str, bytes]) -> list[str]:
    """Links of pages that lead nowhere, in the output or on the page."""
    ids = {
        path: set(re.findall(r'\bid="([^"]+)"', data.decode()))
        for path, data in files.items()
        if path.endswith(".html")
    }
    broken = []
    for path in ids:
        for link in re.findall(r'\b(?:href|src)="([^"]*)"', files[path].decode()):
            target, _, fragment = html.unescape(link).partition("#")
            if re.match(r"[a-z]+:", target):
                continue
            where = normpath(join(dirname(path), unquote(target))) if target else path
            missing = (
                fragment and where in ids and not fragment.startswith("__") and unquote(fragment) not in ids[where]
            )
            if where not in files or missing:
                broken.append(f"{path}: {link}")
    return broken
