package dev.pruefstand.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.server.RawClient.Answer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
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
    assertEquals(1, server.stats().answered(2));
    assertEquals(1, server.stats().answered(4));
  }
}
