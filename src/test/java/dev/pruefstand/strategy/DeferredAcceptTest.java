package dev.pruefstand.strategy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pruefstand.server.RawClient;
import dev.pruefstand.server.Server;
import dev.pruefstand.server.TestSite;
import dev.pruefstand.stats.LoopCounts;
import dev.pruefstand.stats.SystemCall;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a listener does that accepts only those who have something to say. */
@Timeout(30)
class DeferredAcceptTest {
  /** After a second a silent connection is accepted all the same. */
  private static final Duration DEFERRED_FOR = Duration.ofMillis(900);

  @BeforeEach
  void whereItExists() {
    NativePlatform.deferredAcceptUnavailability().ifPresent(why -> assumeTrue(false, why));
  }

  @ParameterizedTest
  @EnumSource
  void aSilentConnectionIsNotAcceptedUntilItSpeaks(Strategy strategy) throws IOException {
    strategy.unavailability().ifPresent(why -> assumeTrue(false, why));
    try (Server server = strategy.start(TestSite.config().on(1))) {
      NativePlatform.deferAccept(server.address().getPort());
      long began = System.nanoTime();
      try (var silent = new RawClient(server)) {
        assertServes(server);
        long accepted = server.stats().accepted();
        assumeTrue(
            System.nanoTime() - began < DEFERRED_FOR.toNanos(), "the machine was too slow to tell");
        assertEquals(1, accepted);
        silent.get("hello.html");
        assertArrayEquals(TestSite.file("hello.html"), silent.answer().body());
        assertEquals(2, server.stats().accepted());
      }
    }
  }

  private static void assertServes(Server server) throws IOException {
    try (var client = new RawClient(server)) {
      client.get("hello.html");
      assertArrayEquals(TestSite.file("hello.html"), client.answer().body());
    }
  }

  /** Whoever shuts a door at which a thread blocks in accepting has to be heard. */
  @ParameterizedTest
  @EnumSource
  void aServerThatDefersDrainsLikeAnyOther(Strategy strategy) throws IOException {
    strategy.unavailability().ifPresent(why -> assumeTrue(false, why));
    try (Server server = strategy.start(TestSite.config().on(1))) {
      NativePlatform.deferAccept(server.address().getPort());
      assertServes(server);
      assertEquals(0, server.drain(Duration.ofSeconds(10)));
      assertThrows(ConnectException.class, () -> new RawClient(server));
    }
  }

  /** What has been read by then needs no poller, and what goes again was never in one. */
  @Test
  void whatIsAnsweredAndClosedAtOnceIsNeverWatched() throws IOException {
    Strategy.EVENT_LOOP.unavailability().ifPresent(why -> assumeTrue(false, why));
    try (Server server = Strategy.EVENT_LOOP.start(TestSite.config().on(1))) {
      NativePlatform.deferAccept(server.address().getPort());
      for (int i = 0; i < 20; i++) {
        try (var client = new RawClient(server)) {
          client.say("GET /hello.html HTTP/1.1\nHost: a\nConnection: close\n\n");
          assertArrayEquals(TestSite.file("hello.html"), client.answer().body());
          assertEquals(0, client.rest().length);
        }
      }
      LoopCounts counts = server.loopCounts().orElseThrow();
      assertEquals(20L, counts.systemCalls().get(SystemCall.RECEIVE));
      assertEquals(0L, counts.systemCalls().getOrDefault(SystemCall.WATCH, 0L));
    }
  }

  @Test
  void aPortWithoutAListenerOfThisProcessIsRefused() throws IOException {
    int port;
    try (var gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = gone.getLocalPort();
    }
    var failure = assertThrows(IOException.class, () -> NativePlatform.deferAccept(port));
    assertEquals(
        "expected a listener of this process on port %d to defer accepting on, found none"
            .formatted(port),
        failure.getMessage());
  }
}
