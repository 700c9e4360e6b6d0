"""What a file is by its first bytes (文件类型), whatever its name says: systems export web pages and text as .xls."""

from __future__ import annotations

import codecs
import mmap
from enum import StrEnum
from pathlib import Path
from typing import Final

_PACKED: Final = b"PK\x03\x04"
_COMPOUND: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WITH_PASSWORD: Final = "EncryptedPackage".encode("utf-16-le")
_PAGES: Final = (b"<html", b"<!doctype", b"<table", b"<head", b"<meta", b"<style")
_HEAD: Final = 1 << 12


class Signature(StrEnum):
    """What a file is, in words for a message."""

    XLSX = "a workbook of the new kind (.xlsx)"
    XLS = "a workbook of the old kind (.xls)"
    ENCRYPTED = "an encrypted one"
    PAGE = "a web page (HTML)"
    XML = "XML, such as a table of Excel 2003"
    TEXT = "text, such as CSV"
    EMPTY = "an empty file"
    OTHER = "a damaged file, or one of another kind"


def signature_of(file: Path) -> Signature:
    """Return what a file is; raises `OSError` where it cannot be opened."""
    with file.open("rb") as stream:
        head = stream.read(_HEAD)
        if head.startswith(_COMPOUND):
            with mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as whole:
                return Signature.XLS if whole.find(_WITH_PASSWORD) < 0 else Signature.ENCRYPTED
    if not head:
        return Signature.EMPTY
    return Signature.XLSX if head.startswith(_PACKED) else _of_text(head)


def _of_text(head: bytes) -> Signature:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Signature.TEXT
    text = head.removeprefix(codecs.BOM_UTF8).lstrip().lower()
    if text.startswith(_PAGES):
        return Signature.PAGE
    if text.startswith(b"<"):
        return Signature.XML if b"<html" not in text else Signature.PAGE
    return Signature.OTHER if b"\x00" in head else Signature.TEXT
