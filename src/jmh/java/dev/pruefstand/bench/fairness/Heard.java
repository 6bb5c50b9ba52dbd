package dev.pruefstand.bench.fairness;

import java.util.List;
import java.util.Locale;

/**
 * An answer as it came.
 *
 * @param head status line and fields with the empty line, one character per byte
 */
record Heard(String head, byte[] body) {
  private static final int CODE_AT = "HTTP/1.1 ".length();

  /** The three digits. */
  int status() {
    return Integer.parseInt(head, CODE_AT, CODE_AT + 3, 10);
  }

  /** All values of a field, whose name is not case-sensitive. */
  List<String> values(String name) {
    String prefix = name.toLowerCase(Locale.ROOT) + ":";
    return head.lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
        .map(line -> line.substring(prefix.length()).strip())
        .toList();
  }

  /** Whether the connection ends with it, as it says or as HTTP/1.0 does without a word. */
  boolean isLast() {
    return connectionIs("close") || head.startsWith("HTTP/1.0") && !connectionIs("keep-alive");
  }

  /** Whether {@code Connection} says that. */
  boolean connectionIs(String option) {
    return values("Connection").stream().anyMatch(option::equalsIgnoreCase);
  }
}
