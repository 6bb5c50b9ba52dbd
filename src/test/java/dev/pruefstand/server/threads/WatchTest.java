package dev.pruefstand.server.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.server.Await;
import dev.pruefstand.server.threads.Watch.Wait;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The watchdog's looks, at instants that the test chooses. */
@Timeout(30)
class WatchTest {
  private static final long DEADLINE = 1_000;

  private SocketPair pair;
  private Watch watch;

  @BeforeEach
  void connect() throws IOException {
    pair = SocketPair.open();
    watch = new Watch(pair.accepted());
  }

  @AfterEach
  void close() throws IOException {
    pair.close();
  }

  /** Would block for ever, were the input not ended. */
  private int read() throws IOException {
    return pair.accepted().read(ByteBuffer.allocateDirect(16));
  }

  private boolean inputEnded() throws IOException {
    pair.accepted().configureBlocking(false);
    return read() < 0;
  }

  @Test
  void aClientThatIsIdleForTooLongIsLookedAtTwiceAndThenEnded() throws IOException {
    watch.begin(Wait.REQUEST, DEADLINE);
    watch.look(DEADLINE, false);
    assertFalse(inputEnded());
    watch.look(DEADLINE, false);
    assertTrue(inputEnded());
    assertTrue(pair.accepted().isOpen());
  }

  @Test
  void beforeItsDeadlineAnIdleClientStays() throws IOException {
    watch.begin(Wait.REQUEST, DEADLINE);
    watch.look(DEADLINE - 1, false);
    watch.look(DEADLINE - 1, false);
    assertFalse(inputEnded());
  }

  @Test
  void aServerThatDrainsEndsAnIdleClientBeforeItsDeadline() throws IOException {
    watch.begin(Wait.REQUEST, DEADLINE);
    watch.look(0, true);
    watch.look(0, true);
    assertTrue(inputEnded());
  }

  @Test
  void anotherWaitIsNotTheOneThatWasLookedAt() throws IOException {
    watch.begin(Wait.REQUEST, DEADLINE);
    watch.look(DEADLINE, true);
    watch.end();
    watch.begin(Wait.REQUEST, DEADLINE + 1);
    watch.look(DEADLINE + 1, true);
    assertFalse(inputEnded());
  }

  @Test
  void whatHasArrivedIsStillRead() throws IOException {
    pair.client().say("x");
    Await.until("a byte", pair::arrived, bytes -> bytes == 1);
    watch.begin(Wait.REQUEST, DEADLINE);
    watch.look(DEADLINE, true);
    watch.look(DEADLINE, true);
    assertEquals(1, read());
  }

  @Test
  void whoIsServedIsLeftAlone() throws IOException {
    watch.begin(Wait.REQUEST, DEADLINE);
    watch.end();
    watch.look(DEADLINE, true);
    watch.look(DEADLINE, true);
    assertFalse(inputEnded());
  }

  @Test
  void aClientThatDoesNotReadIsCutOffAtItsDeadlineAndNotBefore() {
    watch.begin(Wait.ROOM, DEADLINE);
    watch.look(DEADLINE - 1, true);
    assertTrue(pair.accepted().isOpen());
    watch.look(DEADLINE, false);
    assertFalse(pair.accepted().isOpen());
  }

  @Test
  void onlyTheFirstToCloseHasClosed() {
    assertTrue(watch.close());
    assertFalse(watch.close());
  }
}
