package dev.pruefstand.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.stats.ServerStats;
import dev.pruefstand.stats.Snapshot;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is counted, and what /stats tells of it. ↵ is a line end. */
@Timeout(60)
class StatisticsTest {
  private static final String HOST = " HTTP/1.1↵Host: a↵";

  private final Conversations server = SampleSite.server();
  private final ServerStats stats = server.stats();

  private Client client() {
    return new Client(server);
  }

  @ParameterizedTest
  @CsvSource({
    "2, GET / HTTP/1.1↵Host: a↵↵",
    "2, HEAD / HTTP/1.1↵Host: a↵↵",
    "2, GET /large.txt HTTP/1.0↵↵",
    "2, OPTIONS * HTTP/1.1↵Host: a↵↵",
    "3, GET / HTTP/1.1↵Host: a↵If-None-Match: *↵↵",
    "4, GET /missing HTTP/1.1↵Host: a↵↵",
    "4, POST / HTTP/1.1↵Host: a↵Content-Length: 5↵↵12345",
    "2, GET / HTTP/1.1↵Host: a↵Range: bytes=0-0↵↵",
    "4, GET / HTTP/1.1↵Host: a↵Range: bytes=999-↵↵",
    "4, GET / HTTP/1.1↵Host: a↵If-Match: \"x\"↵↵",
    "4, GET / HTTP/1.1↵Host: a↵Expect: tea↵↵",
    "4, POST / HTTP/1.1↵Host: a↵Content-Length: 9999999↵↵",
    "4, POST / HTTP/1.1↵Host: a↵Transfer-Encoding: chunked↵↵x",
    "4, GET / HTTP/1.1↵↵",
    "4, GET /%00 HTTP/1.1↵Host: a↵↵",
    "5, BREW / HTTP/1.1↵Host: a↵↵",
    "5, GET / HTTP/2.0↵↵"
  })
  void anAnswerIsCountedOnceInItsFamily(int family, String request) {
    Client client = client();
    client.roomBytes = 777;
    client.send(request);
    Snapshot now = stats.snapshot();
    assertEquals(1, now.answered());
    assertEquals(family == 2 ? 1 : 0, now.answered(2));
    assertEquals(family == 3 ? 1 : 0, now.answered(3));
    assertEquals(family == 4 ? 1 : 0, now.answered(4));
    assertEquals(family == 5 ? 1 : 0, now.answered(5));
    assertEquals(client.receivedBytes(), now.bytesSent());
    assertEquals(0, now.statsRequests());
  }

  @Test
  void aLateRequestIsCountedAndAnIdleConnectionIsNot() {
    client().pass(60_000_000_000L);
    client().send("GET").end();
    assertEquals(0, stats.snapshot().answered());
    client().send("GET").pass(60_000_000_000L);
    assertEquals(1, stats.snapshot().answered(4));
  }

