package dev.pruefstand.server.threads;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pruefstand.os.OpenDescriptors;
import dev.pruefstand.server.Await;
import dev.pruefstand.server.RawClient;
import dev.pruefstand.server.Server;
import dev.pruefstand.server.TestSite;
import dev.pruefstand.server.ThreadsThatDoNotStart;
import java.io.IOException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What goes wrong with threads: the server's own, and those of its connections. */
@Timeout(30)
class BlockingServerTest {
  private static final Duration AMPLE = Duration.ofSeconds(20);
  private static final ThreadFactory OWN = Thread.ofPlatform().factory();

  private final Queue<Throwable> faults = new ConcurrentLinkedQueue<>();

  /** Serves on the accepting thread, or fails to. */
  private void execute(Runnable work) {
    switch (faults.poll()) {
      case RuntimeException rejected -> throw rejected;
      case Error noThread -> throw noThread;
      case null, default -> work.run();
    }
  }

  private void assertLeavesNothing(ThreadFactory own) throws IOException {
    // What the JDK opens for good with the first.
    BlockingServer.start(TestSite.config(), this::execute, OWN).close();
    long sockets = OpenDescriptors.sockets();
    var failure =
        assertThrows(
            OutOfMemoryError.class,
            () -> BlockingServer.start(TestSite.config(), this::execute, own).close());
    assertEquals(ThreadsThatDoNotStart.MESSAGE, failure.getMessage());
    assertEquals(sockets, OpenDescriptors.sockets());
  }

  @Test
  void aServerWithoutAThreadForItsWatchdogLeavesNothing() throws IOException {
    assertLeavesNothing(ThreadsThatDoNotStart.INSTANCE);
  }

  @Test
  void aServerWithoutAThreadToAcceptEndsItsWatchdogAndLeavesNothing() throws Exception {
    var made = new AtomicInteger();
    var watchdogs = new ConcurrentLinkedQueue<Thread>();
    assertLeavesNothing(
        work -> {
          boolean first = made.getAndIncrement() == 0;
          Thread thread = (first ? OWN : ThreadsThatDoNotStart.INSTANCE).newThread(work);
          if (first) {
            watchdogs.add(thread);
          }
          return thread;
        });
    assertEquals(Thread.State.TERMINATED, watchdogs.remove().getState());
  }

  private void assertClosesOneAndServesTheNext(Executor executor) throws IOException {
    try (Server server = BlockingServer.start(TestSite.config(), executor, OWN)) {
      try (var client = new RawClient(server)) {
        client.get("hello.html");
        Await.until("it to be closed", () -> server.stats().closed(), count -> count == 1);
        assertEquals(0, client.restOrReset().length);
      }
      try (var client = new RawClient(server)) {
        client.get("hello.html");
        assertArrayEquals(TestSite.file("hello.html"), client.answer().body());
      }
      assertEquals(0, server.drain(AMPLE));
      assertEquals(2, server.stats().closed());
    }
  }

  @Test
  void aConnectionThatIsRejectedIsClosedAndNoOther() throws IOException {
    faults.add(new RejectedExecutionException("expected by the test"));
    assertClosesOneAndServesTheNext(this::execute);
  }

  @Test
  void aConnectionThatGetsNoThreadIsClosedAndNoOther() throws IOException {
    faults.add(new OutOfMemoryError("expected by the test"));
    assertClosesOneAndServesTheNext(this::execute);
  }
}
