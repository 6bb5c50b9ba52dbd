package dev.pruefstand.conversation;

import static dev.pruefstand.conversation.SampleSite.client;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.conversation.Conversation.Phase;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When a connection ends, and how, RFC 9112 sections 9.3 and 9.6. ↵ is a line end. */
@Timeout(60)
class ClosingTest {
  private static final String GET = "GET /hello.html HTTP/1.1↵Host: a↵↵";

  @ParameterizedTest
  @CsvSource({
    "RECEIVING, , GET / HTTP/1.1↵Host: a↵↵",
    "RECEIVING, , GET / HTTP/1.1↵Host: a↵Connection: keep-alive↵↵",
    "RECEIVING, , GET /missing HTTP/1.1↵Host: a↵↵",
    "RECEIVING, , DELETE / HTTP/1.1↵Host: a↵↵",
    "FINISHED, close, GET / HTTP/1.1↵Host: a↵Connection: close↵↵",
    "FINISHED, close, GET /missing HTTP/1.1↵Host: a↵Connection: close↵↵",
    "FINISHED, close, OPTIONS * HTTP/1.1↵Host: a↵Connection: close↵↵",
    "FINISHED, close, GET /stats HTTP/1.1↵Host: a↵Connection: close↵↵",
    "FINISHED, close, GET / HTTP/1.0↵↵",
    "LINGERING, close, GET /large.txt HTTP/1.0↵↵",
    "RECEIVING, keep-alive, GET / HTTP/1.0↵Connection: keep-alive↵↵",
    "RECEIVING, keep-alive, GET /large.txt HTTP/1.0↵Connection: keep-alive↵↵"
  })
  void versionAndFieldDecideWhetherTheConnectionStaysOpen(
      Phase expected, String field, String request) {
    Client client = client().send(request);
    assertEquals(expected, client.phase());
    assertEquals(field, client.reply().field("Connection"));
    if (expected == Phase.RECEIVING) {
      assertEquals(2, client.send(GET).replies().size());
    }
  }

  /** RFC 9112 section 9.6: so that it does not send another one into the close. */
  @Test
  void aServerThatIsAboutToEndSaysSoWithTheLastAnswer() {
    Conversations server = SampleSite.server();
    Client idle = new Client(server).send(GET);
    Client asking = new Client(server).send("GET /hello.html HT");
    server.drain();
    asking.send("TP/1.1↵Host: a↵↵" + GET);
    assertEquals(Phase.RECEIVING, idle.phase());
    assertNull(idle.reply().field("Connection"));
    assertEquals(List.of(200, 200), asking.statuses());
    assertNull(asking.replies().getFirst().field("Connection"));
    assertEquals("close", asking.replies().getLast().field("Connection"));
    // It has not asked for the end, and may send more before it hears of it.
    assertEquals(Phase.LINGERING, asking.phase());
    asking.pass(500_000_000);
    assertEquals(Phase.FINISHED, asking.phase());
  }

  @Test
  void nothingIsAnsweredAfterAClose() {
    String close = "GET / HTTP/1.1↵Host: a↵Connection: close↵↵";
    Client client = client().send(GET + close + GET);
    assertEquals(List.of(200, 200), client.statuses());
    // The client has sent more than it got answers for: a reset would destroy the last one.
    assertEquals(Phase.LINGERING, client.phase());
    client.send(GET);
    assertEquals(List.of(200, 200), client.statuses());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"GET / HTTP/1.1↵↵", "GET / HTTP/3.0↵", "\n", "M M M M", "GET / HTTP/1.1↵ "})
  void nothingIsAnsweredAfterARefusal(String refused) {
    Client client = client().send(GET + refused + GET).send(GET).send(GET + "\0");
    assertEquals(2, client.replies().size());
    assertEquals(200, client.statuses().getFirst());
    assertEquals(Phase.LINGERING, client.phase());
    assertTrue(client.sawEnd());
  }

  @Test
  void lingeringEndsWithTheClientOrWithTime() {
    Client ended = client().send("\n");
    assertEquals(Phase.LINGERING, ended.phase());
    assertEquals(Phase.FINISHED, ended.end().phase());
    Client silent = client().send("\n").pass(1_999_999_999L);
    assertEquals(Phase.LINGERING, silent.phase());
    assertEquals(Phase.FINISHED, silent.pass(1).phase());
    // Whoever goes on sending does not linger for longer.
    Client talking = client().send("\n").pass(1_500_000_000L).send(GET).pass(500_000_000L);
    assertEquals(Phase.FINISHED, talking.phase());
    assertEquals(List.of(400), talking.statuses());
  }

  /** RFC 9112 section 9.6: closed with bytes unread, a socket would send a reset. */
  @Test
  void whoeverIsStillSendingAtTheEndGetsTheAnswerBeforeTheClose() {
    String close = "GET / HTTP/1.1↵Host: a↵Connection: close↵↵";
    assertEquals(Phase.FINISHED, client().send(close).phase());
    Client sending = client();
    sending.reads = false;
    sending.send(close);
    sending.arrive("more");
    sending.reads = true;
    sending.drain();
    assertEquals(List.of(200), sending.statuses());
    assertEquals(Phase.LINGERING, sending.phase());
    assertTrue(sending.sawEnd());
    assertEquals(Phase.LINGERING, sending.send(GET).phase());
    assertEquals(List.of(200), sending.statuses());
    assertEquals(Phase.FINISHED, sending.pass(2_000_000_000L).phase());
    Client ended = client().send(close + "GET").end();
    assertEquals(Phase.FINISHED, ended.phase());
  }

  @Test
  void aRequestWithAnEmptyBodyIsFollowedByTheNext() {
    Client client = client().send("POST / HTTP/1.1↵Host: a↵Content-Length: 0↵↵" + GET);
    assertEquals(List.of(405, 200), client.statuses());
    assertEquals(Phase.RECEIVING, client.phase());
  }

  @Test
  void aClientThatEndsBetweenRequestsOrWithinOneGetsNothingMore() {
    assertEquals(Phase.FINISHED, client().end().phase());
    Client between = client().send(GET).end();
    assertEquals(Phase.FINISHED, between.phase());
    assertEquals(List.of(200), between.statuses());
    Client within = client().send(GET + "GET /").end();
    assertEquals(Phase.FINISHED, within.phase());
    assertEquals(List.of(200), within.statuses());
    assertFalse(within.sawEnd());
  }

  @Test
  void aClientThatEndsDuringItsAnswerStillGetsItAll() {
    Client client = client();
    client.reads = false;
    client.send("GET /large.txt HTTP/1.1↵Host: a↵↵");
    assertEquals(Phase.SENDING, client.phase());
    client.end();
    client.reads = true;
    client.drain();
    assertEquals(SampleSite.LARGE, client.reply().body());
    assertEquals(Phase.FINISHED, client.phase());
  }
}
