package dev.pruefstand.chart;

import java.awt.Color;
import java.util.List;

/**
 * What a {@link Panel} shows of one contender or one server: marks, and a line that need not go
 * through them.
 */
record Trace(Color colour, List<Spot> line, List<Mark> marks) {

  /** A place in the panel's own units. */
  record Spot(double x, double y) {}

  /**
   * A measured value.
   *
   * @param text below it, under the axis; empty for none
   */
  record Mark(double x, double y, Shape shape, String text) {}

  /** What a mark looks like. */
  enum Shape {
    /** A value. */
    DOT,
    /** A value that means less than others. */
    HOLLOW,
    /** A value that must not be believed. */
    CROSS
  }

  Trace {
    line = List.copyOf(line);
    marks = List.copyOf(marks);
  }
}
