package dev.pruefstand.penetrator.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleFunction;
import java.util.function.DoublePredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against servers that are a formula. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class LimitSearchTest {
  private static final Evidence NOISE = () -> List.of("the machine was quiet");

  private static Repetition repetition(double rate, boolean kept, Evidence evidence) {
    return new Repetition(
        rate, rate, rate, 1, 2, 3, kept ? List.of() : List.of("p99 11 ms"), evidence);
  }

  private static DoubleFunction<Optional<Repetition>> server(DoublePredicate keeps) {
    return rate -> Optional.of(repetition(rate, keeps.test(rate), Evidence.NONE));
  }

  private static double rate(Optional<Step> step) {
    return step.map(Step::rate).orElseThrow();
  }

  private static LimitSearch search(double firstRate, int repetitions) {
    return LimitSearch.from(firstRate, repetitions, Duration.ofSeconds(3));
  }

  private static List<Double> rates(Limit limit) {
    return limit.steps().stream().map(Step::rate).toList();
  }

  @ParameterizedTest
  @ValueSource(doubles = {1.5, 7, 99.9, 999, 1_000, 1_001, 41_300, 3_000_000})
  void theLimitIsFoundWithinTwoPercentWhereverItIs(double capacity) {
    Limit limit = search(1_000, 3).search(server(rate -> rate <= capacity));
    assertTrue(limit.isFound());
    double kept = rate(limit.keptByAll());
    double broken = rate(limit.brokenByAll());
    assertTrue(kept <= capacity && capacity < broken, kept + " to " + broken);
    assertTrue(broken <= kept * 1.02, kept + " to " + broken);
    assertEquals(kept, limit.highestKept().orElseThrow().rate());
    assertEquals(0, limit.disagreements());
    assertTrue(limit.isValid());
    assertTrue(limit.steps().size() <= 25, rates(limit).toString());
  }

  @Test
  void itDoublesUntilItBreaksAndThenHalvesWhatLiesBetween() {
    Limit limit = search(1_000, 1).search(server(rate -> rate <= 3_100));
    assertEquals(
        List.of(1_000.0, 2_000.0, 4_000.0, 3_000.0, 3_500.0, 3_250.0, 3_125.0, 3_062.5),
        rates(limit).subList(0, 8));
  }

  @Test
  void itHalvesWhenTheFirstRateBreaks() {
    Limit limit = search(1_000, 1).search(server(rate -> rate <= 300));
    assertEquals(List.of(1_000.0, 500.0, 250.0, 375.0), rates(limit).subList(0, 4));
  }

  @Test
  void everyRepetitionIsTriedAndKept() {
    Limit limit = search(1_000, 5).search(server(rate -> rate <= 3_100));
    for (Step step : limit.steps()) {
      assertEquals(5, step.repetitions().size());
      assertTrue(step.all().stream().allMatch(each -> each.rate() == step.rate()));
    }
  }

  /** Near its capacity such a server keeps the objective or does not, as chance will have it. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void noiseWidensTheIntervalAndIsSaid(long seed) {
    var random = new SplittableRandom(seed);
    Limit limit =
        search(1_000, 3).search(server(rate -> rate * random.nextDouble(0.8, 1.2) <= 40_000));
    assertTrue(limit.isFound());
    double rate = limit.highestKept().orElseThrow().rate();
    assertTrue(rate > 40_000 / 1.2 - 1 && rate < 40_000 / 0.8, "found " + rate);
    double kept = rate(limit.keptByAll());
    double broken = rate(limit.brokenByAll());
    assertTrue(kept <= rate && rate < broken, kept + " to " + broken);
    // Whoever disagrees at an end is not the interval's end.
    assertTrue(broken > kept * 1.02 || limit.disagreements() == 0, kept + " to " + broken);
    assertTrue(kept < 40_000 && broken > 40_000, kept + " to " + broken);
  }

  @Test
  void whereRepetitionsDisagreeTheMajorityDecidesAndTheIntervalReachesBeyond() {
    // Every third repetition breaks from 2,000 on; from 4,000 on all do.
    int[] count = {0};
    Limit limit =
        search(1_000, 3)
            .search(server(rate -> rate < 2_000 || (rate < 4_000 && count[0]++ % 3 != 0)));
    double rate = limit.highestKept().orElseThrow().rate();
    assertTrue(rate > 3_900 && rate < 4_000, "found " + rate);
    assertEquals(1_000, rate(limit.keptByAll()));
    assertEquals(4_000, rate(limit.brokenByAll()));
    assertEquals(limit.steps().size() - 2, limit.disagreements());
  }

  @Test
  void bothEndsAreCheckedWhenTheSearchIsOver() {
    Limit limit = search(1_000, 3).search(server(rate -> rate <= 3_100));
    List<Double> checked =
        limit.steps().stream().filter(step -> step.all().size() == 6).map(Step::rate).toList();
    assertEquals(Set.of(rate(limit.keptByAll()), rate(limit.brokenByAll())), Set.copyOf(checked));
  }

  /** Something else ran on the machine while 8,000 to 4,125 were tried, and all agreed. */
  @Test
  void aDisturbanceThatOutlastsTheRepetitionsIsFoundByTheCheckAndTheSearchGoesOn() {
    int[] count = {0};
    Limit limit =
        search(1_000, 3)
            .search(
                server(
                    rate -> {
                      count[0]++;
                      boolean disturbed = count[0] > 9 && count[0] <= 27;
                      return rate <= (disturbed ? 2_000 : 9_000);
                    }));
    assertTrue(limit.isFound());
    double rate = limit.highestKept().orElseThrow().rate();
    assertTrue(rate > 8_800 && rate <= 9_000, rates(limit).toString());
    assertEquals(6, limit.disagreements());
  }

  @Test
  void aRateThatIsKeptAboveOneThatBrokeIsNoLimit() {
    var limit =
        new Limit(
            List.of(
                new Step(1_000, List.of(repetition(1_000, true, Evidence.NONE)), List.of()),
                new Step(2_000, List.of(repetition(2_000, false, Evidence.NONE)), List.of()),
                new Step(3_000, List.of(repetition(3_000, true, Evidence.NONE)), List.of())));
    assertEquals(1_000, limit.highestKept().orElseThrow().rate());
    assertEquals(1_000, rate(limit.keptByAll()));
    assertEquals(2_000, rate(limit.brokenByAll()));
  }

  @Test
  void whatBrokeInDoubtIsNoLimitToWhatWasSurelyKeptAboveIt() {
    var limit =
        new Limit(
            List.of(
                new Step(2_000, List.of(repetition(2_000, false, NOISE)), List.of()),
                new Step(3_000, List.of(repetition(3_000, true, Evidence.NONE)), List.of()),
                new Step(4_000, List.of(repetition(4_000, false, NOISE)), List.of())));
    assertEquals(3_000, rate(limit.highestKept()));
    assertEquals(4_000, rate(limit.lowestBroken()));
    assertEquals(4_000, rate(limit.brokenByAll()));
  }

  @Test
  void aServerThatNeverKeepsItHasNoLimit() {
    Limit limit = search(1_000, 3).search(server(_ -> false));
    assertFalse(limit.isFound());
    assertTrue(limit.highestKept().isEmpty());
    assertEquals(1, limit.lowestBroken().orElseThrow().rate());
    assertEquals(Optional.empty(), limit.keptByAll());
    assertEquals(11, limit.steps().size());
  }

  @Test
  void aServerThatAlwaysKeepsItIsTriedUpToTheHighestRate() {
    Limit limit = search(1_000, 3).search(server(_ -> true));
    assertFalse(limit.isFound());
    assertTrue(limit.lowestBroken().isEmpty());
    assertEquals(1 << 24, limit.highestKept().orElseThrow().rate());
    assertEquals(Optional.empty(), limit.brokenByAll());
  }

  @Test
  void itEndsAfterSoManySteps() {
    Limit limit = new LimitSearch(1_000, 1, 1, 1e6, 4).search(server(rate -> rate <= 3_100));
    assertEquals(4, limit.steps().size());
    assertFalse(limit.isFound());
  }

  /** One run in four is disturbed, and says what the server would not. */
  @Test
  void aRunThatIsNotBelievedIsRepeatedAndHasNoVote() {
    int[] count = {0};
    Limit limit =
        search(1_000, 3)
            .search(
                rate -> {
                  boolean disturbed = count[0]++ % 4 == 1;
                  boolean kept = rate <= 3_100 && !disturbed;
                  return Optional.of(repetition(rate, kept, disturbed ? NOISE : Evidence.NONE));
                });
    assertTrue(limit.isValid());
    assertEquals(0, limit.disagreements());
    double rate = rate(limit.highestKept());
    assertTrue(rate > 3_000 && rate <= 3_100, rates(limit).toString());
    for (Step step : limit.steps()) {
      assertEquals(step.isChecked() ? 6 : 3, step.votes().size());
      assertTrue(step.isCertified());
    }
  }

  @Test
  void whereNoRunIsBelievedItGoesOnAfterFourOfThreeAndIsNotValid() {
    Limit limit =
        search(1_000, 3)
            .search(
                rate ->
                    Optional.of(
                        repetition(rate, rate <= 3_100, rate > 3_100 ? NOISE : Evidence.NONE)));
    assertTrue(limit.isFound());
    assertFalse(limit.isValid(), "its upper end is the machine's");
    Step upper = limit.brokenByAll().orElseThrow();
    assertFalse(upper.isCertified());
    assertEquals(4, upper.repetitions().size());
    assertTrue(limit.keptByAll().orElseThrow().isCertified());
  }

  @Test
  void aStepThatWasNotCertifiedMayBeSoByItsCheck() {
    Repetition doubted = repetition(1_000, true, NOISE);
    Repetition believed = repetition(1_000, true, Evidence.NONE);
    var step = new Step(1_000, List.of(believed, doubted, doubted), List.of());
    assertFalse(step.isCertified());
    assertTrue(step.checked(List.of(doubted, believed)).isCertified());
  }

  /** Two of three broke it, but only the third is believed. */
  @Test
  void theMajorityIsThatOfTheBelieved() {
    Repetition doubted = repetition(1_000, false, NOISE);
    Repetition believed = repetition(1_000, true, Evidence.NONE);
    assertTrue(new Step(1_000, List.of(doubted, doubted, believed), List.of()).kept());
    assertFalse(new Step(1_000, List.of(doubted, doubted), List.of()).kept());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 7, 20, 27, 30})
  void aSearchThatIsEndedKeepsWhatItKnowsAndWhatItWasAbout(int runs) {
    int[] count = {0};
    Limit limit =
        search(1_000, 3)
            .search(
                rate ->
                    count[0]++ < runs
                        ? Optional.of(repetition(rate, rate <= 3_100, Evidence.NONE))
                        : Optional.empty());
    assertTrue(limit.endedEarly());
    assertFalse(limit.isValid());
    assertEquals(runs + 1, count[0], "nothing is tried after the end");
    assertEquals(runs % 3, limit.unfinished().size());
    assertEquals(runs / 3, limit.steps().stream().mapToInt(each -> each.all().size()).sum() / 3);
  }

  @Test
  void aBrokenRepetitionSaysWhyAndWhetherItIsBelieved() {
    assertEquals("kept", repetition(1, true, Evidence.NONE).verdict());
    assertEquals("broken: p99 11 ms", repetition(1, false, Evidence.NONE).verdict());
    assertEquals(
        "broken: p99 11 ms (✗ the machine was quiet)", repetition(1, false, NOISE).verdict());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, 0.5, 1e9, Double.NaN})
  void aRateOutOfRangeIsRefused(double rate) {
    assertThrows(IllegalArgumentException.class, () -> search(rate, 3));
  }
}
