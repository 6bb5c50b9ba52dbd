package dev.pruefstand.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.server.RawClient.Answer;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every server answers, byte for byte, over real sockets. */
@ParameterizedClass
@MethodSource("dev.pruefstand.server.Contender#all")
@Timeout(60)
class ServerContractTest {
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

  /** The one answer to a request, after which the server ends the connection. */
  private Answer onlyAnswer(byte[] request) throws IOException {
    try (var client = new RawClient(server)) {
      client.send(request);
      Answer answer = client.answer();
      assertEquals(0, client.rest().length, "expected the end after\n" + answer.head());
      return answer;
    }
  }

  @Test
  void everyFileOfTheSiteArrivesByteForByteOnOneConnection() throws IOException {
    List<String> files = TestSite.files();
    assertFalse(files.isEmpty());
    try (var client = new RawClient(server)) {
      for (String file : files) {
        client.get(file);
        Answer answer = client.answer();
        assertEquals(200, answer.status(), file);
        assertArrayEquals(TestSite.file(file), answer.body(), file);
      }
    }
  }

  @Test
  void theHeadTellsTypeLengthDateServerAndValidators() throws IOException {
    try (var client = new RawClient(server)) {
      client.get("hello.html");
      Answer answer = client.answer();
      assertEquals("text/html; charset=utf-8", answer.value("Content-Type"));
      assertEquals(TestSite.file("hello.html").length, answer.body().length);
      assertTrue(answer.value("Date").endsWith(" GMT"), answer.head());
      assertEquals("pruefstand", answer.value("Server"));
      assertTrue(answer.value("ETag").startsWith("\""), answer.head());
      assertTrue(answer.value("Last-Modified").endsWith(" GMT"), answer.head());
      assertEquals(List.of(), answer.values("Connection"));
    }
  }

  @Test
  void theFolderIsItsIndex() throws IOException {
    try (var client = new RawClient(server)) {
      client.get("");
      assertArrayEquals(TestSite.file("index.html"), client.answer().body());
    }
  }

  @Test
  void headIsTheHeadOfGetAndNothingElse() throws IOException {
    for (String file : TestSite.files()) {
      try (var client = new RawClient(server)) {
        client.get(file);
        String head = client.answer().head();
        client.say("HEAD /" + file + " HTTP/1.1\nHost: a\n\n");
        assertEquals(withoutDate(head), withoutDate(client.answerToHead().head()));
        client.get("hello.html");
        assertArrayEquals(TestSite.file("hello.html"), client.answer().body());
      }
    }
  }

  private static String withoutDate(String head) {
    return head.replaceFirst("Date: .*\r\n", "");
  }

  @Test
  void aCopyThatIsStillGoodIsNotSentAgain() throws IOException {
    try (var client = new RawClient(server)) {
      client.get("page.html");
      Answer first = client.answer();
      client.say(
          """
          GET /page.html HTTP/1.1
          Host: a
          If-None-Match: %s

          GET /page.html HTTP/1.1
          Host: a
          If-Modified-Since: %s

          GET /page.html HTTP/1.1
          Host: a
          If-None-Match: "another"

          """
              .formatted(first.value("ETag"), first.value("Last-Modified")));
      for (int i = 0; i < 2; i++) {
        Answer notModified = client.answer();
        assertEquals(304, notModified.status());
        assertEquals(first.value("ETag"), notModified.value("ETag"));
      }
      assertArrayEquals(TestSite.file("page.html"), client.answer().body());
    }
  }

  static Stream<Arguments> keptAlive() {
    return Stream.of(
        Arguments.of(404, "GET /nothing HTTP/1.1\nHost: a\n\n"),
        Arguments.of(404, "GET /stats/ HTTP/1.1\nHost: a\n\n"),
        Arguments.of(405, "DELETE /hello.html HTTP/1.1\nHost: a\n\n"),
        Arguments.of(405, "POST /hello.html HTTP/1.1\nHost: a\nContent-Length: 0\n\n"),
        Arguments.of(204, "OPTIONS /hello.html HTTP/1.1\nHost: a\n\n"),
        Arguments.of(501, "BREW /hello.html HTTP/1.1\nHost: a\n\n"),
        Arguments.of(200, "GET /hello.html HTTP/1.0\nConnection: keep-alive\n\n"),
        Arguments.of(200, "\n\nGET /hello.html HTTP/1.1\nHost: a\n\n"),
        Arguments.of(200, "GET /stats HTTP/1.1\nHost: a\n\n"));
  }

  @ParameterizedTest
  @MethodSource
  void keptAlive(int status, String request) throws IOException {
    try (var client = new RawClient(server)) {
      client.say(request);
      Answer answer = client.answer();
      assertEquals(status, answer.status());
      client.get("hello.html");
      assertArrayEquals(TestSite.file("hello.html"), client.answer().body());
    }
  }

  @Test
  void aMethodThatIsNotAllowedIsAnsweredWithTheOnesThatAre() throws IOException {
    try (var client = new RawClient(server)) {
      client.say("PUT /hello.html HTTP/1.1\nHost: a\n\n");
      assertEquals("GET, HEAD", client.answer().value("Allow"));
    }
  }

