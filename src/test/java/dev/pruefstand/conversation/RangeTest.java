package dev.pruefstand.conversation;

import static dev.pruefstand.conversation.SampleSite.HELLO;
import static dev.pruefstand.conversation.SampleSite.LARGE;
import static dev.pruefstand.conversation.SampleSite.client;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.conversation.Conversation.Phase;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9110 section 14. ↵ is a line end. */
@Timeout(60)
class RangeTest {
  private static final String HOST = " HTTP/1.1↵Host: a↵";

  private static Reply get(String path, String range) {
    return client().send("GET " + path + HOST + "Range: " + range + "↵↵").reply();
  }

  @ParameterizedTest(name = "RFC 9110 15.3.7: {0}")
  @CsvSource({
    "bytes=0-0, 0, 0",
    "bytes=3-5, 3, 5",
    "bytes=3-, 3, 7",
    "bytes=3-999, 3, 7",
    "bytes=-2, 6, 7",
    "bytes=-999, 0, 7",
    "bytes=0-, 0, 7"
  })
  void aPartIsSentWithItsPlaceInTheWhole(String range, int first, int last) {
    Reply reply = get("/hello.html", range);
    assertEquals(206, reply.status());
    assertEquals(HELLO.substring(first, last + 1), reply.body());
    Map<String, String> fields = new TreeMap<>(reply.fields());
    assertNotNull(fields.remove("Date"));
    assertEquals(
        Map.of(
            "Server",
            "pruefstand",
            "Content-Type",
            "text/html; charset=utf-8",
            "Content-Length",
            "" + (last - first + 1),
            "Content-Range",
            "bytes " + first + "-" + last + "/8",
            "ETag",
            SampleSite.etag("/hello.html"),
            "Last-Modified",
            "Sun, 06 Nov 1994 08:49:37 GMT"),
        fields);
  }

  @ParameterizedTest(name = "RFC 9110 15.5.17: {0}")
  @CsvSource({"bytes=8-", "bytes=8-9", "bytes=999-", "bytes=-0"})
  void whatIsNotThereIs416WithTheLength(String range) {
    for (int again = 0; again < 2; again++) {
      Reply reply = get("/hello.html", range);
      assertEquals(416, reply.status());
      assertEquals("bytes */8", reply.field("Content-Range"));
      assertTrue(reply.body().contains("<h1>416</h1>"), reply.body());
      assertNull(reply.field("Connection"));
    }
  }

  @ParameterizedTest(name = "RFC 9110 14.2: {0}")
  @CsvSource(
      delimiter = '|',
      value = {"bytes=0-0,2-2", "bytes=5-2", "items=0-0", "nonsense", "bytes=0-0↵Range: bytes=0-0"})
  void whatIsNotOneRangeIsAnsweredWithTheWhole(String range) {
    Reply reply = get("/hello.html", range);
    assertEquals(200, reply.status());
    assertEquals(HELLO, reply.body());
    assertNull(reply.field("Content-Range"));
  }

  @ParameterizedTest(name = "RFC 9110 14.2: {0}")
  @CsvSource({"200, HEAD /hello.html", "404, GET /missing", "405, POST /", "200, GET /stats"})
  void onlyAGetOfAFileHasRanges(int status, String request) {
    for (String range : List.of("bytes=0-0", "bytes=999-")) {
      Client client = client().send(request + HOST + "Range: " + range + "↵↵");
      boolean head = request.startsWith("HEAD");
      Reply reply = head ? client.replyToHead() : client.reply();
      assertEquals(status, reply.status());
      assertNull(reply.field("Content-Range"));
    }
  }

  @Test
  void aLongPartArrivesByteForByteThroughAnyWire() {
    for (int roomBytes : new int[] {777, 20_000, Integer.MAX_VALUE}) {
      Client client = client();
      client.roomBytes = roomBytes;
      String request = "GET /large.txt" + HOST + "Range: bytes=";
      client.send(request + "1-99998↵↵" + request + "50000-↵↵" + request + "-1↵↵");
      List<Reply> replies = client.replies();
      assertEquals(List.of(206, 206, 206), client.statuses());
      assertEquals(LARGE.substring(1, 99_999), replies.getFirst().body());
      assertEquals(LARGE.substring(50_000), replies.get(1).body());
      assertEquals(LARGE.substring(LARGE.length() - 1), replies.getLast().body());
      assertEquals(Phase.RECEIVING, client.phase());
    }
  }

  @Test
  void aPartOfAKeptAliveHttp10ConnectionSaysSo() {
    String request = "GET /hello.html HTTP/1.0↵Range: bytes=0-0↵";
    assertEquals(
        "keep-alive",
        client().send(request + "Connection: keep-alive↵↵").reply().field("Connection"));
    assertEquals("close", client().send(request + "↵").reply().field("Connection"));
  }
}
