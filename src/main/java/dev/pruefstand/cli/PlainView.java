package dev.pruefstand.cli;

import dev.pruefstand.penetrator.Second;
import java.io.PrintWriter;

/** A line a second, for files and pipes. */
final class PlainView implements LoadView {
  private final PrintWriter out;

  PlainView(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void show(Second second) {
    if (second.warmup()) {
      out.printf("%5d s %,12d requests/s   warming up%n", second.number() + 1, second.answered());
    } else {
      out.printf(
          "%5d s %,12d requests/s   p50 %9s   p99 %9s   %,6d in flight   %,d failed%n",
          second.number() + 1,
          second.answered(),
          Units.time(second.p50Nanos()),
          Units.time(second.p99Nanos()),
          second.inFlight(),
          second.failed());
    }
    out.flush();
  }

  @Override
  public void end() {
    // All lines are there.
  }
}
