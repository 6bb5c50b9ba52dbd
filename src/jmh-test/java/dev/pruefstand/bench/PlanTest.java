package dev.pruefstand.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.strategy.Strategy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
  private record Combination(
      Strategy strategy, int threads, int connections, String resource, boolean keepAlive) {}

  private static List<Combination> combinations(Matrix matrix) {
    return matrix.strategies().stream()
        .flatMap(
            strategy ->
                matrix.threads().stream()
                    // Who has no such setting is the same contender with any number of threads.
                    .map(threads -> strategy.hasThreads() ? threads : 0)
                    .flatMap(
                        threads ->
                            matrix.connections().stream()
                                .flatMap(
                                    connections ->
                                        matrix.resources().stream()
                                            .map(
                                                resource ->
                                                    new Combination(
                                                        strategy,
                                                        threads,
                                                        connections,
                                                        resource,
                                                        matrix.keepAlive())))))
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void noCombinationIsMeasuredTwice(Plan plan) {
    var seen = new HashSet<Combination>();
    for (Matrix matrix : plan.matrices()) {
      List<Combination> all = combinations(matrix);
      assertEquals(matrix.size(), all.size());
      all.forEach(each -> assertTrue(seen.add(each), each + " appears twice"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyStrategyIsAskedAndEveryFileExists(Plan plan) {
    for (Strategy strategy : Strategy.values()) {
      assertTrue(plan.matrices().stream().anyMatch(m -> m.strategies().contains(strategy)));
    }
    for (Matrix matrix : plan.matrices()) {
      for (String resource : matrix.resources()) {
        assertTrue(Files.isRegularFile(Path.of("www", resource)), resource);
      }
    }
  }

  @Test
  void theDefaultTakesTenMinutesOrSoAndTheSmokeTestOne() {
    assertTrue(total(Plan.DEFAULT).compareTo(Duration.ofMinutes(12)) <= 0);
    assertTrue(total(Plan.DEFAULT).compareTo(Duration.ofMinutes(5)) >= 0);
    assertTrue(total(Plan.SMOKE).compareTo(Duration.ofSeconds(60)) <= 0);
    assertTrue(total(Plan.FULL).compareTo(Duration.ofHours(2)) <= 0);
  }

  private static Duration total(Plan plan) {
    return plan.estimate(plan.matrices().stream().mapToInt(Matrix::size).sum());
  }

  @Test
  void anEstimateCountsForksIterationsAndTheirStart() {
    assertEquals(Duration.ZERO, Plan.DEFAULT.estimate(0));
    Duration one = Plan.DEFAULT.estimate(1);
    assertTrue(one.compareTo(Duration.ofSeconds(3 * 6)) > 0, one.toString());
    assertEquals(one.multipliedBy(7), Plan.DEFAULT.estimate(7));
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
  void aMatrixBecomesJmhsParameters() {
    var matrix =
        new Matrix(
            "?",
            List.of(Strategy.POOL, Strategy.EVENT_LOOP),
            List.of(8),
            List.of(1, 16),
            List.of("a"),
            false);
    var builder = new OptionsBuilder();
    matrix.applyTo(builder);
    Options options = builder.build();
    assertEquals(List.of(ThroughputBenchmark.class.getName()), options.getIncludes());
    assertEquals(List.of("POOL", "EVENT_LOOP"), parameter(options, "strategy"));
    assertEquals(List.of("8"), parameter(options, "threads"));
    assertEquals(List.of("1", "16"), parameter(options, "connections"));
    assertEquals(List.of("a"), parameter(options, "resource"));
    assertEquals(List.of("false"), parameter(options, "keepAlive"));
  }

  private static List<String> parameter(Options options, String name) {
    return List.copyOf(options.getParameter(name).get());
  }
}
