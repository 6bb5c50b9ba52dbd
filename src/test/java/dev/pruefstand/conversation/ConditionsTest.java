package dev.pruefstand.conversation;

import static dev.pruefstand.conversation.SampleSite.HELLO;
import static dev.pruefstand.conversation.SampleSite.client;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.pruefstand.conversation.Conversation.Phase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * RFC 9110 section 13. ↵ is a line end, {@code E} the tag of what is there, {@code T} the time of
 * its last change, {@code T-} a second before and {@code T+} one after it.
 */
@Timeout(60)
class ConditionsTest {
  private static final String HOST = " HTTP/1.1↵Host: a↵";

  @ParameterizedTest(name = "RFC 9110 {0}: {2} is {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "13.1.1 | 200 | If-Match: E",
        "13.1.1 | 200 | If-Match: *",
        "13.1.1 | 200 | If-Match: \"x\", E",
        "13.1.1 | 412 | If-Match: \"x\"",
        "13.1.1 | 412 | If-Match: W/E",
        "13.1.1 | 412 | If-Match:",
        "13.1.1 | 200 | If-Match: \"x\"↵if-match: E",
        "13.1.1 | 412 | If-Match: \"x\"↵If-Match: \"y\"",
        "13.1.2 | 304 | If-None-Match: E",
        "13.1.2 | 304 | If-None-Match: W/E",
        "13.1.2 | 304 | If-None-Match: *",
        "13.1.2 | 304 | If-None-Match: \"x\" , E",
        "13.1.2 | 304 | If-None-Match: \"x\"↵X: y↵IF-NONE-MATCH:\tE\t",
        "13.1.2 | 200 | If-None-Match: \"x\"",
        "13.1.2 | 200 | If-None-Match: \"x\"↵If-None-Match: \"y\"",
        "13.1.2 | 200 | If-None-Match:",
        "13.1.3 | 304 | If-Modified-Since: T",
        "13.1.3 | 304 | If-Modified-Since: T+",
        "13.1.3 | 200 | If-Modified-Since: T-",
        "13.1.3 | 200 | If-Modified-Since: yesterday",
        "13.1.3 | 200 | If-Modified-Since:",
        "13.1.3 | 200 | If-Modified-Since: T↵If-Modified-Since: T",
        "5.6.7  | 304 | If-Modified-Since: Sunday, 06-Nov-94 08:49:37 GMT",
        "5.6.7  | 304 | If-Modified-Since: Sun Nov  6 08:49:37 1994",
        "13.1.4 | 200 | If-Unmodified-Since: T",
        "13.1.4 | 200 | If-Unmodified-Since: T+",
        "13.1.4 | 412 | If-Unmodified-Since: T-",
        "13.1.4 | 200 | If-Unmodified-Since: yesterday",
        "13.1.4 | 200 | If-Unmodified-Since: T-↵If-Unmodified-Since: T-",
        "13.2.2 | 200 | If-Match: E↵If-Unmodified-Since: T-",
        "13.2.2 | 412 | If-Match: \"x\"↵If-Unmodified-Since: T",
        "13.2.2 | 304 | If-None-Match: E↵If-Modified-Since: T-",
        "13.2.2 | 200 | If-None-Match: \"x\"↵If-Modified-Since: T",
        "13.2.2 | 200 | If-None-Match: \"x\"↵If-None-Match: \"y\"↵If-Modified-Since: T",
        "13.2.2 | 304 | If-Match: E↵If-None-Match: E",
        "13.2.2 | 412 | If-Match: \"x\"↵If-None-Match: E",
        "13.2.2 | 412 | If-Unmodified-Since: T-↵If-None-Match: E",
        "13.2.2 | 304 | If-Unmodified-Since: T↵If-Modified-Since: T",
        "13.2.2 | 304 | If-Modified-Since: T↵Range: bytes=0-0",
        "13.2.2 | 304 | If-None-Match: E↵Range: bytes=999-",
        "13.2.2 | 412 | If-Match: \"x\"↵Range: bytes=0-0",
        "13.2.2 | 206 | If-Match: E↵Range: bytes=0-0"
      })
  void theConditionsAreEvaluatedInTheirOrder(String section, int status, String fields) {
    Client get = client().send("GET /hello.html" + HOST + filled(fields) + "↵↵");
    assertEquals(status, get.reply().status());
    assertEquals(Phase.RECEIVING, get.phase());
    if (!fields.contains("Range")) {
      Client head = client().send("HEAD /hello.html" + HOST + filled(fields) + "↵↵");
      assertEquals(status, head.replyToHead().status());
    }
  }

  @Test
  void aCopyThatIsStillGoodIs304WithTheFieldsOfThe200AndNoBody() {
    String etag = SampleSite.etag("/hello.html");
    Client client = client().send("GET /hello.html" + HOST + "If-None-Match: " + etag + "↵↵");
    // RFC 9110 section 15.4.5.
    Reply reply = client.reply();
    assertEquals(304, reply.status());
    assertEquals(etag, reply.field("ETag"));
    assertEquals("Sun, 06 Nov 1994 08:49:37 GMT", reply.field("Last-Modified"));
    assertNotNull(reply.field("Date"));
    assertNull(reply.field("Content-Length"));
  }

  /** RFC 9110 section 13.2.1: whatever else than a success it would be, it stays. */
  @ParameterizedTest
  @CsvSource({"404, GET /missing", "405, POST /hello.html", "405, PUT /stats", "204, OPTIONS /"})
  void aConditionChangesNothingButASuccess(int status, String request) {
    for (String field : new String[] {"If-None-Match: *", "If-Match: \"x\"", "If-Range: \"x\""}) {
      assertEquals(status, client().send(request + HOST + field + "↵↵").reply().status());
    }
  }

  /** RFC 9110 section 13.1: they are there, but have neither tag nor date. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "304, If-None-Match: *",
        "200, If-None-Match: \"x\"",
        "200, If-Match: *",
        "412, If-Match: \"x\"",
        "200, 'If-Modified-Since: Fri, 01 Jan 2100 00:00:00 GMT'",
        "200, 'If-Unmodified-Since: Thu, 01 Jan 1998 00:00:00 GMT'",
        "200, If-Range: \"x\""
      })
  void ofTheStatisticsNothingIsKnownButThatTheyAreThere(int status, String field) {
    for (String path : new String[] {"/stats", "/stats.json", "/metrics"}) {
      Reply reply = client().send("GET " + path + HOST + field + "↵↵").reply();
      assertEquals(status, reply.status());
      if (status == 304) {
        // RFC 9110 section 15.4.5.
        assertEquals("no-store", reply.field("Cache-Control"));
        assertEquals("Accept", reply.field("Vary"));
      }
    }
  }

  @ParameterizedTest(name = "RFC 9110 13.1.5: {1} is {0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "206 | If-Range: E",
        "206 | If-Range: T",
        "206 | If-Range: Sunday, 06-Nov-94 08:49:37 GMT",
        "200 | If-Range: \"x\"",
        "200 | If-Range: W/E",
        "200 | If-Range: T-",
        "200 | If-Range: T+",
        "200 | If-Range: *",
        "200 | If-Range:",
        "200 | If-Range: yesterday",
        "200 | If-Range: E, \"x\"",
        "200 | If-Range: E↵If-Range: E"
      })
  void aRangeIsTakenOnlyOutOfWhatTheClientKnows(int status, String field) {
    String request = "GET /hello.html" + HOST + filled(field);
    Reply reply = client().send(request + "↵Range: bytes=0-2↵↵").reply();
    assertEquals(status, reply.status());
    assertEquals(status == 206 ? HELLO.substring(0, 3) : HELLO, reply.body());
    // Without a range it says nothing; and one that is beyond the end is not looked at either.
    assertEquals(200, client().send(request + "↵↵").reply().status());
    int beyond = client().send(request + "↵Range: bytes=999-↵↵").reply().status();
    assertEquals(status == 206 ? 416 : 200, beyond);
  }

  private static String filled(String fields) {
    return fields
        .replace(" E", " " + SampleSite.etag("/hello.html"))
        .replace("\tE", "\t" + SampleSite.etag("/hello.html"))
        .replace("W/E", "W/" + SampleSite.etag("/hello.html"))
        .replace("T-", "Sun, 06 Nov 1994 08:49:36 GMT")
        .replace("T+", "Sun, 06 Nov 1994 08:49:38 GMT")
        .replaceAll(": T(?=↵|$)", ": Sun, 06 Nov 1994 08:49:37 GMT");
  }
}
