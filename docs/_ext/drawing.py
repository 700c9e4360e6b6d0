"""What pictures are drawn with: words, rectangles, lines, and a plane of amounts.

All pictures are 440 units wide, so that text stays legible on a narrow screen. Colours come from the style sheet.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from html import escape
from typing import Final

from attrs import frozen

__all__ = ["WIDTH", "Axes", "box", "path", "shifted", "svg", "text"]

WIDTH: Final = 440


def svg(title: str, height: float, parts: Sequence[str]) -> str:
    """A drawing with a title for those who do not see it."""
    opening = f'<svg viewBox="0 0 {WIDTH} {height:g}" role="img" aria-label="{escape(title)}">'
    return f"{opening}<title>{escape(title)}</title>{''.join(parts)}</svg>"


def text(x: float, y: float, words: str, *, style: str = "", anchor: str = "start") -> str:
    """Words at a place."""
    return f'<text x="{x:g}" y="{y:g}" class="{style}" text-anchor="{anchor}">{escape(words)}</text>'


def box(x: float, y: float, width: float, height: float, style: str) -> str:
    """A rectangle."""
    return f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="3" class="{style}"/>'


def path(points: Sequence[tuple[float, float]], style: str) -> str:
    """A line through some points."""
    return f'<path d="M{"L".join(f"{x:.1f},{y:.1f}" for x, y in points)}" class="{style}"/>'


@frozen(kw_only=True)
class Axes:
    """A plane of yuan against yuan, up to some amounts."""

    right: int
    top: int
    left: float = 58
    bottom: float = 222
    width: float = 356
    height: float = 200

    def at(self, x: Decimal | int, y: Decimal | int) -> tuple[float, float]:
        """Where a point of the plane is drawn."""
        return self.left + self.width * float(x) / self.right, self.bottom - self.height * float(y) / self.top

    def line(self, points: Iterable[tuple[Decimal | int, Decimal | int]], style: str) -> str:
        """A line through some points of the plane."""
        return path([self.at(x, y) for x, y in points], f"line {style}")

    def area(
        self, low: Sequence[tuple[Decimal | int, Decimal | int]], high: Sequence[tuple[Decimal | int, Decimal | int]]
    ) -> str:
        """What lies between two lines."""
        return path([self.at(x, y) for x, y in (*low, *reversed(high))], "area a")

    def drawn(self, across: str, up: str, *, step: tuple[int, int]) -> list[str]:
        """The axes with their ticks and names."""
        parts = [path([self.at(0, self.top), self.at(0, 0), self.at(self.right, 0)], "axis line")]
        parts.extend(
            text(self.at(x, 0)[0], self.bottom + 15, f"{x:,}", style="small", anchor="middle")
            for x in range(0, self.right + 1, step[0])
        )
        parts.extend(
            text(self.left - 6, self.at(0, y)[1] + 4, f"{y:,}", style="small", anchor="end")
            for y in range(0, self.top + 1, step[1])
        )
        middle = self.left + self.width / 2
        return [
            *parts,
            text(middle, self.bottom + 32, across, style="small", anchor="middle"),
            text(4, 14, up, style="small"),
        ]


def shifted(point: tuple[float, float], right: float, down: float) -> tuple[float, float]:
    """A point somewhat beside another."""
    return point[0] + right, point[1] + down
