package dev.pruefstand.server.selector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.conversation.Conversations;
import dev.pruefstand.conversation.Workspace;
import dev.pruefstand.server.AcceptPause;
import dev.pruefstand.server.RawClient;
import dev.pruefstand.server.TestSite;
import dev.pruefstand.server.channels.ChannelListener;
import dev.pruefstand.stats.ServerStats;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The selector's loop, turned by the test's own thread. */
@Timeout(30)
class SelectorLoopTest {
  private static final Duration SHORT = Duration.ofMillis(50);
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final int MOST = 2;

  private final Arena arena = Arena.ofShared();
  private Selector selector;
  private ServerSocketChannel listener;
  private ServerStats stats;
  private SelectorLoop loop;

  @BeforeEach
  void openForLong() throws IOException {
    selector = Selector.open();
    listener = ChannelListener.open(TestSite.config());
    begin(LONG);
  }

  private void begin(Duration idle) throws IOException {
    var conversations = new Conversations(TestSite.SITE, TestSite.times(LONG, idle, LONG), null);
    stats = conversations.stats();
    loop =
        new SelectorLoop(
            selector, listener, conversations, new AcceptPause(MOST), new Workspace(arena));
  }

  @AfterEach
  void close() throws IOException {
    loop.closeAll();
    listener.close();
    selector.close();
    if (arena.scope().isAlive()) {
      arena.close();
    }
  }

  private RawClient connect() throws IOException {
    return new RawClient((InetSocketAddress) listener.getLocalAddress(), OptionalInt.empty());
  }

  private void turnUntilClosed(int connections) throws IOException {
    while (stats.snapshot().closed() < connections) {
      loop.turn();
    }
  }

  @Test
  void aConnectionThatFailsIsClosedAndTheLoopGoesOn() throws IOException {
    arena.close();
    for (int i = 1; i <= 3; i++) {
      try (RawClient client = connect()) {
        client.get("hello.html");
        turnUntilClosed(i);
        // A channel that is registered is really closed by the next selection.
        selector.selectNow();
        assertEquals(0, client.restOrReset().length);
      }
    }
    assertTrue(loop.isEmpty());
  }

  @Test
  void anOverdueConnectionThatFailsIsClosedAndTheLoopGoesOn() throws IOException {
    begin(SHORT);
    try (RawClient client = connect()) {
      while (stats.snapshot().accepted() == 0) {
        loop.turn();
      }
      arena.close();
      turnUntilClosed(1);
      selector.selectNow();
      assertEquals(0, client.restOrReset().length);
    }
    assertTrue(loop.isEmpty());
  }

  @Test
  void aConnectionThatFailsWhileTheLoopDrainsIsClosed() throws IOException {
    try (RawClient client = connect()) {
      while (stats.snapshot().accepted() == 0) {
        loop.turn();
      }
      arena.close();
      loop.drain();
      assertEquals(0, client.restOrReset().length);
    }
    assertTrue(loop.isEmpty());
  }

  @Test
  void whoWaitsForAPlaceIsServedWhenAnotherIsGoneAndNobodySpinsMeanwhile() throws IOException {
    try (RawClient third = waitWhileOthersAreServed()) {
      while (stats.snapshot().answered(2) == 0) {
        loop.turn();
      }
      assertArrayEquals(TestSite.file("hello.html"), third.answer().body());
      assertFalse(loop.isEmpty());
    }
    turnUntilClosed(MOST + 1);
    assertTrue(loop.isEmpty());
  }

  /** As many as there may be come and go, and one more has asked meanwhile. */
  private RawClient waitWhileOthersAreServed() throws IOException {
    try (RawClient first = connect();
        RawClient second = connect()) {
      RawClient third = connect();
      third.get("hello.html");
      while (stats.snapshot().accepted() < MOST) {
        loop.turn();
      }
      loop.turn();
      assertEquals(0, selector.selectNow(), "a full house does not look at its door");
      assertEquals(MOST, stats.snapshot().accepted());
      assertTrue(first.available() == 0 && second.available() == 0);
      return third;
    }
  }
}
