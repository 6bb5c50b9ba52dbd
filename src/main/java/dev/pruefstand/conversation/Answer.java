package dev.pruefstand.conversation;

import dev.pruefstand.http.HttpDate;
import dev.pruefstand.http.Status;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;

/**
 * An answer prepared as bytes: only the date is filled in when it is given.
 *
 * @param head status line and fields with the empty line; at {@code dateAt} room for the date
 * @param body empty if the answer has none; native memory if the answer is given more than once
 */
record Answer(Status status, byte[] head, int dateAt, MemorySegment body) {
  /** Whether the connection stays open, and whether that has to be said. RFC 9112 section 9.3. */
  enum Persistence {
    /** HTTP/1.1's default needs no field. */
    IMPLICIT(""),
    /** HTTP/1.0 clients asked for it and want it confirmed. */
    KEEP_ALIVE("Connection: keep-alive\r\n"),
    CLOSE("Connection: close\r\n");

    private final String field;

    Persistence(String field) {
      this.field = field;
    }
  }

  private static final String SERVER = "Server: pruefstand\r\n";
  private static final String DATE = "Date: ";

  /** An answer for each {@link Persistence}, in its order. */
  static Answer[] prepare(Status status, String fields, MemorySegment body) {
    Persistence[] all = Persistence.values();
    var answers = new Answer[all.length];
    for (Persistence persistence : all) {
      String before = "HTTP/1.1 " + status.code() + " " + status.reason() + "\r\n" + SERVER + DATE;
      String length = status.hasBody() ? "Content-Length: " + body.byteSize() + "\r\n" : "";
      var head = new StringJoiner("");
      head.add(before).add(" ".repeat(HttpDate.LENGTH)).add("\r\n");
      head.add(length).add(fields).add(persistence.field).add("\r\n");
      answers[persistence.ordinal()] =
          new Answer(
              status, head.toString().getBytes(StandardCharsets.US_ASCII), before.length(), body);
    }
    return answers;
  }

  /** Text as native memory. */
  static MemorySegment text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    MemorySegment segment = Arena.ofAuto().allocate(bytes.length);
    MemorySegment.copy(bytes, 0, segment, ValueLayout.JAVA_BYTE, 0, bytes.length);
    return segment;
  }
}
