package dev.pruefstand.conversation;

import static dev.pruefstand.conversation.SampleSite.client;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.conversation.Conversation.Phase;
import dev.pruefstand.http.Limits;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How long a client may keep us waiting. The time is the test's. */
@Timeout(60)
class DeadlineTest {
  private static final long REQUEST = Limits.DEFAULT.request().toNanos();
  private static final long IDLE = Limits.DEFAULT.idle().toNanos();
  private static final long WRITE = Limits.DEFAULT.write().toNanos();
  private static final String GET = "GET /hello.html HTTP/1.1↵Host: a↵↵";
  private static final String GET_LARGE = "GET /large.txt HTTP/1.1↵Host: a↵↵";

  @Test
  void aConnectionWithoutARequestIsClosedWithoutAnAnswer() {
    Client client = client().pass(IDLE - 1);
    assertEquals(Phase.RECEIVING, client.phase());
    assertEquals(Phase.FINISHED, client.pass(1).phase());
    assertFalse(client.sawEnd());
    assertEquals(0, client.receivedBytes());
  }

  @Test
  void aConnectionThatIsIdleAfterAnAnswerIsClosedWithoutAnother() {
    Client client = client().send(GET).pass(IDLE - 1);
    assertEquals(Phase.RECEIVING, client.phase());
    assertEquals(Phase.FINISHED, client.pass(1).phase());
    assertEquals(List.of(200), client.statuses());
  }

  @Test
  void everyRequestBeginsTheIdleTimeAnew() {
    Client client = client();
    for (int i = 0; i < 5; i++) {
      client.send(GET).pass(IDLE - 1);
    }
    assertEquals(Phase.RECEIVING, client.phase());
    assertEquals(5, client.replies().size());
  }

  @Test
  void aRequestThatDoesNotArriveInTimeIs408() {
    Client client = client().send("GET / HTT").pass(REQUEST - 1);
    assertEquals(0, client.receivedBytes());
    client.pass(1);
    assertEquals(List.of(408), client.statuses());
    assertEquals("close", client.reply().field("Connection"));
    assertEquals(Phase.LINGERING, client.phase());
    assertTrue(client.sawEnd());
    // The rest of it comes too late.
    assertEquals(List.of(408), client.send("P/1.1↵Host: a↵↵" + GET).statuses());
  }

  @Test
  void theTimeCountsFromTheFirstByteWhateverDripsIn() {
    Client client = client().pass(REQUEST / 2);
    for (int i = 0; i < 9; i++) {
      client.send(i == 0 ? "GET /" : "a").pass(REQUEST / 10);
    }
    client.send("a");
    assertEquals(Phase.RECEIVING, client.phase());
    client.pass(REQUEST / 10);
    assertEquals(List.of(408), client.statuses());
  }

  @Test
  void aRequestBegunOnAKeptAliveConnectionHasItsOwnTime() {
    Client client = client().send(GET).pass(IDLE - 1).send("G").pass(REQUEST - 1);
    assertEquals(Phase.RECEIVING, client.phase());
    client.send(GET.substring(1)).send("G").pass(REQUEST - 1);
    assertEquals(List.of(200, 200), client.statuses());
    assertEquals(List.of(200, 200, 408), client.pass(1).statuses());
  }

  @Test
  void aRequestBegunBehindAnAnswerHasItsOwnTime() {
    Client client = client().send(GET + "GET /").pass(REQUEST - 1);
    assertEquals(List.of(200), client.statuses());
    assertEquals(List.of(200, 408), client.pass(1).statuses());
  }

  @Test
  void theTimeOfARequestIncludesItsBody() {
    for (String framing : List.of("Content-Length: 99", "Transfer-Encoding: chunked")) {
      Client client = client().send("POST / HTTP/1.1↵Host: a↵").pass(REQUEST / 2);
      client.send(framing + "↵↵").pass(REQUEST / 4);
      client.send("4↵abcd↵").pass(REQUEST - REQUEST / 2 - REQUEST / 4 - 1);
      assertEquals(0, client.receivedBytes());
      assertFalse(client.isIdle());
      assertEquals(List.of(408), client.pass(1).statuses());
      assertEquals("close", client.reply().field("Connection"));
      assertEquals(Phase.LINGERING, client.phase());
      assertEquals(List.of(408), client.send("a".repeat(200) + GET).statuses());
    }
  }

