package dev.pruefstand.server;

import static dev.pruefstand.server.ContractRow.of;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every request after whose answer the connection ends, refused or not, with every server. */
@ParameterizedClass
@MethodSource("dev.pruefstand.server.Contender#all")
@Timeout(60)
class RefusedContractTest {
  private static final String GET = "GET / HTTP/1.1\nHost: a\n";
  private static final String POST = "POST / HTTP/1.1\nHost: a\n";
  private static final String CHUNKED = "Transfer-Encoding: chunked\n\n";
  private static final String ALLOW = "Allow: GET, HEAD";

  /** One that would be answered with 200, were it taken for a request. */
  private static final String SMUGGLED = "GET / HTTP/1.1\nHost: a\n\n";

  @Parameter Contender contender;

  private Server server;

  @BeforeEach
  void start() {
    server = contender.start(TestSite.config());
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  static Stream<ContractRow> last() {
    String length = "Content-Length: " + RawClient.bytes(SMUGGLED).length + "\n\n";
    return Stream.of(
        of("9112 9.6", 200, GET + "Connection: close\n\n"),
        of("9112 9.6", 200, GET + "Connection:\tx ,\tClose\n\n"),
        of("9112 9.6", 200, "GET /huge.html HTTP/1.1\nHost: a\nConnection: close\n\n"),
        of("9112 9.3", 200, "GET / HTTP/1.0\n\n"),
        of("9112 9.3", 404, "GET /nothing HTTP/1.0\n\n"),
        of("9110 9.3.6", 405, "CONNECT a:80 HTTP/1.1\nHost: a\n\n", ALLOW),
        of("9112 6.2", 405, POST + length + SMUGGLED, ALLOW),
        of("9112 7.1", 405, POST + CHUNKED + "1b\n" + SMUGGLED + "\n0\n\n", ALLOW),
        of("9112 7.1.2", 405, POST + CHUNKED + "1b;x\n" + SMUGGLED + "\n0\nX: y\n\n", ALLOW),
        of("9112 6.2", 501, "BREW / HTTP/1.1\nHost: a\n" + length + SMUGGLED),
        of("9110 10.1.1", 405, POST + "Expect: 100-continue\n" + length, ALLOW),
        of("9110 10.1.1", 417, GET + "Expect: magic\n" + length));
  }

  @ParameterizedTest
  @MethodSource
  void last(ContractRow row) throws IOException {
    assertHolds(row);
  }

  static Stream<ContractRow> malformed() {
    return Stream.of(
        of("9112 3.2", 400, "GET / HTTP/1.1\n\n"),
        of("9112 3.2", 400, GET + "Host: a\n\n"),
        of("9112 3.2", 400, "GET / HTTP/1.1\nHost: a b\n\n"),
        of("9112 5.1", 400, "GET / HTTP/1.1\nHost : a\n\n"),
        of("9112 5.2", 400, GET + " folded\n\n"),
        of("9112 5", 400, GET + ": nameless\n\n"),
        of("9110 5.5", 400, GET + "X: \u0000\n\n"),
        of("9110 5.5", 400, GET + "X: \u0007\n\n"),
        of("9112 2.2", 400, GET + "X: a\rb\n\n"),
        of("3986 2.1", 400, "GET /%zz HTTP/1.1\nHost: a\n\n"),
        of("3986 2.1", 400, "GET /%4 HTTP/1.1\nHost: a\n\n"),
        of("9110 17.3", 400, "GET /%00 HTTP/1.1\nHost: a\n\n"),
        of("9110 17.3", 400, "GET /../pom.xml HTTP/1.1\nHost: a\n\n"),
        of("9110 17.3", 400, "GET /%2e%2e/pom.xml HTTP/1.1\nHost: a\n\n"),
        of("9112 6.3", 400, GET + "Content-Length: -1\n\n"),
        of("9112 6.3", 400, GET + "Content-Length: +1\n\n"),
        of("9112 6.3", 400, GET + "Content-Length: one\n\n"),
        of("9112 6.3", 400, GET + "Content-Length: 9223372036854775808\n\n"),
        of("9112 6.3", 400, GET + "Content-Length: 1\nContent-Length: 2\n\n"),
        of("9112 6.1", 400, GET + "Content-Length: 4\n" + CHUNKED),
        of("9112 6.1", 400, GET + "Transfer-Encoding: chunked\nContent-Length: 4\n\n"),
        of("9110 9.3.2", 400, "HEAD / HTTP/1.1\n\n"),
        of("9112 6.1", 400, GET + "Transfer-Encoding: gzip\n\n"),
        of("9112 6.1", 501, GET + "Transfer-Encoding: gzip, chunked\n\n"),
        of("9112 7.1", 400, GET + CHUNKED + "x\n"),
        of("9112 7.1", 400, GET + CHUNKED + "3\nfour"),
        of("9112 7.1", 400, GET + CHUNKED + "-1\n"),
        of("9112 7.1", 400, GET + CHUNKED + "fffffffffffffffff\n"),
        of("9112 2.3", 505, "GET / HTTP/2.0\nHost: a\n\n"),
        of("9112 2.3", 505, "GET / HTTP/0.9\nHost: a\n\n"),
        of("9112 2.3", 400, "GET / http/1.1\nHost: a\n\n"),
        of("9112 2.3", 400, "GET /\nHost: a\n\n"),
        of("9113 3.4", 505, "PRI * HTTP/2.0\n\nSM\n\n"),
        of(
            "8446 5.1",
            400,
            "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003tls"),
        of("9112 2.2", 400, "\u0000\u00ff".repeat(50_000)),
        of("9112 3", 501, "SSH-2.0-".repeat(20)));
  }

  @ParameterizedTest
  @MethodSource
  void malformed(ContractRow row) throws IOException {
    assertHolds(row);
  }

  static Stream<ContractRow> tooMuch() {
    String tooLong = "Content-Length: 1048577\n";
    return Stream.of(
        of("9110 15.5.15", 414, "GET /" + "a".repeat(9_000) + " HTTP/1.1\nHost: a\n\n"),
        of("9110 15.5.15", 414, "GET /" + "a".repeat(300_000)),
        of("6585 5", 431, GET + "X: " + "a".repeat(20_000) + "\n\n"),
        of("6585 5", 431, GET + "X: a\n".repeat(101) + "\n"),
        of("9110 15.5.14", 413, POST + tooLong + "\n"),
        of("9110 15.5.14", 413, GET + tooLong + "\n"),
        of("9110 15.5.14", 413, GET + "Expect: 100-continue\n" + tooLong + "\n"),
        of("9110 15.5.14", 413, GET + "Content-Length: 9223372036854775807\n\n"),
        of("9110 15.5.14", 413, GET + CHUNKED + "100001\n"),
        of("9110 15.5.14", 413, GET + CHUNKED + "7fffffff\n"));
  }

  @ParameterizedTest
  @MethodSource
  void tooMuch(ContractRow row) throws IOException {
    assertHolds(row);
  }

  private void assertHolds(ContractRow row) throws IOException {
    ContractRow.Page page = ContractRow.Page.of(server);
    try (var client = new RawClient(server)) {
      assertEquals("close", row.ask(client, page).value("Connection"));
      assertEquals(0, client.rest().length, "expected the end");
    }
  }

  @Test
  void aBareLineFeedIsRefused() throws IOException {
    try (var client = new RawClient(server)) {
      client.send(GET.concat("\n").getBytes());
      assertEquals(400, client.answer().status());
      assertEquals(0, client.rest().length);
    }
  }

  /** RFC 9110 section 10.1.1. */
  @Test
  void aBodyThatIsAwaitedIsAskedFor() throws IOException {
    for (String body : List.of("Content-Length: 4\n\n", CHUNKED)) {
      try (var client = new RawClient(server)) {
        client.say(GET + "Expect: 100-Continue\n" + body);
        assertEquals("HTTP/1.1 100 Continue\r\n\r\n", client.answerToHead().head());
        client.patience(50);
        assertThrows(SocketTimeoutException.class, client::answer, "nothing before the body");
        client.patience(RawClient.PATIENCE_MILLIS);
        client.say(body.equals(CHUNKED) ? "4\nbody\n0\n\n" : "body");
        assertEquals(200, client.answer().status());
        client.get("hello.html");
        assertEquals(200, client.answer().status());
      }
    }
  }

  /** RFC 9110 section 10.1.1: HTTP/1.0 does not know it, and a body that is here needs none. */
  @Test
  void aBodyIsNotAskedForInVain() throws IOException {
    try (var client = new RawClient(server)) {
      client.say(GET + "Expect: 100-continue\nContent-Length: 4\n\nbody");
      assertEquals(200, client.answer().status());
      client.say("GET / HTTP/1.0\nExpect: 100-continue\nContent-Length: 4\n\n");
      client.patience(50);
      assertThrows(SocketTimeoutException.class, client::answer);
      client.patience(RawClient.PATIENCE_MILLIS);
      client.say("body");
      assertEquals(200, client.answer().status());
      assertEquals(0, client.rest().length);
    }
  }

  @Test
  void aBodyOfAMegabyteIsReadToItsEndAndTheConnectionGoesOn() throws IOException {
    try (var client = new RawClient(server)) {
      client.say(GET + "Content-Length: 1048576\n\n");
      client.send(new byte[1024 * 1024]);
      assertEquals(200, client.answer().status());
      client.say(GET + CHUNKED + "80000\n");
      client.send(new byte[512 * 1024]);
      client.say("\n0\nTrailer: x\n\n");
      assertEquals(200, client.answer().status());
      client.get("hello.html");
      assertEquals(200, client.answer().status());
    }
  }
}
