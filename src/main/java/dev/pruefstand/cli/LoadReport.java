package dev.pruefstand.cli;

import dev.pruefstand.penetrator.ClosedLoop;
import dev.pruefstand.penetrator.Penetrator;
import dev.pruefstand.penetrator.Tally;
import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** What a penetrator tells people: a line a second while it runs, a table at the end. */
final class LoadReport {
  private static final long LINE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double NANOS_PER_MICRO = 1e3;
  private static final double BYTES_PER_MB = 1e6;

  private final Penetrator penetrator;
  private final PrintWriter out;
  private final long startNanos = System.nanoTime();
  private Histogram before = new Histogram(3);
  private long lineNanos = startNanos;
  private long responsesBefore;

  LoadReport(Penetrator penetrator, PrintWriter out) {
    this.penetrator = penetrator;
    this.out = out;
  }

  void begin(String url, ClosedLoop load) {
    out.printf(
        "%s: closed loop over %,d connection%s, %s%n",
        url,
        load.connections(),
        load.connections() == 1 ? "" : "s",
        load.keepAlive() ? "kept alive" : "one request on each");
    out.flush();
  }

  /** Prints a line if a second has passed since the last. */
  void progress() {
    long now = System.nanoTime();
    if (now - lineNanos < LINE_NANOS) {
      return;
    }
    Tally tally = penetrator.tally();
    Histogram all = tally.serviceNanos().copy();
    Histogram since = all.copy();
    since.subtract(before);
    out.printf(
        "%5.0f s %,12.0f requests/s   p50 %,.0f µs   p99 %,.0f µs   %,d failed%n",
        (now - startNanos) / NANOS_PER_SECOND,
        (tally.responses() - responsesBefore) * NANOS_PER_SECOND / (now - lineNanos),
        since.getValueAtPercentile(50) / NANOS_PER_MICRO,
        since.getValueAtPercentile(99) / NANOS_PER_MICRO,
        tally.failed());
    out.flush();
    before = all;
    responsesBefore = tally.responses();
    lineNanos = now;
  }

  void end(String comparedWith) {
    double seconds = (System.nanoTime() - startNanos) / NANOS_PER_SECOND;
    Tally tally = penetrator.tally();
    Histogram nanos = tally.serviceNanos();
    out.printf(
        "%nAnswered   %,d of %,d requests in %.1f s: %,.0f requests/s, %,.1f MB/s%n",
        tally.responses(),
        penetrator.written(),
        seconds,
        tally.responses() / seconds,
        tally.bytes() / BYTES_PER_MB / seconds);
    out.printf(
        "Service    p50 %,.0f µs   p90 %,.0f µs   p99 %,.0f µs   p99.9 %,.0f µs   max %,.0f µs%n",
        micros(nanos, 50),
        micros(nanos, 90),
        micros(nanos, 99),
        micros(nanos, 99.9),
        micros(nanos, 100));
    out.printf(
        "Failed     %,d%s%n",
        tally.failed(), tally.failed() == 0 ? "" : ": " + tally.failuresByLabel());
    out.println("Checked    status, length and CRC-32C of every answer, against " + comparedWith);
    out.println(
        "Service time runs from written to answered: a closed loop does not show what users wait.");
    out.flush();
  }

  private static double micros(Histogram nanos, double percentile) {
    return nanos.getValueAtPercentile(percentile) / NANOS_PER_MICRO;
  }
}
