"""Charts (图表): how places come along against their targets, to be looked at and hung on the wall. Extra `plots`."""

from .drawing import indicator_chart, render
from .font import Font
from .series import Series, series_of
from .wall_sheet import wall_sheet

__all__ = ["Font", "Series", "indicator_chart", "render", "series_of", "wall_sheet"]
