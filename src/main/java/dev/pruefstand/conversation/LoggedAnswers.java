package dev.pruefstand.conversation;

import dev.pruefstand.stats.AccessLog;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Answers of a connection that are to be written down once they are sent, or as far as they were.
 */
final class LoggedAnswers {
  /** What is kept of a request line: thousands of them may wait to be written. */
  private static final int LONGEST_LINE = 1024;

  /** An entry and the objects around its line. */
  private static final int ENTRY_BYTES = 96;

  private record Due(String line, int status, int headBytes, long bytes) {}

  private final AccessLog log;
  private final String client;
  private final List<Due> due = new ArrayList<>();
  private String line = "";
  private long takenBytes;
  private long heldBytes;

  LoggedAnswers(AccessLog log, String client) {
    this.log = log;
    this.client = client;
  }

  /** The line of the next answer's request stands here, as far as it has arrived. */
  void line(byte[] bytes, int start, int end) {
    int from = start;
    while (from < end && isLineEnd(bytes[from])) {
      from++;
    }
    int to = from;
    while (to < end && to - from < LONGEST_LINE && !isLineEnd(bytes[to])) {
      to++;
    }
    line = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }

  private static boolean isLineEnd(byte b) {
    return b == '\r' || b == '\n';
  }

  void add(Answer answer, long bytes) {
    due.add(new Due(line, answer.status().code(), answer.head().length, bytes));
    heldBytes += line.length() + ENTRY_BYTES;
    line = "";
  }

  /** About what this keeps on the heap. */
  long heldBytes() {
    return heldBytes;
  }

  void took(long bytes) {
    takenBytes += bytes;
  }

  /** Nothing more will be taken of those that are due. */
  void write() {
    for (Due each : due) {
      long sent = Math.min(takenBytes, each.bytes);
      takenBytes -= sent;
      long body = Math.max(0, sent - each.headBytes);
      log.add(
          new AccessLog.Entry(client, System.currentTimeMillis(), each.line, each.status, body));
    }
    due.clear();
    takenBytes = 0;
    heldBytes = 0;
  }
}
