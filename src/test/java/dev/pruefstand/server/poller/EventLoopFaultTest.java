package dev.pruefstand.server.poller;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.os.Errno;
import dev.pruefstand.os.OpenDescriptors;
import dev.pruefstand.os.OsException;
import dev.pruefstand.os.Platform;
import dev.pruefstand.os.TestPlatform;
import dev.pruefstand.server.Await;
import dev.pruefstand.server.RawClient;
import dev.pruefstand.server.Server;
import dev.pruefstand.server.ServerConfig;
import dev.pruefstand.server.TestSite;
import dev.pruefstand.server.poller.FaultyPoller.Call;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What the event loop does when the system refuses it something: one connection pays, at most. */
@ParameterizedClass
@EnumSource
@Timeout(60)
class EventLoopFaultTest {
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final Duration LONG = Duration.ofSeconds(30);

  @Parameter TestPlatform platform;

  private final AtomicReference<Call> failing = new AtomicReference<>(Call.NONE);

  private Server start(ServerConfig config) {
    Platform here = platform.orSkip();
    return EventLoopServer.start(
        config.on(1),
        new Platform(here.abi(), () -> new FaultyPoller(here.pollers().get(), failing)));
  }

  private static void assertServes(Server server) throws IOException {
    try (var client = new RawClient(server)) {
      client.get("hello.html");
      assertArrayEquals(TestSite.file("hello.html"), client.answer().body());
    }
  }

  @Test
  void aConnectionThatCannotBeWatchedIsClosedAndTheNextIsServed() throws IOException {
    var config = TestSite.config().within(TestSite.times(SHORT, LONG, LONG));
    try (Server server = start(config)) {
      failing.set(Call.ADD);
      try (var client = new RawClient(server)) {
        assertEquals(0, client.restOrReset().length);
      }
      assertServes(server);
      assertEquals(Call.NONE, failing.get());
      Await.until("none open", () -> server.stats().open(), open -> open == 0);
    }
  }

  @Test
  void aConnectionWhoseInterestCannotBeChangedIsClosedAndOthersAreServed(@TempDir Path folder)
      throws IOException {
    try (Server server = start(TestSite.withLargeFile(folder))) {
      try (var client = new RawClient(server.address(), OptionalInt.of(16 * 1024))) {
        client.get("hello.html");
        client.answer();
        failing.set(Call.CHANGE);
        client.get("large.bin");
        // Whoever reads at once can be sent everything without the loop having to wait for room.
        Await.until(
            "the change failed", () -> failing.get().compareTo(Call.NONE), found -> found == 0);
        assertTrue(client.restOrReset().length < TestSite.LARGE_BYTES);
      }
      assertServes(server);
      Await.until("none open", () -> server.stats().open(), open -> open == 0);
    }
  }

  @Test
  void aLoopThatCannotGoOnClosesItsConnectionsAndItsListener() throws IOException {
    long before = OpenDescriptors.sockets();
    try (Server server = start(TestSite.config())) {
      try (var client = new RawClient(server)) {
        client.get("hello.html");
        client.answer();
        failing.set(Call.POLL);
        assertEquals(0, client.restOrReset().length);
      }
      Await.until("no socket", OpenDescriptors::sockets, count -> count == before);
      assertThrows(IOException.class, () -> new RawClient(server));
    }
  }

  @Test
  void aPollerThatCannotBeOpenedIsTheReasonWhyTheServerDoesNotStart() {
    Platform here = platform.orSkip();
    long before = OpenDescriptors.sockets();
    var broken =
        new Platform(
            here.abi(),
            () -> {
              try (var errno = new Errno()) {
                throw errno.failure("opening a poller");
              }
            });
    var failure =
        assertThrows(
            OsException.class,
            () -> EventLoopServer.start(TestSite.config().on(1), broken).close());
    assertEquals("opening a poller failed: Success (errno 0)", failure.getMessage());
    assertEquals(before, OpenDescriptors.sockets());
  }
}
