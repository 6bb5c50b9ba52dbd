package dev.pruefstand.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An answer as a client reads it. A field must not come twice, nor a body be cut off. */
record Reply(int status, Map<String, String> fields, String body) {

  /** Reads answers that fill the bytes exactly. */
  static List<Reply> all(byte[] bytes, boolean haveBodies) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    var replies = new ArrayList<Reply>();
    int at = 0;
    while (at < text.length()) {
      int end = text.indexOf("\r\n\r\n", at);
      assertTrue(end > 0, "expected a head, found " + text.substring(at));
      String[] lines = text.substring(at, end).split("\r\n", -1);
      assertTrue(lines[0].matches("HTTP/1\\.1 \\d{3} [A-Z][A-Za-z -]*"), lines[0]);
      int status = Integer.parseInt(lines[0].substring(9, 12));
      Map<String, String> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      for (int i = 1; i < lines.length; i++) {
        String[] field = lines[i].split(": ", 2);
        assertNull(fields.put(field[0], field[1]), "twice: " + field[0]);
      }
      boolean bodiless = status == 100 || status == 204 || status == 304 || !haveBodies;
      int length = bodiless ? 0 : Integer.parseInt(fields.get("Content-Length"));
      at = end + 4 + length;
      assertTrue(at <= text.length(), "expected a body of " + length);
      replies.add(new Reply(status, fields, text.substring(end + 4, at)));
    }
    return replies;
  }

  static Reply only(List<Reply> replies) {
    assertEquals(1, replies.size(), "expected one answer, found " + replies);
    return replies.getFirst();
  }

  @Nullable String field(String name) {
    return fields.get(name);
  }
}
