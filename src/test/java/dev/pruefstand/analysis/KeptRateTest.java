package dev.pruefstand.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pruefstand.chart.SampleRuns;
import dev.pruefstand.trial.Certificate;
import dev.pruefstand.trial.Check;
import dev.pruefstand.trial.Contender;
import dev.pruefstand.trial.ResponseRun;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class KeptRateTest {
  private static final Contender POOL = new Contender("pool", 8);
  private static final Contender LOOP = new Contender("event-loop", 0);

  private static ResponseRun run(Contender contender, double rate, double p99Millis) {
    return SampleRuns.run(contender, rate, 50_000, (long) (p99Millis * 1e6), false);
  }

  @Test
  void aRateCountsOnlyIfAllLowerOnesDo() {
    List<ResponseRun> runs =
        List.of(run(POOL, 3_000, 2), run(POOL, 1_000, 1), run(POOL, 2_000, 10));
    assertEquals(1_000, KeptRate.kept(runs));
  }

  @Test
  void oneBadForkSpoilsARate() {
    assertEquals(0, KeptRate.kept(List.of(run(POOL, 1_000, 1), run(POOL, 1_000, 11))));
  }

  @Test
  void aSaturatedRunKeepsNothing() {
    assertEquals(0, KeptRate.kept(List.of(SampleRuns.run(POOL, 1_000, 50_000, 90_000, true))));
  }

  @Test
  void theFindingNamesTheBest() {
    var runs =
        List.of(
            run(POOL, 1_000, 1), run(LOOP, 1_000, 1), run(POOL, 2_000, 30), run(LOOP, 2_000, 3));
    assertEquals(
        Optional.of("event-loop keeps p99 below 10 ms up to 2,000 requests/s"),
        KeptRate.finding(runs));
  }

  @Test
  void theFindingNamesAllOrNobody() {
    assertEquals(
        Optional.of("All keep p99 below 10 ms up to 1,000 requests/s"),
        KeptRate.finding(List.of(run(POOL, 1_000, 1), run(LOOP, 1_000, 1))));
    assertEquals(
        Optional.of("Nobody keeps p99 below 10 ms at 1,000 requests/s"),
        KeptRate.finding(List.of(run(POOL, 1_000, 20), run(LOOP, 1_000, 20))));
    assertEquals(Optional.empty(), KeptRate.finding(List.of()));
  }

  private static ResponseRun invalid(Contender contender, double rate, double p99Millis) {
    var loud = new Certificate(List.of(Check.of("quiet", false, "9 %", "5 %")));
    return SampleRuns.run(contender, rate, 50_000, (long) (p99Millis * 1e6), false, loud);
  }

  @Test
  void anInvalidRunSpeaksNeitherForNorAgainstAServer() {
    assertEquals(
        Optional.of("pool (8) keeps p99 below 10 ms up to 3,000 requests/s"),
        KeptRate.finding(
            List.of(
                run(POOL, 1_000, 1),
                invalid(POOL, 2_000, 50),
                run(POOL, 3_000, 1),
                invalid(POOL, 3_000, 50),
                invalid(POOL, 4_000, 1))));
  }

  @Test
  void whoHasNoValidRunIsNotAmongAll() {
    assertEquals(
        Optional.of("pool (8) keeps p99 below 10 ms up to 1,000 requests/s"),
        KeptRate.finding(List.of(run(POOL, 1_000, 1), invalid(LOOP, 1_000, 1))));
    assertEquals(
        Optional.of("No run is valid, so nobody is compared"),
        KeptRate.finding(List.of(invalid(LOOP, 1_000, 1))));
  }
}
