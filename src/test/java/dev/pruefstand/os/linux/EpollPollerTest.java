package dev.pruefstand.os.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.pruefstand.os.Poller;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Waiting in less than milliseconds. How much longer it takes is the machine's business. */
@EnabledOnOs(OS.LINUX)
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EpollPollerTest {
  private static final Poller.Ready NOTHING =
      (descriptor, marks) -> fail("expected nothing, found " + marks + " of " + descriptor);

  @ParameterizedTest
  @ValueSource(longs = {1, 999, 1000, 50_000, 999_999, 1_000_000, 1_000_001, 2_345_678, 5_000_000})
  void aWaitDoesNotEndBeforeItsTimeWhateverItsUnit(long nanos) {
    try (var poller = new EpollPoller()) {
      for (int i = 0; i < 5; i++) {
        long begin = System.nanoTime();
        assertEquals(0, poller.poll(nanos, NOTHING));
        long passed = System.nanoTime() - begin;
        assertTrue(passed >= nanos, () -> "expected at least " + nanos + ", found " + passed);
      }
    }
  }

  @Test
  void withoutTimeItReturnsAtOnceAlsoAfterAnExactWait() {
    try (var poller = new EpollPoller()) {
      assertEquals(0, poller.poll(0, NOTHING));
      assertEquals(0, poller.poll(1001, NOTHING));
      assertEquals(0, poller.poll(0, NOTHING));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, Long.MIN_VALUE, 20_000_000_001L, 20_000_000_000L, Long.MAX_VALUE})
  void aWakeUpEndsAWaitOfAnyLength(long nanos) {
    try (var poller = new EpollPoller()) {
      poller.wakeUp();
      assertEquals(0, poller.poll(nanos, NOTHING));
    }
  }
}
