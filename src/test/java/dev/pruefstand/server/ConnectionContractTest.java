package dev.pruefstand.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pruefstand.server.RawClient.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** How long connections live, how they end, and over which addresses, for every server. */
@ParameterizedClass
@MethodSource("dev.pruefstand.server.Contender#all")
@Timeout(60)
class ConnectionContractTest {
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final Duration LONG = Duration.ofSeconds(30);

  @Parameter Contender contender;

  @Test
  void aRequestThatDoesNotArriveInTimeIsAnsweredWithATimeout() throws IOException {
    var limits = TestSite.times(SHORT, LONG, LONG);
    try (Server server = contender.start(TestSite.config().within(limits));
        var client = new RawClient(server)) {
      client.get("hello.html");
      client.answer();
      long begun = System.nanoTime();
      client.say("GET /hello.html HTTP/1.1\nHost:");
      Answer answer = client.answer();
      long nanos = System.nanoTime() - begun;
      assertEquals(408, answer.status());
      assertEquals("close", answer.value("Connection"));
      assertEquals(0, client.rest().length);
      assertTrue(nanos >= SHORT.toNanos(), "expected at least " + SHORT + ", found " + nanos);
    }
  }

  @Test
  void bytesThatTrickleInDoNotProlongTheTimeOfARequest() throws IOException {
    var limits = TestSite.times(SHORT, LONG, LONG);
    try (Server server = contender.start(TestSite.config().within(limits));
        var client = new RawClient(server)) {
      client.say("GET /hello.html HTTP/1.1\nHost: a\nX: ");
      Await.until(
          "an answer although bytes keep coming",
          () -> {
            client.say("a");
            return client.available();
          },
          available -> available > 0);
      assertEquals(408, client.answer().status());
    }
  }

  @Test
  void aConnectionThatIsIdleForTooLongIsClosedWithoutAWord() throws IOException {
    var limits = TestSite.times(LONG, SHORT, LONG);
    try (Server server = contender.start(TestSite.config().within(limits));
        var client = new RawClient(server)) {
      client.get("hello.html");
      client.answer();
      long begun = System.nanoTime();
      assertEquals(0, client.rest().length);
      long nanos = System.nanoTime() - begun;
      assertTrue(nanos <= Duration.ofSeconds(10).toNanos(), "closed after " + nanos);
    }
  }

  @Test
  void aConnectionThatNeverSaysAnythingIsClosedWithoutAWordAfterTheTimeToIdle() throws IOException {
    var limits = TestSite.times(LONG, SHORT, LONG);
    try (Server server = contender.start(TestSite.config().within(limits));
        var client = new RawClient(server)) {
      assertEquals(0, client.rest().length);
    }
  }

  @Test
  void aClientThatStopsReadingIsClosedAfterTheTimeOfAWrite(@TempDir Path folder)
      throws IOException {
    var limits = TestSite.times(LONG, LONG, SHORT);
    try (Server server = contender.start(TestSite.withLargeFile(folder).within(limits));
        var client = new RawClient(server.address(), OptionalInt.of(16 * 1024))) {
      client.get("large.bin");
      Await.until("the connection to be closed", () -> server.stats().closed(), n -> n == 1);
      assertTrue(server.stats().bytesSent() < TestSite.LARGE_BYTES);
    }
  }

  /** RFC 9112 section 9.6: the client did not ask for the end, and so may go on asking. */
  @Test
  void aCloseThatTheServerDecidesOnDestroysNothingThatIsOnItsWay(@TempDir Path folder)
      throws IOException {
    try (Server server = contender.start(TestSite.withLargeFile(folder));
        var client = new RawClient(server.address(), OptionalInt.of(16 * 1024))) {
      client.get("large.bin");
      client.answerToHead();
      client.say("POST /hello.html HTTP/1.1\nHost: a\nContent-Length: 1\n\nx");
      byte[] begun = client.read(TestSite.LARGE_BYTES / 2);
      client.get("hello.html");
      byte[] rest = client.read(TestSite.LARGE_BYTES - begun.length);
      client.get("hello.html");
      assertEquals(TestSite.LARGE_BYTES, begun.length + rest.length);
      assertEquals(405, client.answer().status());
      assertEquals(0, client.rest().length);
    }
  }

  @Test
  void aClientThatHasEndedItsSideGetsItsWholeAnswerAndThenTheEnd() throws IOException {
    try (Server server = contender.start(TestSite.config())) {
      for (String file : TestSite.files()) {
        try (var client = new RawClient(server)) {
          client.get(file);
          client.endOutput();
          assertArrayEquals(TestSite.file(file), client.answer().body(), file);
          assertEquals(0, client.rest().length, file);
        }
      }
    }
  }

