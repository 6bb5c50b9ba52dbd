package dev.pruefstand.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.analysis.LoadCertificate;
import dev.pruefstand.penetrator.limit.Beyond;
import dev.pruefstand.penetrator.limit.Evidence;
import dev.pruefstand.penetrator.limit.Limit;
import dev.pruefstand.penetrator.limit.Objective;
import dev.pruefstand.penetrator.limit.Repetition;
import dev.pruefstand.penetrator.limit.Step;
import dev.pruefstand.trial.Certificate;
import dev.pruefstand.trial.Check;
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
  private static final Evidence SOUND =
      new SearchWitness.Certified(
          new Certificate(
              List.of(
                  Check.of(LoadCertificate.RIGHT, true, "0 failed", "0"),
                  Check.notJudged(LoadCertificate.STEADY, "", "1", "too short"))),
          List.of());

  private static final Evidence BUSY =
      new SearchWitness.Certified(
          new Certificate(
              List.of(
                  Check.of(LoadCertificate.RIGHT, false, "2 failed", "0"),
                  Check.of(LoadCertificate.CLIENT, false, "95 %", "90 %"))),
          List.of(LoadCertificate.CLIENT));

  private static Repetition repetition(double rate, boolean kept, boolean busy) {
    return new Repetition(
        rate,
        rate,
        rate / 4,
        1_000_000,
        2_500_000,
        3_000_000,
        kept ? List.of() : List.of("p99 12 ms"),
        busy ? BUSY : SOUND);
  }

  private static Step step(double rate, int kept, int of, boolean busy) {
    var all = new ArrayList<Repetition>();
    for (int i = 0; i < of; i++) {
      all.add(repetition(rate, i < kept, busy));
    }
    return new Step(rate, all, List.of());
  }

  private static List<String> said(Consumer<LimitReport> what) {
    var text = new StringWriter();
    what.accept(new LimitReport(Objective.parse("p99<10ms"), new PrintWriter(text)));
    return text.toString().lines().toList();
  }

  private static Optional<Beyond> beyond(Optional<Duration> recovery) {
    return Optional.of(
        new Beyond(repetition(48_000, false, false), repetition(60_000, false, false), recovery));
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
                + " 12,000/s in time, at 150 % 15,000/s; it recovers within 1.2 s",
            "",
            "Certificates of 11 runs",
            "  ✓ every answer is right   held in 11",
            "  – the run was steady      not judged in any",
            "",
            "Valid: both ends of the interval rest on runs that are certified."),
        lines);
  }

  @Test
  void disagreementIsSaid() {
    var limit = new Limit(List.of(step(40_000, 2, 3, false), step(40_500, 1, 3, false)));
    List<String> lines = said(report -> report.end(limit, beyond(Optional.empty())));
    String all = String.join("\n", lines);
    assertTrue(all.contains("up to 40,000 requests/s [?, ?]"), all);
    assertTrue(all.contains("it does not recover within 30 s"), all);
    assertTrue(
        all.contains(
            "Repetitions disagreed at 2 of 2 rates: the machine or the server is not always the"
                + " same, and the interval is wide for it."),
        all);
    assertEquals(
        "Not valid: the interval's lower end is not known; the interval's upper end is not known.",
        lines.getLast());
  }

  @Test
  void anEndThatIsTheClientsIsNotValidAndSaysHowOftenWhichCheckFailed() {
    var limit = new Limit(List.of(step(40_000, 3, 3, false), step(40_500, 0, 4, true)));
    List<String> lines = said(report -> report.end(limit, beyond(Optional.of(Duration.ZERO))));
    String all = String.join("\n", lines);
    assertTrue(
        all.contains(
            "40,500   0 of 4       1.00       2.50       3.00       40,500   not certified: ✗ the"
                + " client was not the bottleneck 4×\n"),
        all);
    assertTrue(all.contains("\nThe load generator was the limit: "), all);
    assertTrue(
        all.contains(
            """
            Certificates of 9 runs
              ✓ every answer is right               failed in 4, as it may beyond the limit
              – the run was steady                  not judged in any
              ✗ the client was not the bottleneck   failed in 4, 4 of them not believed for it
            """),
        all);
    assertEquals(
        "Not valid: the upper end, 40,500/s, is not certified: ✗ the client was not the bottleneck"
            + " 4×.",
        lines.getLast());
  }

  @Test
  void aServerThatIsThereAgainInTheFirstSecondRecoversAtOnce() {
    var limit = new Limit(List.of(step(40_000, 3, 3, false), step(40_500, 0, 3, false)));
    String all =
        String.join("\n", said(report -> report.end(limit, beyond(Optional.of(Duration.ZERO)))));
    assertTrue(all.contains("; it recovers at once\n"), all);
  }

  private static String sentence(Limit limit) {
    List<String> lines = said(report -> report.end(limit, Optional.empty()));
    return lines.stream().filter(line -> line.contains("keeps ")).findFirst().orElse("none");
  }

  @Test
  void whereThereIsNoLimitItSaysWhichWay() {
    assertEquals(
        "keeps p99 < 10 ms at no rate: even 1/s break it",
        sentence(new Limit(List.of(step(1, 0, 3, false)))));
    assertEquals(
        "keeps p99 < 10 ms up to 2,000 requests/s [2,000, ?], the highest rate tried",
        sentence(new Limit(List.of(step(2_000, 3, 3, false)))));
    var apart = new Limit(List.of(step(1_000, 3, 3, false), step(2_000, 0, 3, false)));
    assertEquals(
        "keeps p99 < 10 ms at 1,000 requests/s and not at 2,000 [1,000, 2,000]: no closer after 2"
            + " rates",
        sentence(apart));
    assertEquals(
        "Not valid: no limit was found.",
        said(report -> report.end(apart, Optional.empty())).getLast());
  }

  @Test
  void whoeverEndsItEarlyIsToldWhatIsKnown() {
    var kept = List.of(step(1_000, 3, 3, false));
    var limit =
        new Limit(
            kept, List.of(repetition(2_000, true, false), repetition(2_000, false, false)), true);
    List<String> lines = said(report -> report.end(limit, Optional.empty()));
    String all = String.join("\n", lines);
    assertTrue(
        all.contains(
            "Ended early while it tried 2,000 requests/s, which counts for nothing: kept 1 of 2"),
        all);
    assertEquals(
        "ended early: keeps p99 < 10 ms up to 1,000 requests/s [1,000, ?], the highest rate tried",
        sentence(limit));
    assertEquals("Not valid: the search was ended early.", lines.getLast());
    assertEquals(
        "Not valid: the search was ended early.",
        said(report -> report.end(new Limit(List.of(), List.of(), true), Optional.empty()))
            .getLast());
  }

  @Test
  void aLimitIsValidEvenIfWhatLiesBeyondWasNotAwaited() {
    var limit = new Limit(List.of(step(40_000, 3, 3, false), step(40_500, 0, 3, false)));
    assertTrue(
        sentence(limit).endsWith("[40,000, 40,500]; ended early: what lies beyond is not known"));
  }
}
