package dev.pruefstand.server.ring;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pruefstand.os.OpenDescriptors;
import dev.pruefstand.os.OsException;
import dev.pruefstand.server.Await;
import dev.pruefstand.server.RawClient;
import dev.pruefstand.server.Server;
import dev.pruefstand.server.ServerConfig;
import dev.pruefstand.server.TestSite;
import dev.pruefstand.server.ThreadsThatDoNotStart;
import dev.pruefstand.server.ring.FaultyRing.Call;
import dev.pruefstand.strategy.Strategy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the ring loop does when the system refuses it something: one connection pays, at most. */
@Timeout(60)
class RingFaultTest {
  private final AtomicReference<Call> failing = new AtomicReference<>(Call.NONE);

  @BeforeEach
  void needsARing() {
    assumeTrue(
        Strategy.IO_URING.unavailability().isEmpty(),
        () -> Strategy.IO_URING.unavailability().orElse(""));
  }

  private Server start(ServerConfig config) {
    return RingServer.start(
        config, () -> new FaultyRing(failing), Thread.ofPlatform().name("faulty-ring").factory());
  }

  private static void assertServes(Server server) throws IOException {
    try (var client = new RawClient(server)) {
      client.get("hello.html");
      assertArrayEquals(TestSite.file("hello.html"), client.answer().body());
    }
  }

  @Test
  void aConnectionThatCannotBeReceivedFromIsClosedAndTheNextIsServed() throws IOException {
    try (Server server = start(TestSite.config())) {
      assertServes(server);
      failing.set(Call.RECEIVE);
      try (var client = new RawClient(server)) {
        assertEquals(0, client.restOrReset().length);
      }
      assertServes(server);
      Await.until("none open", () -> server.stats().open(), open -> open == 0);
      assertEquals(2, server.stats().accepted());
    }
  }

  @Test
  void aConnectionThatCannotBeWaitedForIsClosedAndOthersAreServed(@TempDir Path folder)
      throws IOException {
    try (Server server = start(TestSite.withLargeFile(folder));
        var other = new RawClient(server)) {
      failing.set(Call.AWAIT_ROOM);
      try (var client = new RawClient(server.address(), OptionalInt.of(16 * 1024))) {
        client.get("large.bin");
        Await.until("the fault", () -> failing.get().compareTo(Call.NONE), found -> found == 0);
        assertTrue(client.restOrReset().length < TestSite.LARGE_BYTES);
      }
      other.get("hello.html");
      assertArrayEquals(TestSite.file("hello.html"), other.answer().body());
      Await.until("the other one open", () -> server.stats().open(), open -> open == 1);
    }
  }

  @Test
  void aLoopThatCannotGoOnClosesItsConnectionsAndItsListener() throws IOException {
    // Once, so that what the JDK opens for good with the first socket does not count as a leak.
    try (Server warm = start(TestSite.config())) {
      assertServes(warm);
    }
    long sockets = OpenDescriptors.sockets();
    long rings = OpenDescriptors.pollers();
    try (Server server = start(TestSite.config())) {
      try (var client = new RawClient(server)) {
        client.get("hello.html");
        client.answer();
        failing.set(Call.ENTER);
        assertEquals(0, client.restOrReset().length);
      }
      Await.until("no socket", OpenDescriptors::sockets, count -> count == sockets);
      Await.until("no ring", OpenDescriptors::pollers, count -> count == rings);
      assertThrows(IOException.class, () -> new RawClient(server));
      assertEquals(0, server.stats().open());
    }
  }

  @Test
  void aRingThatCannotBeOpenedIsTheReasonWhyTheServerDoesNotStart() {
    long sockets = OpenDescriptors.sockets();
    var failure =
        assertThrows(
            OsException.class,
            () ->
                RingServer.start(
                        TestSite.config(),
                        () -> {
                          throw OsException.of("opening a ring", 1);
                        },
                        Thread::new)
                    .close());
    assertEquals("opening a ring failed: Operation not permitted (errno 1)", failure.getMessage());
    assertEquals(sockets, OpenDescriptors.sockets());
  }

  @Test
  void aLoopWhoseThreadDoesNotStartLeavesNothing() {
    long sockets = OpenDescriptors.sockets();
    long rings = OpenDescriptors.pollers();
    var failure =
        assertThrows(
            OutOfMemoryError.class,
            () ->
                RingServer.start(
                        TestSite.config(), RingServer::usual, ThreadsThatDoNotStart.INSTANCE)
                    .close());
    assertEquals(ThreadsThatDoNotStart.MESSAGE, failure.getMessage());
    assertEquals(sockets, OpenDescriptors.sockets());
    assertEquals(rings, OpenDescriptors.pollers());
  }
}
