package dev.pruefstand.os;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CpuClockTest {
  private static final long ONE_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  @Test
  void itRunsWhileThisThreadWorksAndTellsLessThanTicks() {
    try (var clock = new CpuClock(TestPlatform.abi())) {
      long before = clock.processNanos();
      assertTrue(before > 0);
      long smallest = Long.MAX_VALUE;
      while (clock.processNanos() - before < 20 * ONE_MILLI) {
        long step = -clock.processNanos() + clock.processNanos();
        if (step > 0) {
          smallest = Math.min(smallest, step);
        }
      }
      assertTrue(smallest < ONE_MILLI, "smallest step seen: " + smallest + " ns");
    }
  }
}
