package dev.pruefstand.server;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class AcceptPauseTest {
  private static final int MOST = 3;
  private static final long NOW = 1_000;

  private final AcceptPause pause = new AcceptPause(MOST);

  @Test
  void asManyAreAcceptedAsTheLimitAllows() {
    assertTrue(pause.mayAccept(0, NOW));
    assertTrue(pause.mayAccept(MOST - 1, NOW));
    assertFalse(pause.mayAccept(MOST, NOW));
    assertFalse(pause.mayAccept(MOST + 1, NOW));
    assertTrue(pause.mayAccept(MOST - 1, NOW), "one has closed");
  }

  @Test
  void noDescriptorLeftIsAPauseThatTimeEnds() {
    pause.exhausted(NOW);
    assertFalse(pause.mayAccept(0, NOW));
    assertFalse(pause.mayAccept(0, NOW + AcceptPause.EXHAUSTED_NANOS - 1));
    assertTrue(pause.mayAccept(0, NOW + AcceptPause.EXHAUSTED_NANOS));
  }

  @Test
  void aPauseCanBeProlonged() {
    pause.exhausted(NOW);
    pause.exhausted(NOW + 10);
    assertFalse(pause.mayAccept(0, NOW + AcceptPause.EXHAUSTED_NANOS));
    assertTrue(pause.mayAccept(0, NOW + 10 + AcceptPause.EXHAUSTED_NANOS));
  }

  @Test
  void theEndOfAPauseDoesNotLiftTheLimit() {
    pause.exhausted(NOW);
    assertFalse(pause.mayAccept(MOST, NOW + AcceptPause.EXHAUSTED_NANOS));
    assertTrue(pause.mayAccept(MOST - 1, NOW + AcceptPause.EXHAUSTED_NANOS));
  }

  @Test
  void theClockMayRunOver() {
    long late = Long.MAX_VALUE - 1;
    pause.exhausted(late);
    assertFalse(pause.mayAccept(0, late + 1));
    assertTrue(pause.mayAccept(0, late + AcceptPause.EXHAUSTED_NANOS));
  }
}
