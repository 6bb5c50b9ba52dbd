package dev.pruefstand.server.poller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.os.Poller;
import dev.pruefstand.os.TestPlatform;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections, which are but numbers here, on their way between two loops. */
@Timeout(10)
class HandoverTest {
  private final Poller poller = TestPlatform.EPOLL.orSkip().pollers().get();
  private final Handover handover = new Handover(poller);

  @AfterEach
  void close() {
    poller.close();
  }

  @Test
  void whatIsGivenWakesTheReceiverAndIsTakenInItsOrder() {
    assertTrue(handover.give(7));
    assertTrue(handover.give(5));
    // Which would wait for ever.
    poller.poll(-1, (descriptor, marks) -> {});
    assertEquals(7, handover.take());
    assertEquals(5, handover.take());
    assertEquals(Handover.NONE, handover.take());
  }

  @Test
  void afterTheEndNothingCanBeGivenButWhatIsOnTheWayIsTaken() {
    assertTrue(handover.give(7));
    handover.end();
    assertFalse(handover.give(8));
    assertFalse(handover.isOver());
    assertEquals(7, handover.take());
    assertTrue(handover.isOver());
  }

  @Test
  void whereWakingFailsNothingWasGiven() {
    var mute =
        new FaultyPoller(poller, new AtomicReference<>(FaultyPoller.Call.NONE)) {
          @Override
          public void wakeUp() {
            throw new OutOfMemoryError("expected by the test");
          }
        };
    var broken = new Handover(mute);
    assertThrows(OutOfMemoryError.class, () -> broken.give(7));
    assertEquals(Handover.NONE, broken.take());
  }

  @Test
  void aLoopSharesOutInTurnAndKeepsItsOwnShareAndThatOfWhoHasEnded() {
    var other = new Handover(poller);
    var entrance = Entrance.listening(3, List.of(handover, other));
    assertTrue(entrance.handOver(10));
    assertTrue(entrance.handOver(11));
    assertFalse(entrance.handOver(12), "its own");
    handover.end();
    assertFalse(entrance.handOver(13), "the first has ended");
    assertTrue(entrance.handOver(14));
    assertEquals(
        List.of(10, -1, 11, 14),
        List.of(handover.take(), handover.take(), other.take(), other.take()));
  }
}
