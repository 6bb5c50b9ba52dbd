package dev.pruefstand.server.threads;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.conversation.Conversations;
import dev.pruefstand.http.Limits;
import dev.pruefstand.server.AcceptPause;
import dev.pruefstand.server.Await;
import dev.pruefstand.server.RawClient;
import dev.pruefstand.server.TestSite;
import dev.pruefstand.stats.ServerStats;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The front with scripted workers, turned by the test's own thread. */
@Timeout(30)
class FrontTest {
  private static final Duration IDLE = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofSeconds(30);

  private final Conversations conversations =
      new Conversations(TestSite.SITE, TestSite.times(LONG, IDLE, LONG), null);
  private final ServerStats stats = conversations.stats();
  private final Workspaces workspaces = new Workspaces();
  private final Queue<Throwable> faults = new ArrayDeque<>();
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private boolean busy;
  private Selector selector;
  private ServerSocketChannel listener;
  private Front front;

  @BeforeEach
  void open() throws IOException {
    selector = Selector.open();
    listener = ServerSocketChannel.open();
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    listener.configureBlocking(false);
    front =
        new Front(
            selector,
            listener,
            workers(),
            () -> {},
            workspaces,
            conversations,
            new AcceptPause(Limits.DEFAULT.connections()));
  }

  @AfterEach
  void close() throws IOException {
    front.closeAll();
    listener.close();
    selector.close();
  }

  /** Work is done at once, fails to be begun, or waits while the workers are busy. */
  private Executor workers() {
    return work -> {
      switch (faults.poll()) {
        case RuntimeException rejected -> throw rejected;
        case Error noThread -> throw noThread;
        case null, default -> {
          if (busy) {
            waiting.add(work);
          } else {
            work.run();
          }
        }
      }
    };
  }

  private RawClient connect() throws IOException {
    return new RawClient((InetSocketAddress) listener.getLocalAddress(), OptionalInt.empty());
  }

  private void turnUntilClosed(int connections) throws IOException {
    while (stats.snapshot().closed() < connections) {
      front.turn();
    }
    // A socket that is registered is really closed by the next selection.
    front.turn();
  }

  private void assertServesTheNext() throws IOException {
    try (RawClient client = connect()) {
      client.get("hello.html");
      while (stats.snapshot().answered(2) == 0) {
        front.turn();
      }
      assertArrayEquals(TestSite.file("hello.html"), client.answer().body());
    }
  }

  private void assertClosesOneAndServesTheNext() throws IOException {
    try (RawClient client = connect()) {
      client.get("hello.html");
      turnUntilClosed(1);
      assertEquals(0, client.restOrReset().length);
    }
    assertServesTheNext();
  }

  @Test
  void aRequestThatTheWorkersRejectClosesItsConnectionAndNoOther() throws IOException {
    faults.add(new RejectedExecutionException("expected by the test"));
    assertClosesOneAndServesTheNext();
    workspaces.close();
  }

  @Test
  void aSystemWithoutThreadsToSpareClosesTheConnectionAndGoesOn() throws IOException {
    faults.add(new OutOfMemoryError("expected by the test"));
    assertClosesOneAndServesTheNext();
    workspaces.close();
  }

  @Test
  void aWorkerWithoutAWorkspaceClosesTheConnection() throws IOException {
    workspaces.close();
    try (RawClient client = connect()) {
      client.get("hello.html");
      turnUntilClosed(1);
      assertEquals(0, client.restOrReset().length);
    }
  }

  /** A client that has its next request ready would otherwise be served for ever. */
  @Test
  void aWorkerWhoseAnswerEndsWhileTheServerDrainsClosesTheConnection() throws IOException {
    try (RawClient client = connect()) {
      busy = true;
      client.get("hello.html");
      while (waiting.isEmpty()) {
        front.turn();
      }
      front.drain();
      waiting.remove().run();
      assertArrayEquals(TestSite.file("hello.html"), client.answer().body());
      assertEquals(0, client.rest().length);
      busy = false;
    }
    turnUntilClosed(1);
    assertTrue(front.isEmpty());
    workspaces.close();
  }

  @Test
  void aConnectionThatAWorkerHasIsNotWatchedMeanwhile() throws IOException {
    try (RawClient client = connect()) {
      busy = true;
      client.get("hello.html");
      while (waiting.isEmpty()) {
        front.turn();
      }
      // Nobody has read the request yet: it would be reported again and again.
      assertEquals(0, selector.selectNow());
      busy = false;
      waiting.remove().run();
      assertArrayEquals(TestSite.file("hello.html"), client.answer().body());
    }
    workspaces.close();
  }

  /** However late a worker comes to it: who kept whom waiting is not to be told any more. */
  @Test
  void aRequestThatArrivedAfterTheTimeToIdleButBeforeTheEndIsServed() throws IOException {
    try (RawClient client = connect()) {
      while (stats.snapshot().accepted() == 0) {
        front.turn();
      }
      long idleEnds = System.nanoTime() + IDLE.toNanos();
      while (System.nanoTime() - idleEnds < 0) {
        LockSupport.parkNanos(idleEnds - System.nanoTime());
      }
      client.get("hello.html");
      Await.until("the request to arrive", () -> selector.selectNow(), ready -> ready > 0);
      while (stats.snapshot().answered(2) == 0 && stats.snapshot().closed() == 0) {
        front.turn();
      }
      assertArrayEquals(TestSite.file("hello.html"), client.answer().body());
    }
    workspaces.close();
  }
}
