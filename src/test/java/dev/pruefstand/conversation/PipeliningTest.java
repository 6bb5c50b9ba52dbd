package dev.pruefstand.conversation;

import static dev.pruefstand.conversation.SampleSite.HELLO;
import static dev.pruefstand.conversation.SampleSite.LARGE;
import static dev.pruefstand.conversation.SampleSite.client;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pruefstand.conversation.Conversation.Phase;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that do not wait for answers, RFC 9112 section 9.3.2. ↵ is a line end. */
@Timeout(60)
class PipeliningTest {
  private static final String HOST = " HTTP/1.1↵Host: a↵↵";
  private static final String HELLO_REQUEST = "GET /hello.html" + HOST;
  private static final String MIXED =
      HELLO_REQUEST
          + "↵HEAD /large.txt"
          + HOST
          + "GET /missing"
          + HOST
          + "OPTIONS *"
          + HOST
          + "GET / HTTP/1.1↵Host: a↵If-None-Match: *↵↵"
          + "BREW /"
          + HOST
          + "GET /hello.html HTTP/1.0↵Connection: keep-alive↵↵"
          + "GET / HTTP/1.1↵Host: a↵Connection: close↵↵";

  @Test
  void theAnswersComeInTheOrderOfTheRequests() {
    Client client =
        client().send("GET /hello.html" + HOST + "GET /missing" + HOST + "GET /" + HOST);
    assertEquals(List.of(200, 404, 200), client.statuses());
    assertEquals(SampleSite.INDEX, client.replies().get(2).body());
    assertEquals(Phase.RECEIVING, client.phase());
  }

  @Test
  void requestsCutAnywhereAreAnsweredTheSame() {
    byte[] requests = bytes(MIXED);
    Client whole = client().send(requests);
    assertEquals(Phase.FINISHED, whole.phase());
    for (int cut = 0; cut <= requests.length; cut++) {
      assertSame(whole, requests, cut);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 50, 100})
  void requestsInPiecesOfAnyLengthAreAnsweredTheSame(int piece) {
    byte[] requests = bytes(MIXED);
    int[] cuts = new int[(requests.length - 1) / piece];
    Arrays.setAll(cuts, i -> (i + 1) * piece);
    assertSame(client().send(requests), requests, cuts);
  }

  @Test
  void requestsInRandomPiecesThroughAnyWireAreAnsweredTheSame() {
    byte[] requests = bytes(MIXED.replace("HEAD", "GET"));
    Client whole = client().send(requests);
    var random = new Random(42);
    for (int round = 0; round < 100; round++) {
      Client client = client();
      client.roomBytes = 500 + random.nextInt(20_000);
      for (int at = 0; at < requests.length; ) {
        int to = Math.min(requests.length, at + 1 + random.nextInt(100));
        client.send(Arrays.copyOfRange(requests, at, to));
        at = to;
      }
      assertEquals(whole.received(), client.received());
    }
  }

  private static void assertSame(Client whole, byte[] requests, int... cuts) {
    Client client = client();
    int at = 0;
    for (int cut : cuts) {
      client.send(Arrays.copyOfRange(requests, at, cut));
      at = cut;
    }
    client.send(Arrays.copyOfRange(requests, at, requests.length));
    assertEquals(whole.received(), client.received(), () -> "cut at " + Arrays.toString(cuts));
    assertEquals(whole.phase(), client.phase());
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 100, 500, 2_000})
  void anyNumberOfRequestsIsAnswered(int requests) {
    Client client = client().send(HELLO_REQUEST.repeat(requests));
    assertEquals(Collections.nCopies(requests, 200), client.statuses());
    assertEquals(HELLO, client.replies().getLast().body());
  }

  @ParameterizedTest
  @ValueSource(ints = {900, 5_000, 20_000, Integer.MAX_VALUE})
  void largeAnswersDoNotMixWithTheOnesAround(int roomBytes) {
    Client client = client();
    client.roomBytes = roomBytes;
    client.send(("GET /large.txt" + HOST + HELLO_REQUEST + "GET /copied.txt" + HOST).repeat(5));
    List<Reply> replies = client.replies();
    assertEquals(15, replies.size());
    for (int i = 0; i < 15; i += 3) {
      assertEquals(LARGE, replies.get(i).body());
      assertEquals(HELLO, replies.get(i + 1).body());
      assertEquals(LARGE.substring(0, 16 * 1024), replies.get(i + 2).body());
    }
    assertEquals(Phase.RECEIVING, client.phase());
  }

  @Test
  void aRequestBegunBehindALargeAnswerIsFinishedLater() {
    Client client = client().send("GET /large.txt" + HOST + "GET /hel");
    assertEquals(List.of(200), client.statuses());
    assertEquals(Phase.RECEIVING, client.phase());
    client.send("lo.html" + HOST);
    assertEquals(HELLO, client.replies().getLast().body());
  }

  @Test
  void emptyLinesBetweenRequestsAreNoRequests() {
    Client client = client().send(HELLO_REQUEST + "↵↵").send("↵").send("↵" + HELLO_REQUEST);
    assertEquals(List.of(200, 200), client.statuses());
  }

  @Test
  void whatTheClientAskedForBeforeItsEndIsAnswered() {
    Client client = client();
    client.reads = false;
    client.send("GET /large.txt" + HOST + HELLO_REQUEST.repeat(300) + "GET /hal");
    client.end();
    client.reads = true;
    client.drain();
    assertEquals(301, client.replies().size());
    assertEquals(Phase.FINISHED, client.phase());
  }

  private static byte[] bytes(String requests) {
    return requests.replace("↵", "\r\n").getBytes(StandardCharsets.US_ASCII);
  }
}
