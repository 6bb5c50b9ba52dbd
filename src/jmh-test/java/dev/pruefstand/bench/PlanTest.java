package dev.pruefstand.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.bench.subject.Entrant;
import dev.pruefstand.strategy.Strategy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

@Timeout(30)
class PlanTest {
  private static final Entrant SINGLE = new Entrant.Ours(Strategy.SINGLE);

  @ParameterizedTest
  @EnumSource
  void noCombinationIsMeasuredTwice(Plan plan) {
    var seen = new HashSet<String>();
    for (Combination each : plan.combinations()) {
      // The label leaves out the threads of those who have no such setting.
      assertTrue(seen.add(each.label()), each + " appears twice");
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyStrategyIsAskedAndEveryFileExists(Plan plan) {
    for (Entrant strategy : Entrant.ours()) {
      assertTrue(plan.matrices().stream().anyMatch(m -> m.entrants().contains(strategy)));
    }
    for (Matrix matrix : plan.matrices()) {
      for (String resource : matrix.resources()) {
        assertTrue(Files.isRegularFile(Path.of("www", resource)), resource);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void theSingleEventLoopIsAskedWhateverSeveralStrategiesAre(Plan plan) {
    for (Matrix matrix : plan.matrices()) {
      if (matrix.entrants().size() > 1 && !matrix.entrants().equals(Entrant.peers())) {
        assertTrue(
            matrix.combinations().stream().anyMatch(each -> each.label().startsWith("event-loop,")),
            matrix.question());
      }
    }
  }

  @Test
  void theDefaultTakesAQuarterOfAnHourOrSoAndTheSmokeTestAMinuteOrSo() {
    assertTrue(total(Plan.DEFAULT).compareTo(Duration.ofMinutes(20)) <= 0);
    assertTrue(total(Plan.DEFAULT).compareTo(Duration.ofMinutes(5)) >= 0);
    assertTrue(total(Plan.SMOKE).compareTo(Duration.ofSeconds(90)) <= 0);
    assertTrue(total(Plan.FULL).compareTo(Duration.ofHours(3)) <= 0);
  }

  private static Duration total(Plan plan) {
    // The load generator against fixed bytes is in every round, too.
    return plan.estimate().plus(plan.estimate(plan.forks(), 0));
  }

  @Test
  void anEstimateCountsIterationsAndTheStartOfAFork() {
    assertEquals(Duration.ZERO, Plan.DEFAULT.estimate(0, 0));
    Duration one = Plan.DEFAULT.estimate(1, 0);
    assertTrue(one.compareTo(Duration.ofSeconds(3)) > 0, one.toString());
    assertEquals(one.multipliedBy(7), Plan.DEFAULT.estimate(7, 0));
    Duration idle = Plan.DEFAULT.estimate(0, 1);
    assertTrue(idle.compareTo(Duration.ofSeconds(4)) <= 0, idle.toString());
    assertEquals(one.plus(idle.multipliedBy(2)), Plan.DEFAULT.estimate(1, 2));
  }

  @ParameterizedTest
  @EnumSource
  void whoServesOneAtATimeIsAskedByOneOrByConnectionsThatDoNotStay(Plan plan) {
    List<Combination> asked =
        plan.combinations().stream().filter(each -> each.entrant().equals(SINGLE)).toList();
    assertTrue(asked.stream().anyMatch(Combination::keepAlive));
    assertTrue(asked.stream().anyMatch(each -> !each.keepAlive()));
    assertTrue(asked.stream().allMatch(each -> each.connections() == 1 || !each.keepAlive()));
  }

  @ParameterizedTest
  @EnumSource
  void whoServesOneAtATimeIsNotAskedToHoldIdleConnections(Plan plan) {
    assertTrue(plan.idle().contains(new Entrant.Ours(Strategy.THREAD_PER_CONNECTION)));
    assertFalse(plan.idle().contains(SINGLE));
    assertTrue(plan.idleForks() >= 1 && plan.idleForks() <= plan.forks());
  }

  @ParameterizedTest
  @EnumSource(names = {"DEFAULT", "FULL"})
  void everybodyElseWhoCanRunHereHoldsIdleConnections(Plan plan) {
    List<Entrant> expected = new ArrayList<>(Entrant.oursAndPeers());
    expected.remove(SINGLE);
    expected.removeIf(each -> each.unavailability().isPresent());
    assertEquals(expected, plan.idle());
  }

  @ParameterizedTest
  @EnumSource
  void aPlanIsFoundByItsLabel(Plan plan) {
    assertEquals(plan, Plan.of(plan.label()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "DEFAULT", "quick", "default "})
  void anUnknownPlanIsRefusedWithTheNamesOfAll(String label) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Plan.of(label)).getMessage();
    assertEquals("expected -Dplan=smoke, default or full, found -Dplan=" + label, message);
  }

  @Test
  void aCombinationBecomesJmhsParameters() {
    var builder = new OptionsBuilder();
    new Combination(new Entrant.Ours(Strategy.POOL), 8, 16, "a", false).applyTo(builder);
    Options options = builder.build();
    assertEquals(List.of(ThroughputBenchmark.class.getName()), options.getIncludes());
    assertEquals(List.of("POOL"), parameter(options, "strategy"));
    assertEquals(List.of("8"), parameter(options, "threads"));
    assertEquals(List.of("16"), parameter(options, "connections"));
    assertEquals(List.of("a"), parameter(options, "resource"));
    assertEquals(List.of("false"), parameter(options, "keepAlive"));
  }

  private static List<String> parameter(Options options, String name) {
    return List.copyOf(options.getParameter(name).get());
  }
}