  @Test
  void onlyBytesThatTheWireTookAreCounted() {
    Client client = client();
    client.roomBytes = 1_000;
    client.reads = false;
    client.send("GET /large.txt" + HOST + "↵");
    assertEquals(0, stats.snapshot().bytesSent());
    client.readOnce();
    assertEquals(1_000, stats.snapshot().bytesSent());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 500, Integer.MAX_VALUE})
  void theStatisticsAreInNoneOfTheOtherCounters(int roomBytes) {
    String hello = "GET /hello.html" + HOST + "↵";
    long helloBytes = new Client(SampleSite.server()).send(hello).receivedBytes();
    Client client = client();
    client.roomBytes = roomBytes;
    client.send(hello + "GET /stats" + HOST + "↵" + hello + "HEAD /stats.json" + HOST + "↵");
    Snapshot now = stats.snapshot();
    assertEquals(2, now.answered());
    assertEquals(2, now.statsRequests());
    assertEquals(2 * helloBytes, now.bytesSent());
  }

  @Test
  void theStatisticsTellWhatWasAnsweredBefore() {
    client().send("GET /" + HOST + "↵").send("GET /missing" + HOST + "↵");
    Reply reply = client().send("GET /stats.json" + HOST + "↵").reply();
    assertTrue(reply.body().contains("\"requests\": 2,"), reply.body());
    assertTrue(reply.body().contains("\"status4xx\": 1,"), reply.body());
    assertTrue(reply.body().contains("\"statsRequests\": 1,"), reply.body());
  }

  @ParameterizedTest
  @ValueSource(ints = {1_000, 70_000, Integer.MAX_VALUE})
  void aLongPageArrivesWholeBetweenOtherAnswersAndUncounted(int roomBytes) {
    String hello = "GET /hello.html" + HOST + "↵";
    // Escaped, these paths make the page longer than what is staged at once.
    Client client = client().send(("GET /" + "%27".repeat(199) + HOST + "↵").repeat(100));
    long before = stats.snapshot().bytesSent();
    int received = client.receivedBytes();
    client.roomBytes = roomBytes;
    client.send("GET /stats" + HOST + "↵" + hello);
    List<Reply> replies = client.replies();
    Reply page = replies.get(100);
    assertTrue(page.body().length() > 70_000, "the page has " + page.body().length());
    assertTrue(page.body().startsWith("<!doctype"));
    assertTrue(page.body().endsWith("</table>\n"));
    assertEquals(SampleSite.HELLO, replies.getLast().body());
    long helloBytes = new Client(SampleSite.server()).send(hello).receivedBytes();
    assertEquals(helloBytes, stats.snapshot().bytesSent() - before);
    assertTrue(client.receivedBytes() - received > 70_000);
  }

  @Test
  void aHostilePathIsTextInThePage() {
    client().send("GET /%3Cscript%3E%22%0a%ff" + HOST + "↵");
    String page = client().send("GET /stats" + HOST + "↵").reply().body();
    assertTrue(page.contains("/&lt;script&gt;&quot;\n"), page);
    String json = client().send("GET /stats.json" + HOST + "↵").reply().body();
    assertTrue(json.contains("/<script>\\\"\\u000a"), json);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/html; charset=utf-8 | /stats |",
        "text/html; charset=utf-8 | /stats?a=b | Accept: text/html, */*↵",
        "text/html; charset=utf-8 | /%73tats |",
        "application/json | /stats | Accept: application/json↵",
        "application/json | /stats | Accept: application/json, text/plain, */*↵",
        "application/json | /stats | Accept: application/json; charset=utf-8↵",
        "text/html; charset=utf-8 | /stats | Accept: text/html, application/json↵",
        "application/json | /stats | Accept: text/plain, application/json;q=0.9↵",
        "application/json | /stats | Accept: text/html;q=0.5↵Accept: application/json↵",
        "application/json | /stats | Accept: */*, text/html;q=0↵",
        "text/html; charset=utf-8 | /stats | Accept: application/json;q=0.5, text/html↵",
        "text/html; charset=utf-8 | /stats | Accept: application/json;q=0↵",
        "text/html; charset=utf-8 | /stats | Accept: image/png↵",
        "text/html; charset=utf-8 | /stats | Accept: x-application/jsonx↵",
        "text/html; charset=utf-8 | /stats | Accept:↵",
        "application/json | /stats.json |",
        "application/json | /stats.json | Accept: text/html↵",
        "text/plain; version=0.0.4; charset=utf-8 | /metrics |",
        "text/plain; version=0.0.4; charset=utf-8 | /metrics?x | Accept: application/json↵"
      })
  void theStatisticsAreAPageOrJsonOrMetrics(String type, String path, String fields) {
    Reply reply =
        client().send("GET " + path + HOST + (fields == null ? "" : fields) + "↵").reply();
    assertEquals(200, reply.status());
    assertEquals(type, reply.field("Content-Type"));
    assertEquals("no-store", reply.field("Cache-Control"));
    assertEquals("Accept", reply.field("Vary"));
    char first = type.startsWith("text/html") ? '<' : type.startsWith("text/plain") ? '#' : '{';
    assertEquals(first, reply.body().charAt(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/stats/", "/statsx", "/stat", "/stats.jso", "/stats.html"})
  void aPathLikeItIsUnknown(String path) {
    assertEquals(404, client().send("GET " + path + HOST + "↵").reply().status());
    assertEquals(0, stats.snapshot().statsRequests());
  }
}
