package dev.pruefstand.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Parses the same request in every way its bytes can arrive: whole, in two pieces cut anywhere, and
 * byte by byte; at several places in the buffer, which moves between two pieces.
 */
final class RequestArrivals {
  /** Small, so that every cut of a request beyond them can be tried. */
  static final Limits LIMITS = Limits.DEFAULT.withHead(64, 200, 5);

  private static final int[] OFFSETS = {0, 1, 13};

  private RequestArrivals() {}

  /** The bytes of a request in which ↵ stands for a line end. */
  static byte[] bytes(String request) {
    return request.replace("↵", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Fails unless the outcome is {@code expected} in all those ways, and stays it. */
  static void assertOutcome(String expected, byte[] request) {
    for (int offset : OFFSETS) {
      int[] whole = {request.length};
      assertEquals(expected, outcome(request, offset, whole), "whole, at " + offset);
    }
    for (int cut = 0; cut <= request.length; cut++) {
      int[] twoPieces = {cut, request.length};
      int offset = OFFSETS[cut % OFFSETS.length];
      assertEquals(expected, outcome(request, offset, twoPieces), "cut at " + cut);
    }
    int[] everyByte = new int[request.length];
    Arrays.setAll(everyByte, i -> i + 1);
    assertEquals(expected, outcome(request, 1, everyByte), "byte by byte");
  }

  private static String outcome(byte[] request, int offset, int[] ends) {
    var parser = new RequestParser(LIMITS);
    String found = "incomplete";
    int start = offset;
    for (int end : ends) {
      start = start == offset ? offset + 3 : offset;
      // Behind the bytes that have arrived lies what must not be looked at.
      byte[] buffer = new byte[start + request.length + 5];
      Arrays.fill(buffer, (byte) 'Z');
      System.arraycopy(request, 0, buffer, start, end);
      RequestParser.Outcome outcome = parser.parse(buffer, start, start + end);
      if (!found.equals("incomplete")) {
        assertEquals(found, describe(parser, outcome, buffer, start), "a final outcome changed");
      }
      found = describe(parser, outcome, buffer, start);
    }
    return found;
  }

  private static String describe(
      RequestParser parser, RequestParser.Outcome outcome, byte[] buffer, int start) {
    return switch (outcome) {
      case INCOMPLETE -> "incomplete";
      case REFUSED -> Integer.toString(parser.refusal().code());
      case COMPLETE ->
          "%s %s 1.%d %s%s, %d bytes"
              .formatted(
                  parser.method(),
                  new String(
                      buffer,
                      start + parser.targetFrom(),
                      parser.targetTo() - parser.targetFrom(),
                      StandardCharsets.ISO_8859_1),
                  parser.minorVersion(),
                  parser.keepsAlive() ? "keep-alive" : "close",
                  parser.values().hasBody() ? " body" : "",
                  parser.length());
    };
  }
}