  @Test
  void aBodyThatIsInvitedHasTheTimeOfItsRequest() {
    String head = "GET / HTTP/1.1↵Host: a↵Expect: 100-continue↵Content-Length: 5↵↵";
    Client client = client().send(head.substring(0, 9)).pass(REQUEST / 2);
    client.send(head.substring(9)).pass(REQUEST / 2 - 1);
    assertEquals(List.of(100), client.statuses());
    assertEquals(List.of(100, 408), client.pass(1).statuses());
  }

  @Test
  void aRequestBehindABodyHasItsOwnTime() {
    Client client = client().send("GET / HTTP/1.1↵Host: a↵Content-Length: 2↵↵").pass(REQUEST - 1);
    client.send("abGET /").pass(REQUEST - 1);
    assertEquals(List.of(200), client.statuses());
    assertEquals(List.of(200, 408), client.pass(1).statuses());
  }

  @Test
  void aRequestWithABodyBehindAnotherHasItsOwnTime() {
    String withBody = "GET / HTTP/1.1↵Host: a↵Content-Length: 2↵↵";
    Client client = client().send(withBody).pass(REQUEST - 1).send("ab" + withBody + "a");
    client.pass(REQUEST - 1);
    assertEquals(List.of(200), client.statuses());
    assertEquals(List.of(200, 408), client.pass(1).statuses());
  }

  @Test
  void aBodyThatNobodyReadWhileAnAnswerWasSentIsNotLate() {
    Client client = client();
    client.reads = false;
    client.send(GET + "POST / HTTP/1.1↵Host: a↵Content-Length: 2↵↵a");
    client.nowNanos += REQUEST + 1;
    client.reads = true;
    client.drain();
    assertEquals(List.of(200, 405), client.pass(REQUEST - 1).send("b").statuses());
  }

  @Test
  void aConnectionIsIdleWhenNothingIsUnderWay() {
    Client client = client();
    assertTrue(client.isIdle());
    assertTrue(client.send("↵").isIdle());
    assertFalse(client.send("G").isIdle());
    assertTrue(client.send(GET.substring(1)).isIdle());
    client.reads = false;
    assertFalse(client.send(GET).isIdle());
    client.reads = true;
    assertTrue(client.drain().isIdle());
    assertFalse(client.send("\n").isIdle());
  }

  @Test
  void emptyLinesAreNoRequestThatCouldBeLate() {
    Client client = client().send(GET).send("↵↵").pass(IDLE);
    assertEquals(Phase.FINISHED, client.phase());
    assertEquals(List.of(200), client.statuses());
  }

  @Test
  void anAnswerWithoutProgressIsGivenUp() {
    for (String request : List.of(GET, GET_LARGE)) {
      Client client = client();
      client.reads = false;
      client.send(request).pass(WRITE - 1);
      assertEquals(Phase.SENDING, client.phase());
      assertEquals(Phase.FINISHED, client.pass(1).phase());
      assertEquals(0, client.receivedBytes());
    }
  }

  @Test
  void anAnswerWithSomeProgressGoesOnForAsLongAsItTakes() {
    Client client = client();
    client.roomBytes = 10_000;
    client.reads = false;
    client.send(GET_LARGE);
    int turns = 0;
    while (client.phase() == Phase.SENDING) {
      client.pass(WRITE - 1);
      client.readOnce();
      turns++;
    }
    assertEquals(10, turns);
    assertEquals(SampleSite.LARGE, client.reply().body());
  }

  @Test
  void anAnswerThatStallsInTheMiddleIsGivenUp() {
    Client client = client();
    client.roomBytes = 10_000;
    client.reads = false;
    client.send(GET_LARGE).pass(WRITE - 1);
    client.readOnce();
    assertEquals(10_000, client.receivedBytes());
    assertEquals(Phase.SENDING, client.pass(WRITE - 1).phase());
    assertEquals(Phase.FINISHED, client.pass(1).phase());
  }
}
