"""Office files of others, unpacked with care: nothing that a file says of its sizes is believed, and nothing it asks for is loaded.

What zipfile would do by itself: unpack gigabytes that were declared as bytes, and hold a directory of any length.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from xml.parsers import expat

LARGEST = 64 << 20
"""Bytes of a file, and of what is unpacked of it in all."""
_MOST_PARTS = 2000
_ENTRY = b"PK\x01\x02"
_OLE = b"\xd0\xcf\x11\xe0"  # what Office makes of a file with a password; its files before 2007 too
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
# Of zipfile: damage (BadZipFile, EOFError, struct.error), ways of packing that it has not (NotImplementedError), places outside the
# file and names that are no text (ValueError, OSError); of what it unpacks with: zlib.error.
_DAMAGED = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError, NotImplementedError, OSError)


class UnreadableError(ValueError):
    """A file that is not read: `name` is that of its words (`unreadable` in templates/labels/cli.yaml), `params` what they tell."""

    def __init__(self, name: str, **params: object) -> None:
        super().__init__(name)
        self.name, self.params = name, params


class Package:
    """The parts of a Word or Excel file. Raises UnreadableError for what is none, is damaged or holds too much."""

    def __init__(self, data: bytes) -> None:
        if data.startswith(_OLE):
            raise UnreadableError("password")
        # Counted before zipfile makes an object of each; by chance these four bytes stand nowhere.
        if data.count(_ENTRY) > _MOST_PARTS:
            raise UnreadableError("too-many-parts", most=_MOST_PARTS)
        try:
            self._package = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGED as error:
            raise UnreadableError("damaged") from error
        self._left = LARGEST
        self.names = frozenset(self._package.namelist())

    def read(self, name: str, most: int = LARGEST) -> bytes:
        """A part. Raises UnreadableError where it is missing, damaged, under a password or longer than it may be."""
        if name not in self.names:
            raise UnreadableError("missing-part", part=name)
        info = self._package.getinfo(name)
        if info.flag_bits & _ENCRYPTED:
            raise UnreadableError("password")
        if info.compress_type not in _METHODS:
            raise UnreadableError("damaged-part", part=name)
        most = min(most, self._left)
        try:
            with self._package.open(info) as part:
                raw = part.read(most + 1)
        except _DAMAGED as error:
            raise UnreadableError("damaged-part", part=name) from error
        if len(raw) > most:
            raise UnreadableError("too-large-part", part=name)
        self._left -= len(raw)
        return raw


def parse_part(
    raw: bytes,
    name: str,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    characters: Callable[[str], None] | None = None,
) -> None:
    """Tell the elements of a part, their names behind their namespaces and a space.

    Raises UnreadableError for XML that is not well formed or declares a document type: Office writes none.
    """

    def doctype(*_declaration: object) -> None:
        raise UnreadableError("document-type", part=name)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    try:
        parser.Parse(raw, True)
    except UnreadableError:
        raise
    except (expat.ExpatError, LookupError, ValueError) as error:  # the last two for encodings that are none
        raise UnreadableError("damaged-part", part=name) from error
