package dev.pruefstand.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class IdleRunTest {
  private static IdleRun run(int connections, IdleRun.Memory filled, Map<String, Long> errors) {
    return new IdleRun(
        SampleTrials.EVENT_LOOP,
        1,
        connections,
        new IdleRun.Memory(4_000_000, 300_000_000),
        filled,
        errors);
  }

  @Test
  void whatWasAddedIsDividedByTheConnectionsHeapAndTheRestApart() {
    IdleRun run = run(1_000, new IdleRun.Memory(4_690_500, 302_000_000), Map.of());
    assertEquals(690.5, run.heapPerConnection());
    assertEquals(2_000, run.nativePerConnection());
    assertEquals(2_690.5, run.bytesPerConnection());
  }

  @Test
  void whatBecameLessCountsAsLess() {
    IdleRun run = run(10, new IdleRun.Memory(4_001_000, 299_999_500), Map.of());
    assertEquals(-50, run.nativePerConnection());
    assertEquals(50, run.bytesPerConnection());
  }

  @Test
  void withoutConnectionsThereIsNoFigure() {
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> run(0, new IdleRun.Memory(0, 0), Map.of()))
            .getMessage();
    assertEquals("expected a run with connections, found one with 0", message);
  }

  @Test
  void failuresAreTheSumOverAllKindsAndDoNotChangeLater() {
    var errors = new HashMap<>(Map.of("did not stay", 5L, "wrong answer", 7L));
    IdleRun run = run(10, new IdleRun.Memory(0, 0), errors);
    errors.clear();
    assertEquals(12, run.failures());
  }
}
