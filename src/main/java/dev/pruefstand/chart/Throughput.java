package dev.pruefstand.chart;

import java.util.List;

/** The value axis that all lines of throughput share. */
final class Throughput {
  private Throughput() {}

  static ValueAxis axis(List<Line> lines) {
    double highest =
        lines.stream()
            .flatMap(l -> l.points().stream())
            .mapToDouble(p -> p.y().high())
            .max()
            .orElse(0);
    return ValueAxis.fromZero("requests per second", Math.max(1, highest), Numbers::plain);
  }
}
