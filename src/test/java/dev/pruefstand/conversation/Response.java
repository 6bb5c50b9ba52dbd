package dev.pruefstand.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An answer as a distrustful client reads it, to any method and with {@code 100 Continue}. */
record Response(int status, Map<String, String> fields, String body) {
  private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.1 (\\d{3}) [A-Za-z -]+");
  private static final Pattern FIELD = Pattern.compile("([A-Za-z-]+): ([!-~][ -~]*)");
  private static final Pattern DATE =
      Pattern.compile("[A-Z][a-z]{2}, \\d\\d [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT");
  private static final Pattern PART = Pattern.compile("bytes (\\d+)-(\\d+)/(\\d+)");

  /**
   * Reads answers that fill the bytes exactly.
   *
   * @param toHead for each request whether it is HEAD
   */
  static List<Response> all(byte[] bytes, List<Boolean> toHead) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    var all = new ArrayList<Response>();
    int at = 0;
    int finals = 0;
    while (at < text.length()) {
      int end = text.indexOf("\r\n\r\n", at);
      assertTrue(end > 0, "expected a head, found " + text.substring(at));
      String[] lines = text.substring(at, end).split("\r\n", -1);
      at = end + 4;
      Matcher first = STATUS_LINE.matcher(lines[0]);
      assertTrue(first.matches(), lines[0]);
      int status = Integer.parseInt(first.group(1));
      Map<String, String> fields = fields(lines);
      int length = 0;
      if (status == 100) {
        assertTrue(fields.isEmpty(), "expected no fields, found " + fields);
      } else {
        assertTrue(finals < toHead.size(), "expected no further answer, found " + lines[0]);
        length = length(status, fields, toHead.get(finals++));
      }
      assertTrue(at + length <= text.length(), "expected a body of " + length);
      var response = new Response(status, fields, text.substring(at, at + length));
      response.assertComplete();
      all.add(response);
      at += length;
    }
    return all;
  }

  private static Map<String, String> fields(String[] lines) {
    Map<String, String> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 1; i < lines.length; i++) {
      Matcher field = FIELD.matcher(lines[i]);
      assertTrue(field.matches(), lines[i]);
      assertNull(fields.put(field.group(1), field.group(2)), "twice: " + field.group(1));
    }
    return fields;
  }

  /** RFC 9112 section 6.3. */
  private static int length(int status, Map<String, String> fields, boolean toHead) {
    String length = fields.get("Content-Length");
    if (status == 204 || status == 304) {
      assertNull(length);
      return 0;
    }
    assertNotNull(length);
    return toHead ? 0 : Integer.parseInt(length);
  }

  /** The fields that an answer of this status has to have. */
  private void assertComplete() {
    assertNotEquals(500, status);
    if (status == 100) {
      return;
    }
    assertTrue(DATE.matcher(fields.getOrDefault("Date", "")).matches(), "Date: " + fields);
    switch (status) {
      case 206 -> {
        Matcher part = PART.matcher(fields.getOrDefault("Content-Range", ""));
        assertTrue(part.matches(), "Content-Range: " + fields);
        int from = Integer.parseInt(part.group(1));
        int to = Integer.parseInt(part.group(2)) + 1;
        assertEquals(Integer.toString(to - from), field("Content-Length"));
        if (Integer.parseInt(part.group(3)) == SampleSite.LARGE.length()) {
          assertEquals(SampleSite.LARGE.substring(from, to), body);
        }
      }
      case 304 ->
          assertTrue(
              field("ETag") != null || "no-store".equals(field("Cache-Control")),
              "of a file, or of the statistics: " + fields);
      case 405 -> assertNotNull(field("Allow"));
      case 416 -> assertNotNull(field("Content-Range"));
      default -> {}
    }
  }

  @Nullable String field(String name) {
    return fields.get(name);
  }

  /** What is the same whenever it is asked for: not the date, nor what the statistics say. */
  String lasting() {
    Map<String, String> same = new TreeMap<>(fields);
    same.remove("Date");
    if (fields.containsKey("Cache-Control")) {
      same.remove("Content-Length");
      return status + " " + same;
    }
    return status + " " + same + "\n" + body;
  }
}
