package dev.pruefstand.penetrator.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class ObjectiveTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          p99<10ms      | 99     | 10000000   | p99 < 10 ms
          p99.9<500us   | 99.9   | 500000     | p99.9 < 500 µs
          p50<2ms       | 50     | 2000000    | p50 < 2 ms
          max<1s        | 100    | 1000000000 | max < 1 s
          p99.99<1.5s   | 99.99  | 1500000000 | p99.99 < 1.5 s
          p90 < 250 µs  | 90     | 250000     | p90 < 250 µs
          p0.1<1000us   | 0.1    | 1000000    | p0.1 < 1 ms
          """)
  void anObjectiveIsReadAndSaidAgain(
      String text, double percentile, long limitNanos, String described) {
    Objective objective = Objective.parse(text);
    assertEquals(new Objective(percentile, limitNanos), objective);
    assertEquals(described, objective.describe());
    assertEquals(objective, Objective.parse(objective.describe()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "p99",
        "p99<",
        "<10ms",
        "p99<10",
        "p99<10m",
        "p99>10ms",
        "p100<1s",
        "p-1<1s",
        "99<10ms",
        "p99<-1ms",
        "p99<ten",
        "mean<1ms",
        "p99<10ms,p50<1ms"
      })
  void whatIsNoObjectiveIsRefusedInOneLine(String text) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Objective.parse(text)).getMessage();
    assertEquals(
        "expected an objective like 'p99<10ms', 'p99.9<500us' or 'max<1s', found " + text, message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"p0<1ms", "p99<0ms", "p00.0<1s"})
  void anObjectiveOutOfRangeIsRefusedInOneLine(String text) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Objective.parse(text)).getMessage();
    assertEquals(1, message.lines().count());
  }
}