  @Test
  void aHalfClosedClientGetsTheAnswersToEverythingItHasAskedFor() throws IOException {
    int requests = 200;
    try (Server server = contender.start(TestSite.config());
        var client = new RawClient(server.address(), OptionalInt.of(16 * 1024))) {
      client.say("GET /page.html HTTP/1.1\nHost: a\n\n".repeat(requests));
      client.endOutput();
      for (int i = 0; i < requests; i++) {
        assertArrayEquals(TestSite.file("page.html"), client.answer().body(), "answer " + i);
      }
      assertEquals(0, client.rest().length);
    }
  }

  @Test
  void aClientThatEndsInMidRequestIsLetGo() throws IOException {
    try (Server server = contender.start(TestSite.config());
        var client = new RawClient(server)) {
      client.say("GET /hello.html HT");
      client.endOutput();
      assertEquals(0, client.rest().length);
    }
  }

  @Test
  void aRefusalCanBeReadAlthoughTheClientStillSends() throws IOException {
    try (Server server = contender.start(TestSite.config());
        var client = new RawClient(server)) {
      client.say("GET / HTTP/1.1\nHost: a\nContent-Length: nonsense\n\n");
      Answer answer = client.answer();
      // Had the server closed, this would be answered with a reset, which drops what is unread.
      client.send(new byte[100_000]);
      client.send(new byte[100_000]);
      assertEquals(400, answer.status());
      assertEquals(0, client.rest().length);
    }
  }

  @Test
  void aBodyIsNeverTakenForARequest() throws IOException {
    byte[] smuggled = RawClient.bytes("GET /hello.html HTTP/1.1\nHost: a\n\n");
    try (Server server = contender.start(TestSite.config());
        var client = new RawClient(server)) {
      client.say("POST / HTTP/1.1\nHost: a\nContent-Length: " + smuggled.length + "\n\n");
      client.send(smuggled);
      assertEquals(405, client.answer().status());
      assertEquals(0, client.rest().length);
      assertEquals(0, server.stats().answered(2));
    }
  }

  @Test
  void aBodyThatDoesNotArriveInTimeIsAnsweredWithATimeout() throws IOException {
    var limits = TestSite.times(SHORT, LONG, LONG);
    try (Server server = contender.start(TestSite.config().within(limits));
        var client = new RawClient(server)) {
      client.say("POST / HTTP/1.1\nHost: a\nContent-Length: 10\n\n12345");
      Answer answer = client.answer();
      assertEquals(408, answer.status());
      assertEquals("close", answer.value("Connection"));
      // What comes too late is no reason for a reset, which the answer might not survive.
      client.send(new byte[100_000]);
      client.send(new byte[100_000]);
      assertEquals(0, client.rest().length);
    }
  }

  @Test
  void theLastAnswerCanBeReadAlthoughTheClientHasNotStoppedSending() throws IOException {
    try (Server server = contender.start(TestSite.config());
        var client = new RawClient(server)) {
      client.say("GET /huge.html HTTP/1.1\nHost: a\nConnection: close\n\n" + "x".repeat(10_000));
      assertArrayEquals(TestSite.file("huge.html"), client.answer().body());
      client.send(new byte[100_000]);
      assertEquals(0, client.rest().length);
    }
  }

  @Test
  void aShortLastAnswerCanBeReadAlthoughTheClientHasSaidMoreAndSendsOn() throws IOException {
    try (Server server = contender.start(TestSite.config());
        var client = new RawClient(server)) {
      client.say("GET /small.html HTTP/1.1\nHost: a\nConnection: close\n\nGET /");
      assertArrayEquals(TestSite.file("small.html"), client.answer().body());
      client.send(new byte[100_000]);
      client.send(new byte[100_000]);
      assertEquals(0, client.rest().length);
    }
  }

  @Test
  void ipv6IsServedLikeIpv4() throws IOException {
    var v6 = new InetSocketAddress(InetAddress.getByName("::1"), 0);
    assumeTrue(exists(v6.getAddress()), "this machine has no [::1]");
    try (Server server = contender.start(TestSite.config().at(v6));
        var client = new RawClient(server)) {
      assertEquals(v6.getAddress(), server.address().getAddress());
      client.get("page.html");
      assertArrayEquals(TestSite.file("page.html"), client.answer().body());
    }
  }

  private static boolean exists(InetAddress address) {
    try (var socket = new ServerSocket(0, 1, address)) {
      return socket.isBound();
    } catch (IOException none) {
      return false;
    }
  }

  @Test
  void ipv4IsServedOnTheAddressThatWasAskedFor() throws IOException {
    var v4 = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0);
    try (Server server = contender.start(TestSite.config().at(v4));
        var client = new RawClient(server)) {
      assertEquals(v4.getAddress(), server.address().getAddress());
      client.get("page.html");
      assertArrayEquals(TestSite.file("page.html"), client.answer().body());
    }
  }
}
