"""The font of a picture (字体): Chinese needs one that has its characters, and none is assumed."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from attrs import frozen

from ..errors import InvalidInput, Mismatch, quoted
from ..extras import need
from ..wording import Language


@frozen
class Font:
    """A font by its name (字体名称), such as "Noto Sans CJK SC"; `folder` holds its file, if the system does not."""

    name: str
    folder: Path | None = None


def check_font(font: Font | None, lang: Language) -> None:
    """Raise `InvalidInput` where Chinese is to be drawn and no font is named, or its folder is not there."""
    if lang == "zh" and font is None:
        raise InvalidInput([Mismatch("font", "a font that has Chinese characters", "nothing")])
    if font is not None and font.folder is not None and not font.folder.is_dir():
        raise InvalidInput([Mismatch("font.folder", "a folder with the file of the font", quoted(str(font.folder)))])


def register(font: Font | None) -> None:
    """Make the font known to whatever draws."""
    if font is not None and font.folder is not None:
        _register(font.folder.resolve())


@cache
def _register(folder: Path) -> None:
    need("vl_convert")
    import vl_convert  # noqa: PLC0415 - an extra

    vl_convert.register_font_directory(str(folder))
