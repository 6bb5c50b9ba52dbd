package dev.pruefstand.conversation;

import static dev.pruefstand.conversation.SampleSite.client;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.pruefstand.conversation.Conversation.Phase;
import dev.pruefstand.http.Limits;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A request's body is read before its answer and never taken for a request. ↵ is a line end. */
@Timeout(60)
class BodyTest {
  @Test
  void nobodyReadsTheBodyOfWhatHasNoTarget() {
    Client client = client().send("GET /%00 HTTP/1.1↵Host: a↵Content-Length: 5↵↵");
    assertEquals(400, client.reply().status());
    assertEquals(Phase.LINGERING, client.phase());
  }

  private static final String HOST = " HTTP/1.1↵Host: a↵";
  private static final String NEXT = "GET /hello.html" + HOST + "↵";
  private static final String LENGTH = HOST + "Content-Length: ";
  private static final String CHUNKED = HOST + "Transfer-Encoding: chunked↵↵";
  private static final String SMUGGLED = "GET /large.txt HTTP/1.1↵Host: a↵↵";
  private static final String FRAMED = "24↵" + SMUGGLED + "↵0↵↵";

  /** Where it is written, a request whose body looks like one, and the statuses with the next. */
  static Stream<Arguments> bodies() {
    String length = LENGTH + "36↵↵" + SMUGGLED;
    return Stream.of(
        arguments("9112 6", "GET /" + length, List.of(200, 200)),
        arguments("9112 6", "GET /missing" + length, List.of(404, 200)),
        arguments("9112 6", "GET / HTTP/1.0↵Content-Length: 36↵↵" + SMUGGLED, List.of(200)),
        arguments("9110 9.3.7", "OPTIONS *" + length, List.of(204, 200)),
        arguments("9110 9.3.7", "OPTIONS /" + CHUNKED + FRAMED, List.of(204, 200)),
        arguments("9112 6.3", "GET /%00" + length, List.of(400)),
        arguments("9112 6.3", "POST /" + length, List.of(405)),
        arguments("9112 6.3", "POST /missing" + length, List.of(404, 200)),
        arguments("9112 6.3", "DELETE /stats" + CHUNKED + FRAMED, List.of(405)),
        arguments("9112 6.3", "BREW /" + length, List.of(501)),
        arguments("9110 9.3.6", "CONNECT a:1" + length, List.of(405)),
        arguments("9112 6.3", "POST /" + LENGTH + "0↵↵", List.of(405, 200)),
        arguments("9112 7.1", "GET /" + CHUNKED + FRAMED, List.of(200, 200)),
        arguments("9112 7.1", "GET /" + CHUNKED + "0↵↵", List.of(200, 200)),
        arguments("9112 7.1.1", "GET /" + CHUNKED + "1;a=\"GET /\"↵x↵0 ;b↵↵", List.of(200, 200)),
        arguments(
            "9112 7.1.2", "GET /" + CHUNKED + "0↵Content-Length: 9↵Host: b↵↵", List.of(200, 200)),
        arguments(
            "9112 9.6",
            "GET /" + HOST + "Connection: close↵" + CHUNKED.substring(18) + FRAMED,
            List.of(200)),
        arguments("9110 15.5.1", "GET /" + CHUNKED + "1↵ab↵0↵↵", List.of(400)),
        arguments("9110 15.5.1", "GET /" + CHUNKED + "-1↵", List.of(400)),
        arguments("9110 15.5.1", "GET /" + CHUNKED + "1\nx\n0\n\n", List.of(400)),
        arguments("9110 15.5.1", "POST /" + CHUNKED + SMUGGLED, List.of(400)),
        arguments("9110 15.5.14", "GET /" + CHUNKED + "65↵", List.of(413)),
        arguments("9110 15.5.14", "GET /" + CHUNKED + "63↵" + "a".repeat(99) + "↵2↵", List.of(413)),
        arguments("9110 15.5.14", "GET /" + LENGTH + "101↵↵", List.of(413)),
        arguments("9110 15.5.14", "POST /" + LENGTH + "9223372036854775807↵↵", List.of(413)),
        arguments("9110 15.5.14", "BREW /" + LENGTH + "101↵↵", List.of(413)));
  }

