package dev.pruefstand.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.pruefstand.Arrival;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Timeout;

/**
 * Requests of bytes nobody thought of. Every build reads the seeds, which stand in the resources
 * below {@code RequestParserFuzzTestInputs}; to search for more:
 *
 * <pre>
 *   JAZZER_FUZZ=1 mvn test -Dtest=RequestParserFuzzTest
 * </pre>
 *
 * What it finds it writes beside the seeds as {@code crash-…}: keep it, under a name that says what
 * it is. {@link Arrival} tells how a seed is written.
 */
@Timeout(60)
class RequestParserFuzzTest {
  /** Small, so that an input need not be long to pass them. */
  private static final Limits LIMITS = Limits.DEFAULT.withHead(100, 300, 10).withBody(50);

  private static final byte[] GET =
      "GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  @FuzzTest(maxDuration = "10m")
  void requestsAreReadTheSameHoweverTheirBytesAreCut(byte[] input) {
    Arrival arrival = Arrival.of(input, 0);
    List<String> whole = new Reader().read(arrival.whole());
    assertEquals(whole, new Reader().read(arrival.pieces()));
    assertEquals(whole, new Reader().read(arrival.single()));
  }

  /** Reads requests and their bodies one after the other, as a connection does. */
  private static final class Reader {
    private final RequestParser parser = new RequestParser(LIMITS);
    private final RequestBody body = new RequestBody(LIMITS);
    private final List<String> read = new ArrayList<>();
    private boolean inBody;
    private boolean refused;
    private int bodyBytes;
    private byte[] buffer = {};
    private int start;
    private int end;

    List<String> read(List<byte[]> pieces) {
      for (byte[] piece : pieces) {
        arrive(piece);
        while (start < end && !refused && (inBody ? body() : head())) {
          continue;
        }
      }
      if (!refused) {
        read.add((inBody ? "in a body, " : parser.begun() ? "begun, " : "idle, ") + (end - start));
      }
      return read;
    }

    /** What is left moves to another place, in front of bytes that must not be looked at. */
    private void arrive(byte[] piece) {
      int kept = end - start;
      int to = start == 3 ? 0 : 3;
      byte[] next = new byte[to + kept + piece.length + 4];
      Arrays.fill(next, (byte) '\n');
      System.arraycopy(buffer, start, next, to, kept);
      System.arraycopy(piece, 0, next, to + kept, piece.length);
      buffer = next;
      start = to;
      end = to + kept + piece.length;
    }

    /** Returns whether to go on. */
    private boolean head() {
      byte[] before = buffer.clone();
      RequestParser.Outcome outcome = parser.parse(buffer, start, end);
      assertTrue(Arrays.equals(before, buffer), "expected the bytes unchanged");
      switch (outcome) {
        case INCOMPLETE -> {
          assertEquals(end - start, parser.length(), "bytes looked at");
          assertTrue(parser.length() < 500, "expected an end of what is kept");
          return false;
        }
        case REFUSED -> {
          refuse(parser.refusal());
          return false;
        }
        case COMPLETE -> {
          int length = parser.length();
          assertHead(new String(buffer, start, length, StandardCharsets.ISO_8859_1));
          read.add(describe());
          body(body.begin(parser.values()));
          start += length;
          if (!inBody) {
            parser.reset();
          }
        }
      }
      return true;
    }

    private boolean body() {
      RequestBody.Outcome outcome = body.read(buffer, start, end);
      assertTrue(body.consumed() >= 0 && body.consumed() <= end - start, "bytes of the body");
      if (outcome == RequestBody.Outcome.INCOMPLETE) {
        assertEquals(end - start, body.consumed(), "bytes of a body that goes on");
      }
      bodyBytes += body.consumed();
      start += body.consumed();
      body(outcome);
      return outcome == RequestBody.Outcome.COMPLETE;
    }

    private void body(RequestBody.Outcome outcome) {
      inBody = outcome == RequestBody.Outcome.INCOMPLETE;
      switch (outcome) {
        case INCOMPLETE -> {}
        case COMPLETE -> {
          read.add("body of " + bodyBytes);
          bodyBytes = 0;
          parser.reset();
        }
        case MALFORMED -> refuseBody(Status.BAD_REQUEST);
        case TOO_LARGE -> refuseBody(Status.CONTENT_TOO_LARGE);
      }
    }

    private void refuse(Status status) {
      refused = true;
      read.add(status + " after " + parser.method());
      byte[] more = Arrays.copyOf(buffer, end + GET.length);
      System.arraycopy(GET, 0, more, end, GET.length);
      assertEquals(RequestParser.Outcome.REFUSED, parser.parse(more, start, more.length));
      assertEquals(status, parser.refusal());
    }

    private void refuseBody(Status status) {
      refused = true;
      read.add(status + " in the body");
      RequestBody.Outcome outcome = body.read(buffer, start, end);
      assertTrue(
          outcome == RequestBody.Outcome.MALFORMED || outcome == RequestBody.Outcome.TOO_LARGE,
          "expected the refusal to stay, found " + outcome);
      assertEquals(0, body.consumed());
    }

    private String describe() {
      var text = new StringBuilder();
      text.append(parser.method()).append(' ');
      int length = parser.targetTo() - parser.targetFrom();
      text.append(
          new String(buffer, start + parser.targetFrom(), length, StandardCharsets.ISO_8859_1));
      text.append(" 1.").append(parser.minorVersion());
      text.append(parser.keepsAlive() ? " keep-alive " : " close ").append(parser.length());
      FieldValues values = parser.values();
      text.append(values.hasBody() ? " body " : " ").append(values.contentLength());
      text.append(values.isChunked() ? " chunked" : "");
      for (Field field : Field.values()) {
        String list = values.list(field, buffer, start, start + parser.length());
        assertEquals(values.has(field), list != null, field.name());
        if (list != null) {
          text.append('\n').append(field).append(": ").append(list);
          text.append(" / ").append(values.text(field, buffer, start));
        }
      }
      return text.toString();
    }

    /** What no request may have, said once more and more simply. RFC 9112 sections 2.2 to 6.3. */
    private void assertHead(String head) {
      assertTrue(head.endsWith("\r\n\r\n"), "expected an empty line at the end");
      String[] lines = head.stripLeading().split("\r\n");
      assertTrue(lines[0].length() <= LIMITS.requestLineBytes(), "expected 414");
      assertTrue(lines.length - 1 <= LIMITS.headerFields(), "expected 431 for the fields");
      int fieldBytes = head.stripLeading().length() - lines[0].length() - 4;
      assertTrue(fieldBytes <= LIMITS.headerBytes(), "expected 431 for the bytes");
      assertTrue(lines[0].matches("[!-~]+ [!-~]+ HTTP/1\\.\\d"), lines[0]);
      int hosts = 0;
      for (int i = 1; i < lines.length; i++) {
        assertTrue(lines[i].matches("[!-9;-~]+:[\t -~\u0080-\u00ff]*"), lines[i]);
        hosts += lines[i].regionMatches(true, 0, "host:", 0, 5) ? 1 : 0;
      }
      assertTrue(hosts <= 1, "expected no second Host");
      assertTrue(hosts == 1 || parser.minorVersion() == 0, "expected a Host");
      FieldValues values = parser.values();
      assertFalse(values.isChunked() && values.contentLength() >= 0, "expected one framing");
    }
  }
}
