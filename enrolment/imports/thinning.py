"""Lines and areas with fewer points, however many they have: GEOS simplifies by recursion, and one of some hundred
thousand points that wind enough would end the process."""

from collections.abc import Sequence

import numpy as np
import shapely

_LONG = 5_000  # points; of these a stack of 1 MB holds the recursion


def thinned(shapes: Sequence[shapely.Geometry] | np.ndarray, tolerance: float) -> np.ndarray:
    """The shapes, each within about `tolerance` of what it was, in their units; areas stay valid."""
    found = np.array(shapes, dtype=object)
    is_long = shapely.get_num_coordinates(found) > _LONG
    found[~is_long] = shapely.simplify(found[~is_long], tolerance, preserve_topology=True)
    found[is_long] = [_thinned(shape, tolerance) for shape in found[is_long]]
    return found


def _thinned(shape: shapely.Geometry, tolerance: float) -> shapely.Geometry:
    if shape.geom_type in ("Polygon", "MultiPolygon"):
        return shapely.coverage_simplify([shape], tolerance)[0]
    lines = [line for part in shapely.get_parts([shape]) for line in _pieces(part)]
    return shapely.line_merge(shapely.multilinestrings(shapely.simplify(lines, tolerance)))


def _pieces(line: shapely.LineString) -> list[shapely.LineString]:
    """A line cut into lines that are not too long."""
    points = shapely.get_coordinates(line)
    return [shapely.LineString(points[start : start + _LONG]) for start in range(0, len(points) - 1, _LONG - 1)]
