package dev.pruefstand.bench.peer;

import dev.pruefstand.http.HttpDate;
import dev.pruefstand.site.Resource;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;

/**
 * A file as the adapters answer with it: prepared once, in the two forms that peers take.
 *
 * @param etag with its quotes
 * @param lastModified as HTTP writes it
 * @param bytes the body; nobody may change it
 * @param buffer the body in native memory; everybody takes a {@link #body} of his own
 */
record Page(String contentType, String etag, String lastModified, byte[] bytes, ByteBuffer buffer) {
  static Page of(Resource file) {
    byte[] bytes = file.body().toArray(ValueLayout.JAVA_BYTE);
    ByteBuffer buffer = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    return new Page(
        file.contentType(),
        file.etag(),
        HttpDate.format(file.lastModified()),
        bytes,
        buffer.asReadOnlyBuffer());
  }

  /** The body, to be read once. */
  ByteBuffer body() {
    return buffer.duplicate();
  }

  String length() {
    return Integer.toString(bytes.length);
  }
}
