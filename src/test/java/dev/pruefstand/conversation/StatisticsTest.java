package dev.pruefstand.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.stats.ServerStats;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is counted, and what /stats tells of it. ↵ is a line end. */
@Timeout(60)
class StatisticsTest {
  private static final String HOST = " HTTP/1.1↵Host: a↵";

  private final ServerStats stats = new ServerStats();
  private final Conversations server = SampleSite.server(stats);

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
    "4, POST / HTTP/1.1↵Host: a↵Content-Length: 5↵↵",
    "4, GET / HTTP/1.1↵↵",
    "4, GET /%00 HTTP/1.1↵Host: a↵↵",
    "5, BREW / HTTP/1.1↵Host: a↵↵",
    "5, GET / HTTP/2.0↵↵"
  })
  void anAnswerIsCountedOnceInItsFamily(int family, String request) {
    Client client = client();
    client.roomBytes = 777;
    client.send(request);
    ServerStats.Snapshot now = stats.snapshot();
    assertEquals(1, now.answered());
    assertEquals(family == 2 ? 1 : 0, now.answered2xx());
    assertEquals(family == 3 ? 1 : 0, now.answered3xx());
    assertEquals(family == 4 ? 1 : 0, now.answered4xx());
    assertEquals(family == 5 ? 1 : 0, now.answered5xx());
    assertEquals(client.receivedBytes(), now.bytesSent());
    assertEquals(0, now.statsRequests());
  }

  @Test
  void aLateRequestIsCountedAndAnIdleConnectionIsNot() {
    client().pass(60_000_000_000L);
    client().send("GET").end();
    assertEquals(0, stats.snapshot().answered());
    client().send("GET").pass(60_000_000_000L);
    assertEquals(1, stats.snapshot().answered4xx());
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
    long helloBytes = new Client(SampleSite.server(new ServerStats())).send(hello).receivedBytes();
    Client client = client();
    client.roomBytes = roomBytes;
    client.send(hello + "GET /stats" + HOST + "↵" + hello + "HEAD /stats.json" + HOST + "↵");
    ServerStats.Snapshot now = stats.snapshot();
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
  @CsvSource(
      delimiter = '|',
      value = {
        "text/html; charset=utf-8 | /stats |",
        "text/html; charset=utf-8 | /stats?a=b | Accept: text/html, */*↵",
        "text/html; charset=utf-8 | /%73tats |",
        "application/json | /stats | Accept: application/json↵",
        "application/json | /stats | Accept: text/plain, application/json;q=0.9↵",
        "application/json | /stats.json |",
        "application/json | /stats.json | Accept: text/html↵"
      })
  void theStatisticsAreAPageOrJson(String type, String path, String fields) {
    Reply reply =
        client().send("GET " + path + HOST + (fields == null ? "" : fields) + "↵").reply();
    assertEquals(200, reply.status());
    assertEquals(type, reply.field("Content-Type"));
    assertEquals("no-store", reply.field("Cache-Control"));
    assertEquals("Accept", reply.field("Vary"));
    assertEquals(type.equals("application/json") ? '{' : '<', reply.body().charAt(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/stats/", "/statsx", "/stat", "/stats.jso", "/stats.html"})
  void aPathLikeItIsUnknown(String path) {
    assertEquals(404, client().send("GET " + path + HOST + "↵").reply().status());
    assertEquals(0, stats.snapshot().statsRequests());
  }
}
