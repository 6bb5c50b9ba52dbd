package dev.pruefstand.cli;

import dev.pruefstand.penetrator.ClosedLoop;
import dev.pruefstand.penetrator.LoadPlan;
import dev.pruefstand.penetrator.LoadResult;
import dev.pruefstand.penetrator.OpenLoop;
import dev.pruefstand.penetrator.Tally;
import dev.pruefstand.trial.Certificate;
import dev.pruefstand.trial.Check;
import dev.pruefstand.trial.Verdict;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/** What a load tells people: what is planned, and at the end a table, a certificate, a sentence. */
final class LoadReport {
  /** A stall that is worth a word. */
  private static final Duration STALL = Duration.ofMillis(10);

  /** From there on users wait for something else than the service. */
  private static final double MUCH = 2;

  /** So much longer than nearly all others is no tail of a distribution, but an event. */
  private static final double MANY = 10;

  /** The names of clocks, and from where to where they run. */
  private static final Map<String, List<String>> CLOCKS =
      Map.of(
          "response", List.of("Response", "planned → answered: what a user waits"),
          "service", List.of("Service", "written → answered"),
          "firstByte", List.of("First byte", "written → first byte"),
          "connect", List.of("Connect", "begun → connected"),
          "lag", List.of("Lag", "planned → written"),
          "lateness", List.of("Lateness", "the client's own part of the lag"));

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

  void end(LoadResult result, Certificate certificate, String comparedWith) {
    Tally total = result.total();
    double seconds = Measured.seconds(result.measured());
    out.printf(
        "%nAnswered   %,d of %,d requests in %.1f s%s: %,.0f requests/s%n%n",
        total.responses(),
        total.requests(),
        seconds,
        result.ending().isEarly() ? " (" + result.ending().label() + ")" : "",
        result.answersPerSecond());
    out.printf(
        "%-10s %12s %10s %10s %10s %10s %10s%n", "", "count", "p50", "p90", "p99", "p99.9", "max");
    Measured.clocks(result).forEach(this::clock);
    out.println();
    out.println("Statuses   " + counts(new TreeMap<>(total.statuses())));
    out.printf(
        "Bytes      %s, %s/s%n",
        Units.bytes((double) total.bytes()), Units.bytes(total.bytes() / seconds));
    out.printf(
        "Failed     %,d%s%n",
        total.failed(), total.failed() == 0 ? "" : ": " + total.failuresByLabel());
    if (result.inFlight() > 0) {
      out.printf("In flight  %,d, whose answers were not awaited%n", result.inFlight());
    }
    out.println("Checked    status, length and CRC-32C of every answer, against " + comparedWith);
    out.println();
    remarks(result);
    out.println("Certificate");
    int longest = certificate.checks().stream().mapToInt(c -> c.name().length()).max().orElse(0);
    certificate.checks().forEach(check -> check(check, longest));
    out.printf("%n%s%n", conclusion(certificate));
    out.flush();
  }

  private void clock(String name, Histogram nanos) {
    List<String> words = CLOCKS.getOrDefault(name, List.of(name, ""));
    out.printf(
        "%-10s %,12d %10s %10s %10s %10s %10s   %s%n",
        words.getFirst(),
        nanos.getTotalCount(),
        time(nanos, 50),
        time(nanos, 90),
        time(nanos, 99),
        time(nanos, 99.9),
        time(nanos, 100),
        words.getLast());
  }

  private static String time(Histogram nanos, double percentile) {
    return nanos.getTotalCount() == 0 ? "–" : Units.time(nanos.getValueAtPercentile(percentile));
  }

  private static String counts(Map<?, Long> counts) {
    return counts.isEmpty()
        ? "none"
        : counts.entrySet().stream()
            .map(each -> "%s: %,d".formatted(each.getKey(), each.getValue()))
            .collect(Collectors.joining(", "));
  }

  private void remarks(LoadResult result) {
    Tally total = result.total();
    if (plan.model() instanceof OpenLoop) {
      long response = total.responseNanos().getValueAtPercentile(99);
      long service = total.serviceNanos().getValueAtPercentile(99);
      if (response > MUCH * service) {
        out.printf(
            "The p99 of the response time is %s and that of the service time %s: requests were"
                + " planned while server or client%nstood still or were behind, and waited to be"
                + " written. Whoever measures service time alone does not see that.%n%n",
            Units.time(response), Units.time(service));
      }
    } else if (plan.model() instanceof ClosedLoop) {
      closedLoop(total.serviceNanos());
    }
    if (result.longestStall().compareTo(STALL) > 0) {
      out.printf(
          "The client was once woken %s too late; it %s.%n%n",
          Units.time(result.longestStall().toNanos()),
          plan.model() instanceof OpenLoop
              ? "caught up, and every request kept its planned time"
              : "went on from there");
    }
  }

  private void closedLoop(Histogram service) {
    out.printf(
        "Service time runs from written to answered: a closed loop does not show what users wait,"
            + " because it plans nothing%nwhile the server stands still.");
    long usual = service.getValueAtPercentile(99);
    if (service.getMaxValue() > STALL.toNanos() && service.getMaxValue() > MANY * usual) {
      out.printf(
          " It did so, or was slow, for %s, and that shows in the max alone: meanwhile each"
              + " connection%nwaited for one answer, and what users would have asked for was not"
              + " sent. With --rate it is.",
          Units.time(service.getMaxValue()));
    }
    out.printf("%n%n");
  }

  private void check(Check check, int width) {
    String mark =
        switch (check.verdict()) {
          case PASSED -> "✓";
          case FAILED -> "✗";
          case NOT_JUDGED -> "–";
        };
    String name = check.name() + " ".repeat(width - check.name().length());
    String reason =
        switch (check.verdict()) {
          case PASSED -> check.found();
          case FAILED -> check.found();
          case NOT_JUDGED ->
              check.figure()
                  + (check.figure().isEmpty() ? "" : "; ")
                  + "not judged: "
                  + check.reason();
        };
    out.printf("  %s %s   %s%n", mark, name, reason);
  }

  private static String conclusion(Certificate certificate) {
    if (certificate.isValid()) {
      long passed =
          certificate.checks().stream().filter(c -> c.verdict() == Verdict.PASSED).count();
      return "Valid: the %d checks that could be judged all passed.".formatted(passed);
    }
    return "Not valid. What does not hold: "
        + certificate.failed().stream()
            .map(check -> check.name() + " – " + check.found())
            .collect(Collectors.joining("; "))
        + ".";
  }
}