  private static Conversations server() {
    Limits limits = Limits.DEFAULT.withBody(100);
    return new Conversations(SampleSite.SITE, limits, null);
  }

  @ParameterizedTest(name = "RFC {0}: {1}")
  @MethodSource("bodies")
  void aBodyCutAnywhereIsNeverTakenForTheNextRequest(
      String rfc, String request, List<Integer> statuses) {
    byte[] bytes = bytes(request + NEXT);
    Client whole = new Client(server()).send(bytes);
    assertEquals(statuses, whole.statuses());
    boolean goesOn = statuses.getLast() == 200 && statuses.size() == 2;
    assertEquals(goesOn ? Phase.RECEIVING : Phase.LINGERING, whole.phase());
    assertEquals(goesOn ? null : "close", whole.replies().getLast().field("Connection"));
    for (int cut = 1; cut < bytes.length; cut++) {
      Client client = new Client(server());
      client.send(Arrays.copyOf(bytes, cut)).send(Arrays.copyOfRange(bytes, cut, bytes.length));
      assertEquals(whole.received(), client.received(), "cut at " + cut);
    }
    Client dripped = new Client(server());
    for (byte each : bytes) {
      dripped.send(new byte[] {each});
    }
    assertEquals(whole.received(), dripped.received(), "byte by byte");
  }

  @ParameterizedTest(name = "RFC {0}: {1}")
  @MethodSource("bodies")
  void nothingIsAnsweredBeforeTheBodyHasEnded(String rfc, String request, List<Integer> statuses) {
    byte[] bytes = bytes(request);
    Client client = new Client(server()).send(Arrays.copyOf(bytes, bytes.length - 1));
    boolean refused = statuses.getLast() == 400 || statuses.getLast() == 413;
    if (!refused) {
      assertEquals(0, client.receivedBytes());
      assertEquals(Phase.RECEIVING, client.phase());
      assertFalse(client.isIdle());
    }
    client.send(Arrays.copyOfRange(bytes, bytes.length - 1, bytes.length));
    assertEquals(1, client.replies().size());
  }

  @Test
  void aBodyAtTheLimitIsReadAndOneMoreByteIs413() {
    long most = Limits.DEFAULT.bodyBytes();
    byte[] body = new byte[(int) most];
    Client fits = client().send("GET /" + LENGTH + most + "↵↵").send(body).send(NEXT);
    assertEquals(List.of(200, 200), fits.statuses());
    Client beyond = client().send("GET /" + LENGTH + (most + 1) + "↵↵").send(body);
    assertEquals(List.of(413), beyond.statuses());
    assertTrue(beyond.sawEnd());
    byte[] chunk = bytes("8000↵" + "x".repeat(0x8000) + "↵");
    Client chunks = client().send("GET /" + CHUNKED);
    for (int i = 0; i < most / 0x8000; i++) {
      chunks.send(chunk);
    }
    assertEquals(0, chunks.receivedBytes());
    assertEquals(List.of(200, 200), chunks.send("0↵↵" + NEXT).statuses());
  }

  @Test
  void pipelinedBodiesBetweenLargeAnswersAreSkippedWhole() {
    Client client = client();
    client.roomBytes = 30_000;
    String request = "GET /large.txt" + LENGTH + "36↵↵" + SMUGGLED + "GET /" + CHUNKED + FRAMED;
    client.send(request.repeat(20));
    assertEquals(40, client.replies().size());
    assertEquals(SampleSite.LARGE, client.replies().get(38).body());
    assertEquals(SampleSite.INDEX, client.replies().get(39).body());
  }

  @Test
  void aClientThatEndsWithinItsBodyGetsNothing() {
    Client client = client().send("GET /" + LENGTH + "9↵↵12345678").end();
    assertEquals(Phase.FINISHED, client.phase());
    assertEquals(0, client.receivedBytes());
  }

  private static byte[] bytes(String requests) {
    return requests.replace("↵", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
  }
}
