package dev.pruefstand.conversation;

import static dev.pruefstand.conversation.SampleSite.HELLO;
import static dev.pruefstand.conversation.SampleSite.INDEX;
import static dev.pruefstand.conversation.SampleSite.LARGE;
import static dev.pruefstand.conversation.SampleSite.client;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.conversation.Conversation.Phase;
import dev.pruefstand.http.HttpDate;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is answered to one request, RFC 9110. ↵ is a line end. */
@Timeout(60)
class HttpConversationTest {
  private static final String HOST = " HTTP/1.1↵Host: a↵";

  private static Reply get(String target, String fields) {
    return client().send("GET " + target + HOST + fields + "↵").reply();
  }

  @Test
  void aFileIsAnsweredWithItsFieldsAndItsBytes() {
    Reply reply = get("/hello.html", "");
    assertEquals(200, reply.status());
    assertEquals(HELLO, reply.body());
    Map<String, String> fields = new TreeMap<>(reply.fields());
    assertNotNull(fields.remove("Date"));
    assertEquals(
        Map.of(
            "Server", "pruefstand",
            "Content-Type", "text/html; charset=utf-8",
            "Content-Length", "" + HELLO.length(),
            "ETag", SampleSite.etag("/hello.html"),
            "Last-Modified", "Sun, 06 Nov 1994 08:49:37 GMT",
            "Accept-Ranges", "bytes"),
        fields);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/index.html", "/?a=b", "/./x/..", "http://a/", "/%69ndex.html"})
  void aPathIsFoundInWhateverFormItIsWritten(String target) {
    assertEquals(INDEX, get(target, "").body());
  }

  @Test
  void theDateIsRightToTheSecond() {
    long before = System.currentTimeMillis() / 1000;
    String date = get("/hello.html", "").field("Date");
    long after = System.currentTimeMillis() / 1000;
    assertNotNull(date);
    long found = HttpDate.parse(date).orElseThrow();
    assertTrue(before <= found && found <= after, date);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/hello.html", "/large.txt", "/", "/missing", "/%00", "/stats.json"})
  void aHeadIsAnsweredLikeAGetWithoutTheBody(String target) {
    Client client = client().send("HEAD " + target + HOST + "↵");
    Map<String, String> head = new TreeMap<>(client.replyToHead().fields());
    Map<String, String> get = new TreeMap<>(get(target, "").fields());
    assertNotNull(head.remove("Date"));
    assertNotNull(get.remove("Date"));
    if (target.startsWith("/stats")) {
      // The counters have not the same number of digits for ever.
      assertNotNull(head.remove("Content-Length"));
      assertNotNull(get.remove("Content-Length"));
    }
    assertEquals(get, head);
  }

  @Test
  void anUnknownPathIs404WithAPage() {
    Reply reply = get("/missing", "");
    assertEquals(404, reply.status());
    assertEquals("text/html; charset=utf-8", reply.field("Content-Type"));
    assertTrue(reply.body().contains("<h1>404</h1>"), reply.body());
    assertNull(reply.field("Connection"));
  }

  @ParameterizedTest(name = "RFC 9110 15.5.6: {0}")
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "TRACE"})
  void anotherMethodIs405WithTheAllowedOnes(String method) {
    for (String target : new String[] {"/hello.html", "/", "/stats", "/stats.json", "/metrics"}) {
      Client client = client().send(method + " " + target + HOST + "↵");
      assertEquals(405, client.reply().status());
      assertEquals("GET, HEAD", client.reply().field("Allow"));
      assertNull(client.reply().field("Connection"));
      assertEquals(Phase.RECEIVING, client.phase());
    }
  }

  @ParameterizedTest(name = "RFC 9110 15.5.5: {0}")
  @ValueSource(strings = {"GET", "POST", "PUT", "DELETE", "PATCH", "TRACE", "OPTIONS"})
  void anUnknownPathIs404WhateverTheMethod(String method) {
    Reply reply = client().send(method + " /missing" + HOST + "↵").reply();
    assertEquals(404, reply.status());
    assertNull(reply.field("Allow"));
  }

  @ParameterizedTest(name = "RFC 9110 9.3.6: {0}")
  @ValueSource(strings = {"a:443", "/hello.html", "/missing"})
  void aTunnelIs405AndTheConnectionCloses(String target) {
    Client client = client().send("CONNECT " + target + HOST + "↵");
    assertEquals(405, client.reply().status());
    assertEquals("GET, HEAD", client.reply().field("Allow"));
    assertEquals("close", client.reply().field("Connection"));
    assertEquals(Phase.LINGERING, client.phase());
  }

