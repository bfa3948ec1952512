"""A drawing as SVG: plain elements with presentation attributes, every node a link, in reading order.

Classes and data attributes let a page's style sheet take over; a drawing that stands alone needs nothing
else.
"""

from argmap.graph.drawing.pen import Labels
from argmap.graph.drawing.writing import svg

__all__ = ["Labels", "svg"]
