package dev.pruefstand.chart;

import dev.pruefstand.analysis.Summary;
import java.util.List;

/** Requests that failed: a figure they belong to is never drawn as if nothing had happened. */
final class Failures {
  private Failures() {}

  /** What is written behind a figure. */
  static String mark(Summary summary) {
    return mark(List.of(summary));
  }

  /** What is written behind the name of a line. */
  static String mark(List<Summary> summaries) {
    return summaries.stream().anyMatch(s -> s.failures() > 0) ? " *" : "";
  }

  /** A note on the whiskers, and on the mark where it was used. */
  static String note(Measured measured) {
    return note("Whiskers", measured);
  }

  /** A note on what shows the intervals, and on the mark where it was used. */
  static String note(String intervals, Measured measured) {
    String how = intervals + ": 95 % interval of the mean over forks (Student)";
    return mark(measured.all()).isEmpty() ? how : "* some requests failed. " + how;
  }
}
