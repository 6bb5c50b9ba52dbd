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
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

@Timeout(30)
class PlanTest {
  private static final Entrant SINGLE = new Entrant.Ours(Strategy.SINGLE);

  @ParameterizedTest
  @EnumSource
  void noCombinationIsMeasuredTwice(Plan plan) {
    var seen = new HashSet<String>();
    for (Step each : agenda(plan).steps()) {
      // The label leaves out the threads of those who have no such setting.
      assertTrue(seen.add(each.label()), each + " appears twice");
    }
  }

  private static Agenda agenda(Plan plan) {
    return plan.agenda(plan.effort());
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
            matrix.combinations().stream()
                .anyMatch(each -> each.parameters().label().startsWith("event-loop,")),
            matrix.question());
      }
    }
  }

  @Test
  void theDefaultTakesAQuarterOfAnHourOrSoAndTheSmokeTestAMinuteOrSo() {
    assertTrue(total(Plan.DEFAULT).compareTo(Duration.ofMinutes(20)) <= 0);
    assertTrue(total(Plan.DEFAULT).compareTo(Duration.ofMinutes(5)) >= 0);
    assertTrue(total(Plan.SMOKE).compareTo(Duration.ofSeconds(90)) <= 0);
    assertTrue(total(Plan.FULL).compareTo(Duration.ofMinutes(190)) <= 0);
  }

  private static Duration total(Plan plan) {
    return agenda(plan).estimate();
  }

  @Test
  void anEstimateCountsIterationsAndTheStartOfAForkInEveryRound() {
    var effort = new Effort(2, 3, Duration.ofSeconds(1), 5, Duration.ofSeconds(10));
    assertEquals(Duration.ofMillis(55_300), effort.fork());
    Agenda smoke = Plan.SMOKE.agenda(effort);
    List<Step> loaded =
        smoke.steps().stream().filter(step -> step.mode() == Mode.Throughput).toList();
    loaded.forEach(step -> assertEquals(2, step.rounds()));
    List<Step> idle = new ArrayList<>(smoke.steps());
    idle.removeAll(loaded);
    idle.forEach(step -> assertEquals(1, step.rounds()));
    assertEquals(2 * loaded.size() + idle.size(), smoke.forks());
    assertEquals(
        Duration.ofMillis(55_300L * 2 * loaded.size() + 3_500L * idle.size()), smoke.estimate());
  }

  /** Who cannot run here is named instead of being a hole. */
  @Test
  void whoIsLeftOutIsNamedWithTheReason() {
    Agenda smoke = agenda(Plan.SMOKE);
    for (Entrant each : Entrant.ours()) {
      boolean everywhere = each.unavailability().isEmpty() && each.servesSeveralAtOnce();
      assertEquals(
          everywhere ? 0 : 1,
          smoke.absentees().stream().filter(a -> a.contender().equals(each.label())).count(),
          each.label());
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoServesOneAtATimeIsAskedByOneOrByConnectionsThatDoNotStay(Plan plan) {
    List<String> asked =
        agenda(plan).steps().stream()
            .map(Step::label)
            .filter(label -> label.startsWith("single,"))
            .toList();
    assertTrue(asked.stream().anyMatch(label -> label.endsWith("kept alive")));
    assertTrue(asked.stream().anyMatch(label -> label.endsWith("one per request")));
    assertTrue(
        asked.stream()
            .allMatch(
                label -> label.contains(" 1 connection ") || label.endsWith("one per request")),
        asked.toString());
  }

  @ParameterizedTest
  @EnumSource
  void whoServesOneAtATimeIsNotAskedToHoldIdleConnections(Plan plan) {
    assertTrue(plan.idle().contains(new Entrant.Ours(Strategy.THREAD_PER_CONNECTION)));
    assertFalse(plan.idle().contains(SINGLE));
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
  void aStepBecomesJmhsParametersAndNothingElseIsRun() {
    Parameters parameters =
        new Combination(new Entrant.Ours(Strategy.POOL), 8, 16, "a", false).parameters();
    String benchmark = ThroughputBenchmark.class.getName() + ".requests";
    var builder = new OptionsBuilder().include("fixedBytes");
    new Step(benchmark, Mode.Throughput, parameters, "", 1, Duration.ZERO).applyTo(builder);
    Options options = builder.build();
    assertEquals(List.of(benchmark), found(options));
    assertEquals(List.of("POOL"), parameter(options, "strategy"));
    assertEquals(List.of("8"), parameter(options, "threads"));
    assertEquals(List.of("16"), parameter(options, "connections"));
    assertEquals(List.of("a"), parameter(options, "resource"));
    assertEquals(List.of("false"), parameter(options, "keepAlive"));
  }

  private static List<String> found(Options options) {
    var silent = OutputFormatFactory.createFormatInstance(System.err, VerboseMode.SILENT);
    return BenchmarkList.defaultList()
        .find(silent, options.getIncludes(), options.getExcludes())
        .stream()
        .map(BenchmarkListEntry::getUsername)
        .toList();
  }

  private static List<String> parameter(Options options, String name) {
    return List.copyOf(options.getParameter(name).get());
  }
}
