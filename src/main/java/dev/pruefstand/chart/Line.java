package dev.pruefstand.chart;

import dev.pruefstand.analysis.Interval;
import java.awt.Color;
import java.util.List;

/**
 * One line of a {@link LinePlot}.
 *
 * @param label what is written at its end
 */
record Line(String label, Color colour, Kind kind, List<Point> points) {

  /** How a line is drawn. */
  enum Kind {
    /** Measured points with whiskers, and straight lines to lead the eye. */
    POINTS,
    /** So many points that only the curve is drawn. */
    CURVE,
    /** A level to compare with: dashed, with a band for its interval. */
    REFERENCE,
    /** One of so many levels that their bands would hide each other: dashed alone. */
    LEVEL
  }

  record Point(double x, Interval y) {}

  Line {
    points = List.copyOf(points);
  }
}
