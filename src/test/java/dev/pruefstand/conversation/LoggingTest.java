package dev.pruefstand.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.http.Limits;
import dev.pruefstand.stats.AccessLog;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a connection leaves in the access log. ↵ is a line end. */
@Timeout(60)
class LoggingTest {
  private static final String HOST = " HTTP/1.1↵Host: a↵↵";

  /** The log's lines without their times. */
  private static List<String> logged(Consumer<Conversations> requests) {
    var text = new StringBuilder();
    try (var log = new AccessLog(text, ZoneOffset.UTC)) {
      requests.accept(new Conversations(SampleSite.SITE, Limits.DEFAULT, log));
    }
    return text.toString().lines().map(line -> line.replaceAll("\\[[^]]*]", "[]")).toList();
  }

  private static List<String> loggedOf(String... requests) {
    return logged(
        server -> {
          var client = new Client(server);
          for (String request : requests) {
            client.send(request);
          }
        });
  }

  @Test
  void everyAnswerHasItsLineWithTheLengthOfItsBody() {
    String refused = "<garbage>↵";
    List<String> lines =
        loggedOf(
            "↵GET /hello.html?q=1" + HOST + "HEAD /hello.html" + HOST,
            "GET /hello.html HTTP/1.1↵Host: a↵Range: bytes=0-2↵↵",
            "OPTIONS *" + HOST + "GET /hello.html HTTP/1.0↵Connection: keep-alive↵↵" + refused);
    int page = new Client(SampleSite.server()).send(refused).reply().body().length();
    assertEquals(
        List.of(
            "127.0.0.1 - - [] \"GET /hello.html?q=1 HTTP/1.1\" 200 8",
            "127.0.0.1 - - [] \"HEAD /hello.html HTTP/1.1\" 200 -",
            "127.0.0.1 - - [] \"GET /hello.html HTTP/1.1\" 206 3",
            "127.0.0.1 - - [] \"OPTIONS * HTTP/1.1\" 204 -",
            "127.0.0.1 - - [] \"GET /hello.html HTTP/1.0\" 200 8",
            "127.0.0.1 - - [] \"<garbage>\" 400 " + page),
        lines);
  }

  @Test
  void aLineIsNeverThatOfAnotherRequest() {
    List<String> lines = loggedOf("GET /stats" + HOST, "\n");
    assertEquals(2, lines.size());
    assertTrue(lines.getFirst().contains("\"GET /stats HTTP/1.1\" 200 "), lines.getFirst());
    assertTrue(lines.getLast().contains("\"-\" 400 "), lines.getLast());
  }

  @Test
  void aRequestWhoseBodyIsWrongKeepsItsLine() {
    String chunked = "POST /x HTTP/1.1↵Host: a↵Transfer-Encoding: chunked↵↵";
    List<String> lines = loggedOf("GET /" + HOST + chunked + "zzz↵");
    assertTrue(lines.getLast().contains("\"POST /x HTTP/1.1\" 400 "), lines.getLast());
  }

  @Test
  void aLongLineIsCut() {
    List<String> lines = loggedOf("GET /" + "a".repeat(5_000) + HOST);
    String kept = "GET /" + "a".repeat(1024 - "GET /".length());
    assertTrue(lines.getFirst().contains('"' + kept + "\" 404 "), lines.getFirst());
  }

  @Test
  void aFloodOfPipelinedRequestsIsLoggedLineByLineAgainAndAgain() {
    var expected = new ArrayList<String>();
    String line = "127.0.0.1 - - [] \"HEAD / HTTP/1.1\" 200 -";
    expected.addAll(Collections.nCopies(400, line));
    expected.add(line.replace("HEAD /", "GET /hello.html").replace("200 -", "200 8"));
    String flood = ("HEAD /" + HOST).repeat(200);
    assertEquals(expected, loggedOf(flood, flood + "GET /hello.html" + HOST));
  }

  @Test
  void aRequestThatDidNotArriveInItsTimeIsLoggedAsFarAsItCame() {
    List<String> lines =
        logged(
            server ->
                new Client(server).send("GET /he").pass(Limits.DEFAULT.request().toNanos() + 1));
    assertTrue(lines.getFirst().contains("\"GET /he\" 408 "), lines.getFirst());
  }

  @Test
  void answersThatAreCutOffAreLoggedWithWhatWasTakenOfTheirBodies() {
    int head = new Client(SampleSite.server()).send("HEAD /hello.html" + HOST).receivedBytes();
    String answered = "127.0.0.1 - - [] \"GET /hello.html HTTP/1.1\" 200 ";
    List<String> lines =
        logged(
            server -> {
              var client = new Client(server);
              client.reads = false;
              client.roomBytes = head + 8 + head + 3;
              client.send(("GET /hello.html" + HOST).repeat(3)).readOnce();
              client.close();
            });
    assertEquals(List.of(answered + "8", answered + "3", answered + "-"), lines);
  }

  @Test
  void anAnswerIsLoggedOnce() {
    List<String> lines =
        logged(
            server -> {
              var client = new Client(server).send("GET /hello.html" + HOST);
              client.close();
              client.close();
            });
    assertEquals(1, lines.size(), lines.toString());
  }
}
