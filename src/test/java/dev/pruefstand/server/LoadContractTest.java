package dev.pruefstand.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pruefstand.http.Limits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Many connections, and connections that behave badly, beside others that do not. */
@ParameterizedClass
@MethodSource("dev.pruefstand.server.Contender#all")
@Timeout(120)
class LoadContractTest {
  private static final int CONNECTIONS = 1024;
  private static final int WORKERS = 8;
  private static final OptionalInt SMALL_BUFFER = OptionalInt.of(16 * 1024);

  @Parameter Contender contender;

  private final List<RawClient> clients = new ArrayList<>();

  @AfterEach
  void closeClients() throws IOException {
    for (RawClient client : clients) {
      client.close();
    }
  }

  private RawClient connect(Server server) throws IOException {
    var client = new RawClient(server);
    clients.add(client);
    return client;
  }

  private RawClient connectWithSmallBuffer(Server server) throws IOException {
    var client = new RawClient(server.address(), SMALL_BUFFER);
    clients.add(client);
    return client;
  }

  private static void assertServes(RawClient client) throws IOException {
    client.get("page.html");
    assertArrayEquals(TestSite.file("page.html"), client.answer().body());
  }

  @Test
  void aThousandKeptAliveConnectionsAskAtOnceAndEachGetsItsFileEveryTime() throws IOException {
    contender.mustServeSeveralAtOnce("a thousand are kept alive");
    List<String> files = TestSite.files();
    List<byte[]> contents = files.stream().map(TestSite::file).toList();
    var config = ServerConfig.onLoopback(TestSite.SITE, WORKERS);
    try (Server server = contender.start(config)) {
      for (int i = 0; i < CONNECTIONS; i++) {
        connect(server);
      }
      for (int round = 0; round < 3; round++) {
        for (int i = 0; i < CONNECTIONS; i++) {
          clients.get(i).get(files.get(file(i, round, files.size())));
        }
        for (int i = 0; i < CONNECTIONS; i++) {
          byte[] expected = contents.get(file(i, round, files.size()));
          assertArrayEquals(expected, clients.get(i).answer().body(), "connection " + i);
        }
      }
      assertEquals(CONNECTIONS, server.stats().open());
      assertEquals(3 * CONNECTIONS, server.stats().answered(2));
    }
  }

  private static int file(int connection, int round, int files) {
    return (connection + round) % files;
  }

  @Test
  void manyHalfRequestsHoldNobodyUp() throws IOException {
    contender.mustServeSeveralAtOnce("one is served while half requests wait");
    try (Server server = contender.start(TestSite.config())) {
      List<RawClient> halves = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        RawClient half = connect(server);
        half.say("GET /page.html HTTP/1.1\nHo");
        halves.add(half);
      }
      assertServes(connect(server));
      for (RawClient half : halves) {
        half.say("st: a\n\n");
      }
      for (RawClient half : halves) {
        assertArrayEquals(TestSite.file("page.html"), half.answer().body());
      }
    }
  }

  @Test
  void aLargeBodyArrivesWholeAtASlowReader(@TempDir Path folder) throws IOException {
    try (Server server = contender.start(TestSite.withLargeFile(folder))) {
      RawClient client = connectWithSmallBuffer(server);
      client.get("large.bin");
      assertEquals(200, client.answerToHead().status());
      var body = new ByteArrayOutputStream();
      while (body.size() < TestSite.LARGE_BYTES) {
        body.writeBytes(client.read(Math.min(5_000, TestSite.LARGE_BYTES - body.size())));
      }
      assertArrayEquals(TestSite.large(), body.toByteArray());
      assertServes(client);
    }
  }

  @Test
  void clientsThatStopReadingHoldNobodyUpAndLoseNothing(@TempDir Path folder) throws IOException {
    contender.mustServeSeveralAtOnce("one is served while others do not read");
    try (Server server = contender.start(TestSite.withLargeFile(folder))) {
      List<RawClient> stopped = new ArrayList<>();
      for (int i = 0; i < 2 * WORKERS; i++) {
        RawClient client = connectWithSmallBuffer(server);
        client.get("large.bin");
        client.answerToHead();
        stopped.add(client);
      }
      RawClient other = connect(server);
      for (int i = 0; i < 20; i++) {
        assertServes(other);
      }
      byte[] large = TestSite.large();
      for (RawClient client : stopped) {
        assertArrayEquals(large, client.read(large.length));
      }
    }
  }

  @Test
  void resetsOfOthersLeaveNothingInAnAnswerThatIsOnItsWay(@TempDir Path folder) throws IOException {
    contender.mustServeSeveralAtOnce("others ask while an answer is on its way");
    try (Server server = contender.start(TestSite.withLargeFile(folder))) {
      RawClient reader = connectWithSmallBuffer(server);
      reader.get("large.bin");
      reader.answerToHead();
      byte[] large = TestSite.large();
      var body = new ByteArrayOutputStream();
      int resets = 0;
      while (body.size() < large.length) {
        // More than the sockets hold, so that the server is in the middle of it.
        RawClient dying = connectWithSmallBuffer(server);
        dying.say("GET /page.html HTTP/1.1\nHost: a\n\n".repeat(500));
        dying.answer();
        dying.reset();
        resets++;
        body.writeBytes(reader.read(Math.min(400_000, large.length - body.size())));
      }
      assertArrayEquals(large, body.toByteArray());
      assertServes(reader);
      int gone = resets;
      Await.until("the reset ones closed", () -> server.stats().closed(), n -> n == gone);
    }
  }

  @Test
  void resetsInMidAnswerAreClosedAndTheNextClientIsServed(@TempDir Path folder) throws IOException {
    contender.mustServeSeveralAtOnce("those who were served stay");
    try (Server server = contender.start(TestSite.withLargeFile(folder))) {
      int resets = 50;
      for (int i = 0; i < resets; i++) {
        RawClient client = connectWithSmallBuffer(server);
        client.get("large.bin");
        client.answerToHead();
        client.reset();
        assertServes(connect(server));
      }
      Await.until("the reset ones closed", () -> server.stats().closed(), n -> n == resets);
    }
  }

  @Test
  void beyondTheLimitConnectionsWaitAndAreServedWhenOthersClose() throws IOException {
    contender.mustServeSeveralAtOnce("three are served in turn");
    Limits limits = TestSite.connections(3);
    try (Server server = contender.start(TestSite.config().within(limits))) {
      for (int i = 0; i < 3; i++) {
        assertServes(connect(server));
      }
      RawClient waiting = connect(server);
      RawClient last = connect(server);
      waiting.get("page.html");
      last.get("page.html");
      waiting.patience(300);
      assertThrows(SocketTimeoutException.class, waiting::answer);
      assertEquals(3, server.stats().accepted());
      for (int i = 0; i < 3; i++) {
        assertServes(clients.get(i));
      }
      waiting.patience(RawClient.PATIENCE_MILLIS);
      clients.get(0).close();
      // Several listeners have a queue each, and the first of either may come first.
      Await.until("one of them", () -> waiting.available() + last.available(), bytes -> bytes > 0);
      boolean inOrder = waiting.available() > 0;
      RawClient first = inOrder ? waiting : last;
      assertArrayEquals(TestSite.file("page.html"), first.answer().body());
      clients.get(1).reset();
      RawClient second = inOrder ? last : waiting;
      assertArrayEquals(TestSite.file("page.html"), second.answer().body());
      assertEquals(5, server.stats().accepted());
    }
  }
}
