package dev.pruefstand.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.pruefstand.Arrival;
import dev.pruefstand.conversation.Conversation.Phase;
import dev.pruefstand.http.Limits;
import dev.pruefstand.http.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Timeout;

/**
 * Connections on which bytes arrive that nobody thought of. Every build reads the seeds, which
 * stand in the resources below {@code HttpConversationFuzzTestInputs}; to search for more:
 *
 * <pre>
 *   JAZZER_FUZZ=1 mvn test -Dtest=HttpConversationFuzzTest
 * </pre>
 *
 * What it finds it writes beside the seeds as {@code crash-…}: keep it, under a name that says what
 * it is. A seed's first byte is a digit or letter for the wire, see {@link WireTap#WireTap}; the
 * bytes behind it are written as {@link Arrival} tells.
 */
@Timeout(60)
class HttpConversationFuzzTest {
  /** Small, so that an input need not be long to pass them. */
  private static final Limits LIMITS = Limits.DEFAULT.withHead(100, 300, 10).withBody(50);

  /** Twice the head of a request that is not refused yet, what a turn brings, and its answers. */
  private static final int MOST_HELD_BYTES =
      2 * 500 + Workspace.INPUT_BYTES + Workspace.OUTPUT_BYTES;

  private static final byte[] GET =
      "GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private static final Conversations SERVER = server();

  private static Conversations server() {
    return new Conversations(SampleSite.SITE, LIMITS, null);
  }

  /** Then the input needs a server of its own, which has heard of no other requests. */
  private static boolean tellsStatistics(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    return text.contains("stats") || text.contains("metrics");
  }

  @FuzzTest(maxDuration = "10m")
  void requestsAreAnsweredTheSameHoweverTheyAreCut(byte[] input) {
    if (input.length == 0) {
      return;
    }
    Arrival arrival = Arrival.of(input, 1);
    List<Deserved> deserved = Deserved.of(arrival.bytes(), LIMITS);
    Conversations server = tellsStatistics(arrival.bytes()) ? server() : SERVER;
    List<String> whole = converse(server, WireTap.WIDE, arrival.whole(), deserved);
    List<String> cut = converse(server, input[0], arrival.pieces(), deserved);
    assertEquals(whole, cut);
  }

  /** The answers, without what may differ between two runs. */
  private static List<String> converse(
      Conversations server, byte wire, List<byte[]> pieces, List<Deserved> deserved) {
    var tap = new WireTap(server, wire);
    tap.arrive(pieces);
    assertTrue(tap.mostHeldBytes() <= MOST_HELD_BYTES, "held bytes: " + tap.mostHeldBytes());
    Phase phase = tap.phase();
    byte[] received = tap.received();
    List<Response> responses = Response.all(received, Deserved.toHead(deserved));
    boolean closed = Deserved.check(deserved, responses);
    if (closed) {
      assertTrue(phase == Phase.LINGERING || phase == Phase.FINISHED, "expected a close: " + phase);
      tap.arrive(List.of(GET));
    } else {
      assertEquals(Phase.RECEIVING, phase);
    }
    tap.end();
    assertEquals(Phase.FINISHED, tap.phase());
    tap.close();
    byte[] last = Arrays.copyOfRange(tap.received(), received.length, tap.received().length);
    if (tap.isSilent() && !closed && !deserved.isEmpty() && !deserved.getLast().must()) {
      boolean toHead = deserved.getLast().method() == Method.HEAD;
      Response response = Response.all(last, List.of(toHead)).getFirst();
      assertEquals(408, response.status());
      assertEquals("close", response.field("Connection"));
    } else {
      assertEquals(0, last.length, "bytes behind the last answer");
    }
    return responses.stream().filter(each -> each.status() != 100).map(Response::lasting).toList();
  }
}