  @ParameterizedTest(name = "RFC 9110 15.6.2: {0}")
  @ValueSource(strings = {"BREW", "get", "GETS"})
  void aMethodThatNobodyKnowsIs501(String method) {
    for (String target : new String[] {"/hello.html", "/missing"}) {
      Reply reply = client().send(method + " " + target + HOST + "↵").reply();
      assertEquals(501, reply.status());
      assertNull(reply.field("Allow"));
    }
  }

  @ParameterizedTest(name = "RFC 9110 9.3.7: {0}")
  @ValueSource(strings = {"*", "/hello.html", "/", "/stats", "http://a/hello.html"})
  void optionsAre204WithTheAllowedMethods(String target) {
    Client client = client().send("OPTIONS " + target + HOST + "↵");
    assertEquals(204, client.reply().status());
    assertEquals("GET, HEAD", client.reply().field("Allow"));
    assertNull(client.reply().field("Content-Length"));
    assertEquals(Phase.RECEIVING, client.phase());
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "a:1", "/../secret", "/%2e%2e/secret", "/a%00", "/%", "http:///"})
  void aTargetWithoutAPathIs400(String target) {
    Client client = client().send("GET " + target + HOST + "↵");
    assertEquals(400, client.reply().status());
    assertEquals("close", client.reply().field("Connection"));
    assertEquals(Phase.LINGERING, client.phase());
  }

  @Test
  void aRequestThatIsNoneIsRefusedAndTheConnectionCloses() {
    assertRefused(400, "GET / HTTP/1.1↵↵");
    assertRefused(400, "GET / HTTP/1.1\nHost: a\n\n");
    assertRefused(400, "GET / HTTP/1.1↵Host : a↵↵");
    assertRefused(400, "\u0016\u0003\u0001\u0002\0\u0001");
    assertRefused(501, "POST / HTTP/1.1↵Host: a↵Transfer-Encoding: gzip, chunked↵↵");
    assertRefused(505, "GET / HTTP/2.0↵Host: a↵↵");
  }

  @Test
  void whatIsTooLongIsRefusedAndTheConnectionCloses() {
    assertRefused(414, "GET /" + "a".repeat(8 * 1024) + HOST + "↵");
    assertRefused(431, "GET /" + HOST + "X: " + "a".repeat(16 * 1024) + "↵↵");
    assertRefused(431, "GET /" + HOST + "X: a↵".repeat(100) + "↵");
    assertEquals(200, get("/", "X: a↵".repeat(99)).status());
    assertEquals(200, get("/?" + "a".repeat(8000), "X: " + "a".repeat(16_000) + "↵").status());
  }

  private static void assertRefused(int status, String request) {
    Client client = client().send(request);
    Reply reply = client.reply();
    assertEquals(status, reply.status());
    assertEquals("close", reply.field("Connection"));
    assertTrue(reply.body().contains("<h1>" + status + "</h1>"), reply.body());
    assertEquals(Phase.LINGERING, client.phase());
    assertTrue(client.sawEnd());
  }

  @Test
  void aRefusedHeadHasNoBody() {
    Client client = client().send("HEAD /hello.html HTTP/1.1↵↵");
    assertEquals(400, client.replyToHead().status());
    Client late = client().send("HEAD / HTTP/1.1↵").pass(10_000_000_000L);
    assertEquals(408, late.replyToHead().status());
    // The method of the request before says nothing.
    Client next = client().send("HEAD / HTTP/1.1↵Host: a↵↵");
    int head = next.receivedBytes();
    next.send(" ");
    assertTrue(next.received().endsWith("</h1>\n<p>Bad Request\n"), next.received());
    assertNotEquals(head, next.receivedBytes());
  }

  @Test
  void aBodyOfAnyLengthArrivesByteForByte() {
    assertEquals(LARGE, get("/large.txt", "").body());
    assertEquals(LARGE.substring(0, 16 * 1024), get("/copied.txt", "").body());
  }

  @Test
  void nothingOfTheRequestIsEchoed() {
    Client client = client().send("GET /<script>secret" + HOST + "X: <script>secret↵↵");
    assertEquals(404, client.reply().status());
    assertFalse(client.received().contains("secret"));
  }
}
