package dev.pruefstand.server.ring;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pruefstand.os.linux.Ring;
import dev.pruefstand.server.Await;
import dev.pruefstand.server.RawClient;
import dev.pruefstand.server.Server;
import dev.pruefstand.server.ServerConfig;
import dev.pruefstand.server.TestSite;
import dev.pruefstand.stats.LoopCounts;
import dev.pruefstand.stats.SystemCall;
import dev.pruefstand.strategy.Strategy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What only a ring has: queues and buffers that can be too small, and counts of its calls. */
@Timeout(60)
class RingServerTest {
  private static final int CLIENTS = 100;

  private final List<RawClient> clients = new ArrayList<>();

  @BeforeEach
  void needsARing() {
    assumeTrue(
        Strategy.IO_URING.unavailability().isEmpty(),
        () -> Strategy.IO_URING.unavailability().orElse(""));
  }

  @AfterEach
  void closeClients() throws IOException {
    for (RawClient client : clients) {
      client.close();
    }
  }

  private RawClient connect(Server server, OptionalInt buffer) throws IOException {
    var client = new RawClient(server.address(), buffer);
    clients.add(client);
    return client;
  }

  private static Server tiny(ServerConfig config) {
    return RingServer.start(
        config, () -> new Ring(2, 4, 2, 64), Thread.ofPlatform().name("tiny-ring").factory());
  }

  @Test
  void withHardlyAnyQueuesAndBuffersEverybodyGetsEverything() throws IOException {
    List<String> files = TestSite.files();
    try (Server server = tiny(TestSite.config())) {
      for (int i = 0; i < CLIENTS; i++) {
        RawClient client = connect(server, OptionalInt.empty());
        for (String file : files) {
          client.get(file);
        }
      }
      for (RawClient client : clients) {
        for (String file : files) {
          assertArrayEquals(TestSite.file(file), client.answer().body(), file);
        }
      }
      assertEquals(CLIENTS, server.stats().open());
    }
  }

  @Test
  void moreAnswersThanThereIsRoomForInABatchAllCome() throws IOException {
    int requests = 200;
    try (Server server = RingServer.start(TestSite.config())) {
      for (int i = 0; i < CLIENTS; i++) {
        connect(server, OptionalInt.of(16 * 1024))
            .say("GET /page.html HTTP/1.1\nHost: a\n\n".repeat(requests));
      }
      for (int i = 0; i < requests; i++) {
        for (RawClient client : clients) {
          assertArrayEquals(TestSite.file("page.html"), client.answer().body());
        }
      }
    }
  }

  @Test
  void aBodyThatArrivesInManyBuffersIsReadWhole() throws IOException {
    try (Server server = tiny(TestSite.config())) {
      RawClient client = connect(server, OptionalInt.empty());
      client.say("GET /hello.html HTTP/1.1\nHost: a\nContent-Length: 100000\n\n");
      client.send(new byte[100_000]);
      assertArrayEquals(TestSite.file("hello.html"), client.answer().body());
      client.get("page.html");
      assertArrayEquals(TestSite.file("page.html"), client.answer().body());
    }
  }

  /** Which can be read although bytes of the client's are left in the socket. */
  @Test
  void aRefusalAmidBytesThatFindNoBufferCanBeRead() throws IOException {
    try (Server server = tiny(TestSite.config())) {
      for (int i = 0; i < 20; i++) {
        RawClient client = connect(server, OptionalInt.empty());
        client.say("nonsense\n\n" + "x".repeat(10_000));
        assertEquals(400, client.answer().status());
        assertEquals(0, client.rest().length);
      }
    }
  }

  @Test
  void theCountsTellWhatTheLoopHasDoneWithoutCallsForEachRequest() throws IOException {
    int requests = 50;
    try (Server server = RingServer.start(TestSite.config())) {
      RawClient client = connect(server, OptionalInt.empty());
      for (int i = 0; i < requests; i++) {
        client.get("hello.html");
        client.answer();
      }
      client.close();
      Await.until("nobody there", () -> server.stats().open(), open -> open == 0);
      LoopCounts counts = server.loopCounts().orElseThrow();
      // At least one that it has come, and one that its answer has gone.
      assertTrue(counts.events() >= 2 * requests, counts.toString());
      assertTrue(counts.wakeUps() >= requests, counts.toString());
      assertTrue(
          counts.systemCalls().getOrDefault(SystemCall.WAIT, 0L) >= counts.wakeUps(),
          counts.toString());
      for (SystemCall none :
          List.of(SystemCall.ACCEPT, SystemCall.RECEIVE, SystemCall.SEND, SystemCall.WATCH)) {
        assertEquals(0, counts.systemCalls().get(none), counts.toString());
      }
    }
  }
}
