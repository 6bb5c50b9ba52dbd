package dev.pruefstand.conversation;

import static dev.pruefstand.conversation.SampleSite.client;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.conversation.Conversation.Phase;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110 section 10.1.1. ↵ is a line end. */
@Timeout(60)
class ExpectTest {
  private static final String HOST = " HTTP/1.1↵Host: a↵";
  private static final String NEXT = "GET /hello.html" + HOST + "↵";
  private static final String CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n";
  private static final String EXPECT = "Expect: 100-continue↵";

  @ParameterizedTest(name = "RFC 9110 10.1.1: {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "Expect: 100-continue↵Content-Length: 3↵↵ | abc",
        "Expect:\t100-Continue ↵Content-Length: 3↵↵ | abc",
        "Transfer-Encoding: chunked↵EXPECT: 100-CONTINUE↵↵ | 3↵abc↵0↵↵"
      })
  void theBodyIsInvitedAndThenAnswered(String fields, String body) {
    for (String method : List.of("GET /", "OPTIONS *")) {
      Client client = client().send(method + HOST + fields);
      assertEquals(CONTINUE, client.received());
      assertEquals(Phase.RECEIVING, client.phase());
      client.send(body.substring(0, 2));
      assertEquals(CONTINUE, client.received());
      client.send(body.substring(2) + NEXT);
      int status = method.startsWith("GET") ? 200 : 204;
      assertEquals(List.of(100, status, 200), client.statuses());
    }
  }

  @Test
  void aFinalAnswerAtOnceIsTheWholeAnswerAndTheLast() {
    String range = "GET /hello.html" + HOST + "Range: bytes=99-↵";
    Client client = client().send(range + EXPECT + "Content-Length: 3↵↵");
    assertEquals(416, client.reply().status());
    assertEquals("bytes */8", client.reply().field("Content-Range"));
    assertEquals("close", client.reply().field("Connection"));
    assertEquals(Phase.LINGERING, client.phase());
    assertEquals(List.of(416), client.send("abc" + NEXT).statuses());
  }

  @Test
  void theInvitationComesBehindTheAnswersBeforeIt() {
    Client client = client();
    client.roomBytes = 1_000;
    client.send(NEXT + "GET /large.txt" + HOST + "↵GET /" + HOST + EXPECT + "Content-Length: 3↵↵");
    assertEquals(List.of(200, 200, 100), client.statuses());
    assertEquals(List.of(200, 200, 100, 200), client.send("abc").statuses());
  }

  @Test
  void anInvitationThatTheWireTakesByteByByteIsSentOnce() {
    Client client = client();
    client.roomBytes = 1;
    client.send("GET /" + HOST + EXPECT + "Content-Length: 3↵↵");
    assertEquals(CONTINUE, client.received());
    assertEquals(List.of(100, 200), client.send("abc").statuses());
  }

  @ParameterizedTest(name = "RFC 9110 10.1.1: {0}")
  @CsvSource({
    "405, POST /",
    "405, POST /stats",
    "405, CONNECT a:1",
    "404, GET /missing",
    "404, PUT /missing",
    "501, BREW /",
    "400, GET /%00"
  })
  void aRefusalComesAtOnceAndTheBodyIsNotAwaited(int status, String request) {
    String head = request + HOST + EXPECT + "Content-Length: 35↵↵";
    for (Client client :
        List.of(
            client().send(head),
            client().send(head + NEXT),
            client().send(head).send(NEXT + "x"))) {
      assertEquals(List.of(status), client.statuses());
      assertEquals("close", client.reply().field("Connection"));
      assertEquals(status == 405 ? "GET, HEAD" : null, client.reply().field("Allow"));
      assertEquals(Phase.LINGERING, client.phase());
      assertTrue(client.sawEnd());
    }
  }

  @ParameterizedTest(name = "RFC 9110 10.1.1: {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "a body that has begun | GET / HTTP/1.1↵Host: a↵Expect: 100-continue↵Content-Length: 3↵↵a |"
            + " bc",
        "HTTP/1.0 | GET / HTTP/1.0↵Expect: 100-continue↵Content-Length: 3↵↵ | abc",
        "HTTP/1.0 | GET / HTTP/1.0↵Expect: tea↵Content-Length: 3↵↵ | abc"
      })
  void nobodyIsInvitedWhoDoesNotWait(String why, String request, String body) {
    Client client = client().send(request);
    assertEquals(0, client.receivedBytes());
    assertEquals(List.of(200), client.send(body).statuses());
  }

  @Test
  void withoutABodyThereIsNothingToWaitFor() {
    for (String fields : List.of(EXPECT, EXPECT + "Content-Length: 0↵")) {
      assertEquals(
          List.of(200, 200), client().send("GET /" + HOST + fields + "↵" + NEXT).statuses());
    }
  }

  @ParameterizedTest(name = "RFC 9110 15.5.18: {0}")
  @ValueSource(
      strings = {
        "Expect: tea",
        "Expect: 100-continued",
        "Expect: 100-continue, tea",
        "Expect: 100-continue;q=1",
        "Expect: 100",
        "Expect: 100-continue↵Expect: tea"
      })
  void anotherExpectationIs417(String field) {
    for (String body : List.of("", "Content-Length: 3↵", "Transfer-Encoding: chunked↵")) {
      Client client = client().send("GET /" + HOST + body + field + "↵↵").send(NEXT);
      assertEquals(List.of(417), client.statuses());
      assertEquals("close", client.reply().field("Connection"));
      assertEquals(Phase.LINGERING, client.phase());
    }
    Client head = client().send("HEAD /" + HOST + field + "↵↵");
    assertEquals(417, head.replyToHead().status());
  }

  @Test
  void aBodyThatWillBeTooLargeIsNotInvited() {
    Client client = client().send("GET /" + HOST + EXPECT + "Content-Length: 9999999999↵↵");
    assertEquals(List.of(413), client.statuses());
    Client chunked = client().send("GET /" + HOST + EXPECT + "Transfer-Encoding: chunked↵↵");
    assertEquals(List.of(100, 413), chunked.send("fffffff↵").statuses());
  }

  @Test
  void aClientThatEndsInsteadOfSendingItsBodyGetsNothingMore() {
    Client client = client().send("GET /" + HOST + EXPECT + "Content-Length: 3↵↵").end();
    assertEquals(CONTINUE, client.received());
    assertEquals(Phase.FINISHED, client.phase());
  }
}
