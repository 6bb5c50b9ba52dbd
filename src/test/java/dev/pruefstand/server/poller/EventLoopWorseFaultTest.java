package dev.pruefstand.server.poller;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

/** What the event loop does without memory for a moment, or about what nobody has thought of. */
@ParameterizedClass
@EnumSource
@Timeout(60)
class EventLoopWorseFaultTest {
  private static final Duration SHORT = Duration.ofMillis(50);
  private static final Duration LONG = Duration.ofSeconds(30);

  /** What strikes in the midst of the loop. */
  enum Worse {
    NO_MEMORY,
    UNEXPECTED;

    void strike(Call call) {
      if (this == NO_MEMORY) {
        throw new OutOfMemoryError("expected by the test: " + call);
      }
      throw new IllegalStateException("expected by the test: " + call);
    }
  }

  @Parameter Worse worse;

  private final AtomicReference<Call> failing = new AtomicReference<>(Call.NONE);

  private Server start(ServerConfig config) {
    Platform here = TestPlatform.EPOLL.orSkip();
    return EventLoopServer.start(
        config.on(1),
        new Platform(
            here.abi(), () -> new FaultyPoller(here.pollers().get(), failing, worse::strike)));
  }

  private static void assertServes(Server server) throws IOException {
    try (var client = new RawClient(server)) {
      client.get("hello.html");
      assertArrayEquals(TestSite.file("hello.html"), client.answer().body());
    }
  }

  private static void assertAllClosedOnce(Server server, int accepted) throws IOException {
    Await.until("all closed", () -> server.stats().closed(), closed -> closed >= accepted);
    assertServes(server);
    Await.until("the last closed", () -> server.stats().closed(), closed -> closed > accepted);
    assertEquals(accepted + 1, server.stats().accepted());
    assertEquals(accepted + 1, server.stats().closed());
  }

  @Test
  void onlyAWantOfMemoryDoesNotEndTheLoop() throws IOException {
    try (Server server = start(TestSite.config());
        var client = new RawClient(server)) {
      client.get("hello.html");
      assertArrayEquals(TestSite.file("hello.html"), client.answer().body());
      // It strikes before or after the request that wakes the loop.
      failing.set(Call.POLL);
      client.get("hello.html");
      Await.until("the fault", () -> failing.get().compareTo(Call.NONE), found -> found == 0);
      if (worse == Worse.NO_MEMORY) {
        assertArrayEquals(TestSite.file("hello.html"), client.answer().body());
        assertServes(server);
      } else {
        client.restOrReset();
        assertThrows(IOException.class, () -> new RawClient(server));
      }
    }
  }

  @Test
  void aConnectionThatCannotBeWatchedIsClosed() throws IOException {
    try (Server server = start(TestSite.config())) {
      failing.set(Call.ADD);
      try (var client = new RawClient(server)) {
        assertEquals(0, client.restOrReset().length);
      }
      assertAllClosedOnce(server, 1);
    }
  }

  @Test
  void aConnectionWhoseInterestCannotBeChangedIsClosed(@TempDir Path folder) throws IOException {
    try (Server server = start(TestSite.withLargeFile(folder))) {
      try (var client = new RawClient(server.address(), OptionalInt.of(16 * 1024))) {
        client.get("hello.html");
        client.answer();
        failing.set(Call.CHANGE);
        client.get("large.bin");
        Await.until(
            "the change failed", () -> failing.get().compareTo(Call.NONE), found -> found == 0);
        assertTrue(client.restOrReset().length < TestSite.LARGE_BYTES);
      }
      assertAllClosedOnce(server, 1);
    }
  }
}
