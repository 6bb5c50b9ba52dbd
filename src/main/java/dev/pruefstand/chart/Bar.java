package dev.pruefstand.chart;

import dev.pruefstand.analysis.Interval;
import java.awt.Color;

/**
 * One bar of a {@link BarPanel}.
 *
 * @param row where it stands, 0 at the top; fractions move it closer to a neighbour
 * @param figure what is written behind its end
 * @param remark behind the figure, lighter; may be empty
 */
record Bar(double row, Color colour, Interval value, String figure, String remark) {
  static final double GAP = 9;

  /** A place where a bar could stand: without the words, a hole would look like a zero. */
  static Bar missing(double row) {
    return new Bar(row, Palette.MUTED, new Interval(0, 0, 0), "", "not measured");
  }

  boolean isMissing() {
    return figure.isEmpty();
  }

  /** The room that is needed behind the bar's end. */
  double textWidth() {
    double remarkWidth = remark.isEmpty() ? 0 : GAP + Text.width(remark, Typeface.AXIS);
    return GAP + Text.width(figure, Typeface.LABEL) + remarkWidth;
  }
}