  static Stream<Arguments> closed() {
    return Stream.of(
        Arguments.of(200, "GET /hello.html HTTP/1.1\nHost: a\nConnection: close\n\n"),
        Arguments.of(200, "GET /huge.html HTTP/1.1\nHost: a\nConnection: close\n\n"),
        Arguments.of(200, "GET /hello.html HTTP/1.0\n\n"),
        Arguments.of(404, "GET /nothing HTTP/1.0\n\n"),
        Arguments.of(405, "POST / HTTP/1.1\nHost: a\nContent-Length: 4\n\nbody"),
        Arguments.of(400, "GET / HTTP/1.1\n\n"),
        Arguments.of(400, "GET / HTTP/1.1\nHost: a\nHost: b\n\n"),
        Arguments.of(400, "GET / HTTP/1.1\nHost : a\n\n"),
        Arguments.of(400, "GET / HTTP/1.1\nHost: a\n folded\n\n"),
        Arguments.of(400, "GET /%zz HTTP/1.1\nHost: a\n\n"),
        Arguments.of(400, "GET /../pom.xml HTTP/1.1\nHost: a\n\n"),
        Arguments.of(400, "GET / HTTP/1.1\nHost: a\nContent-Length: -1\n\n"),
        Arguments.of(400, "GET / HTTP/1.1\nHost: a\nTransfer-Encoding: gzip\n\n"),
        Arguments.of(501, "GET / HTTP/1.1\nHost: a\nTransfer-Encoding: gzip, chunked\n\n"),
        Arguments.of(414, "GET /" + "a".repeat(9_000) + " HTTP/1.1\nHost: a\n\n"),
        Arguments.of(414, "GET /" + "a".repeat(300_000)),
        Arguments.of(431, "GET / HTTP/1.1\nHost: a\nX: " + "a".repeat(20_000) + "\n\n"),
        Arguments.of(431, "GET / HTTP/1.1\nHost: a\n" + "X: a\n".repeat(101) + "\n"),
        Arguments.of(505, "GET / HTTP/2.0\nHost: a\n\n"),
        Arguments.of(505, "PRI * HTTP/2.0\n\nSM\n\n"),
        Arguments.of(400, "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003tls"),
        Arguments.of(400, "\u0000\u00ff".repeat(50_000)),
        Arguments.of(501, "SSH-2.0-".repeat(20)));
  }

  @ParameterizedTest
  @MethodSource
  void closed(int status, String request) throws IOException {
    Answer answer = onlyAnswer(RawClient.bytes(request));
    assertEquals(status, answer.status());
    assertEquals("close", answer.value("Connection"));
  }

  @Test
  void aBareLineFeedIsRefused() throws IOException {
    byte[] request = "GET / HTTP/1.1\nHost: a\n\n".getBytes();
    assertEquals(400, onlyAnswer(request).status());
  }

  @Test
  void pipelinedRequestsInOneSegmentAreAnsweredInTheirOrder() throws IOException {
    var requests = new StringBuilder();
    List<String> files = TestSite.files();
    int rounds = 20;
    for (int i = 0; i < rounds; i++) {
      files.forEach(file -> requests.append("GET /").append(file).append(" HTTP/1.1\nHost: a\n\n"));
    }
    try (var client = new RawClient(server)) {
      client.say(requests.toString());
      for (int i = 0; i < rounds; i++) {
        for (String file : files) {
          assertArrayEquals(TestSite.file(file), client.answer().body(), file);
        }
      }
    }
  }

  @Test
  void pipelinedRequestsMayBeCutAnywhere() throws IOException {
    byte[] requests =
        RawClient.bytes(
            """
            GET /small.html HTTP/1.1
            Host: a

            HEAD /none HTTP/1.0
            Connection: keep-alive

            """);
    try (var client = new RawClient(server)) {
      for (int cut = 0; cut <= requests.length; cut++) {
        client.sendCut(requests, cut);
        assertArrayEquals(TestSite.file("small.html"), client.answer().body(), "cut at " + cut);
        assertEquals(404, client.answerToHead().status(), "cut at " + cut);
      }
    }
  }

  @Test
  void whatIsPipelinedBehindTheLastRequestIsNotAnswered() throws IOException {
    byte[] requests =
        RawClient.bytes(
            """
            GET /small.html HTTP/1.1
            Host: a
            Connection: close

            GET /hello.html HTTP/1.1
            Host: a

            """);
    assertArrayEquals(TestSite.file("small.html"), onlyAnswer(requests).body());
  }

  @Test
  void whatHasBeenAnsweredIsCounted() throws IOException {
    try (var client = new RawClient(server)) {
      client.get("hello.html");
      client.answer();
      client.get("nothing");
      client.answer();
    }
    Await.until("the connection to be closed", () -> server.stats().closed(), count -> count == 1);
    assertEquals(1, server.stats().accepted());
    assertEquals(1, server.stats().answered2xx());
    assertEquals(1, server.stats().answered4xx());
  }
}
