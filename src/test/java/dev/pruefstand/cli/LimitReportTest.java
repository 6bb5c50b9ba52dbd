package dev.pruefstand.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.penetrator.limit.Beyond;
import dev.pruefstand.penetrator.limit.Limit;
import dev.pruefstand.penetrator.limit.Objective;
import dev.pruefstand.penetrator.limit.Repetition;
import dev.pruefstand.penetrator.limit.Step;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class LimitReportTest {
  private static Repetition repetition(double rate, boolean kept, boolean generatorLimited) {
    return new Repetition(
        rate,
        rate,
        rate / 4,
        1_000_000,
        2_500_000,
        3_000_000,
        kept ? List.of() : List.of("p99 12 ms"),
        generatorLimited);
  }

  private static Step step(double rate, int kept, int of, boolean generatorLimited) {
    var all = new ArrayList<Repetition>();
    for (int i = 0; i < of; i++) {
      all.add(repetition(rate, i < kept, generatorLimited));
    }
    return new Step(rate, all, List.of());
  }

  private static List<String> said(Consumer<LimitReport> what) {
    var text = new StringWriter();
    what.accept(new LimitReport(Objective.parse("p99<10ms"), new PrintWriter(text)));
    return text.toString().lines().toList();
  }

  private static Beyond beyond(Optional<Duration> recovery) {
    return new Beyond(repetition(48_000, false, false), repetition(60_000, false, false), recovery);
  }

  @Test
  void theTableIsInOrderOfRatesAndTheSentenceSaysItAll() {
    var limit =
        new Limit(
            List.of(
                step(40_000, 3, 3, false), step(41_000, 0, 3, false), step(40_500, 3, 3, false)));
    List<String> lines =
        said(report -> report.end(limit, beyond(Optional.of(Duration.ofMillis(1_240)))));
    assertEquals(
        List.of(
            "",
            "  requests/s     kept     p50 ms     p99 ms   p99.9 ms   answered/s",
            "      40,000   3 of 3       1.00       2.50       3.00       40,000",
            "      40,500   3 of 3       1.00       2.50       3.00       40,500",
            "      41,000   0 of 3       1.00       2.50       3.00       41,000",
            "",
            "keeps p99 < 10 ms up to 40,500 requests/s [40,500, 41,000]; at 120 % it answers"
                + " 12,000/s in time, at 150 % 15,000/s; it recovers within 1.2 s"),
        lines);
  }

  @Test
  void disagreementAndTheGeneratorsLimitAreSaid() {
    var limit = new Limit(List.of(step(40_000, 2, 3, false), step(40_500, 1, 3, true)));
    List<String> lines = said(report -> report.end(limit, beyond(Optional.empty())));
    String all = String.join("\n", lines);
    assertTrue(all.contains("up to 40,000 requests/s [?, ?]"), all);
    assertTrue(all.contains("it does not recover within 30 s"), all);
    assertTrue(
        all.contains(
            "Repetitions disagreed at 2 of 2 rates: the machine or the server is not always the"
                + " same, and the interval is wide for it."),
        all);
    assertTrue(lines.getLast().startsWith("The load generator was the limit"), all);
  }

  @Test
  void aServerThatIsThereAgainInTheFirstSecondRecoversAtOnce() {
    var limit = new Limit(List.of(step(40_000, 3, 3, false), step(40_500, 0, 3, false)));
    String last = said(report -> report.end(limit, beyond(Optional.of(Duration.ZERO)))).getLast();
    assertTrue(last.endsWith("; it recovers at once"), last);
  }

  @Test
  void whereThereIsNoLimitItSaysWhichWay() {
    assertEquals(
        "keeps p99 < 10 ms at no rate: even 1/s break it",
        said(report -> report.end(new Limit(List.of(step(1, 0, 3, false))))).getLast());
    assertEquals(
        "keeps p99 < 10 ms up to 2,000 requests/s, the highest rate tried",
        said(report -> report.end(new Limit(List.of(step(2_000, 3, 3, false))))).getLast());
    assertEquals(
        "keeps p99 < 10 ms at 1,000 requests/s and not at 2,000: no closer after 2 rates",
        said(report ->
                report.end(new Limit(List.of(step(1_000, 3, 3, false), step(2_000, 0, 3, false)))))
            .getLast());
  }
}
