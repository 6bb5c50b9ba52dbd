package dev.pruefstand.cli;

import dev.pruefstand.penetrator.LoadPlan;
import dev.pruefstand.penetrator.LoadResult;
import dev.pruefstand.penetrator.OpenLoop;
import dev.pruefstand.penetrator.Second;
import dev.pruefstand.penetrator.Tally;
import java.io.PrintWriter;
import org.HdrHistogram.Histogram;

/** What a load tells people: a line a second while it runs, a table at the end. */
final class LoadReport {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double NANOS_PER_MICRO = 1e3;
  private static final double BYTES_PER_MB = 1e6;

  private final LoadPlan plan;
  private final PrintWriter out;

  LoadReport(LoadPlan plan, PrintWriter out) {
    this.plan = plan;
    this.out = out;
  }

  void begin() {
    String url = "http://" + plan.target().host() + plan.target().path();
    int others = plan.asks().size() - 1;
    out.printf(
        "%s%s: %s, %s%n",
        url,
        others == 0 ? "" : " and " + others + " more",
        plan.model().describe(),
        plan.keepAlive() ? "kept alive" : "one request on each");
    out.flush();
  }

  /** Prints a line. */
  void progress(Second second) {
    if (second.warmup()) {
      out.printf("%5d s  warming up%n", second.number() + 1);
    } else {
      out.printf(
          "%5d s %,12d requests/s   %,6d in flight   p50 %,.0f µs   p99 %,.0f µs   %,d failed%n",
          second.number() + 1,
          second.responses(),
          second.inFlight(),
          second.p50Nanos() / NANOS_PER_MICRO,
          second.p99Nanos() / NANOS_PER_MICRO,
          second.failed());
    }
    out.flush();
  }

  void end(LoadResult result, String comparedWith) {
    Tally total = result.total();
    double seconds = result.measured().toNanos() / NANOS_PER_SECOND;
    out.printf(
        "%nAnswered   %,d of %,d requests in %.1f s: %,.0f requests/s, %,.1f MB/s%n",
        total.responses(),
        total.requests(),
        seconds,
        result.answersPerSecond(),
        total.bytes() / BYTES_PER_MB / seconds);
    out.printf("%-12s %10s %10s %10s %10s %10s%n", "µs", "p50", "p90", "p99", "p99.9", "max");
    if (plan.model() instanceof OpenLoop) {
      clock("Response", total.responseNanos());
    }
    clock("Service", total.serviceNanos());
    clock("First byte", total.firstByteNanos());
    clock("Connect", total.connectNanos());
    if (plan.model() instanceof OpenLoop) {
      clock("Lag", total.lagNanos());
      clock("Lateness", total.latenessNanos());
    }
    out.printf(
        "Failed     %,d%s%n",
        total.failed(), total.failed() == 0 ? "" : ": " + total.failuresByLabel());
    out.println("Checked    status, length and CRC-32C of every answer, against " + comparedWith);
    if (!(plan.model() instanceof OpenLoop)) {
      out.println(
          "Service time runs from written to answered: a closed loop does not show what users"
              + " wait.");
    }
    out.flush();
  }

  private void clock(String name, Histogram nanos) {
    out.printf(
        "%-12s %,10.0f %,10.0f %,10.0f %,10.0f %,10.0f%n",
        name,
        micros(nanos, 50),
        micros(nanos, 90),
        micros(nanos, 99),
        micros(nanos, 99.9),
        micros(nanos, 100));
  }

  private static double micros(Histogram nanos, double percentile) {
    return nanos.getValueAtPercentile(percentile) / NANOS_PER_MICRO;
  }
}
