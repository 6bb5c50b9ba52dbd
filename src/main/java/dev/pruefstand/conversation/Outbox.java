package dev.pruefstand.conversation;

import dev.pruefstand.http.HttpDate;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/**
 * Answers of one connection on their way into its socket: put together in the workspace, and kept
 * here as far as a full socket does not take them.
 */
final class Outbox {
  /** A body up to this length is copied behind its head, so that both leave in one call. */
  private static final int COPIED_BYTES = 16 * 1024;

  /** Room that the next answer may need: its head, and a body that is copied. */
  private static final int ANSWER_BYTES = COPIED_BYTES + 4 * 1024;

  /** What a full socket did not take of the workspace's output. */
  private byte @Nullable [] unsent;

  /** What is left of a body that is sent from where it lies. */
  private @Nullable MemorySegment rest;

  /** Whether what is put together has to be sent before more is added. */
  private boolean closed;

  /** All that has been added since nothing was left. */
  private long addedBytes;

  /** Whether one more answer can be put together. */
  boolean hasRoom(Workspace workspace) {
    return !closed && rest == null && workspace.staged <= Workspace.OUTPUT_BYTES - ANSWER_BYTES;
  }

  /** Whether nothing is put together or on its way. */
  boolean isEmpty(Workspace workspace) {
    return workspace.staged == 0 && unsent == null && rest == null;
  }

  /** Whether something waits for the socket to take more, beyond the present turn. */
  boolean isStuck() {
    return unsent != null || rest != null;
  }

  /** Lets nothing be added until all of it has been sent. */
  void closeUntilSent() {
    closed = true;
  }

  /** How much was added since the socket had last taken everything. */
  long addedBytes() {
    return addedBytes;
  }

  /** Puts bytes behind what is there already. */
  void add(Workspace workspace, byte[] bytes) {
    addedBytes += bytes.length;
    MemorySegment.copy(
        bytes, 0, workspace.output(), ValueLayout.JAVA_BYTE, workspace.staged, bytes.length);
    workspace.staged += bytes.length;
  }

  /** Puts an answer behind what is there already, and returns its length. */
  long add(Workspace workspace, Answer answer, byte[] date, boolean withBody) {
    MemorySegment output = workspace.output();
    int at = workspace.staged;
    add(workspace, answer.head());
    MemorySegment.copy(
        date, 0, output, ValueLayout.JAVA_BYTE, at + answer.dateAt(), HttpDate.LENGTH);
    if (!withBody) {
      return answer.head().length;
    }
    MemorySegment body = answer.body();
    addedBytes += body.byteSize();
    long copied = Math.min(body.byteSize(), COPIED_BYTES);
    MemorySegment.copy(body, 0, output, workspace.staged, copied);
    workspace.staged += (int) copied;
    if (copied < body.byteSize()) {
      rest = body.asSlice(copied);
    }
    return answer.head().length + body.byteSize();
  }

  /** Makes the next piece ready in the workspace and returns its length, 0 if there is none. */
  long offer(Workspace workspace) {
    byte[] again = unsent;
    if (again != null) {
      MemorySegment.copy(again, 0, workspace.output(), ValueLayout.JAVA_BYTE, 0, again.length);
      workspace.staged = again.length;
      unsent = null;
    }
    if (workspace.staged > 0) {
      return workspace.offerStaged();
    }
    MemorySegment body = rest;
    if (body == null) {
      return 0;
    }
    if (body.isNative()) {
      return workspace.offer(body);
    }
    // No socket reaches into the heap: it goes through the workspace, a piece at a time.
    int copied = (int) Math.min(body.byteSize(), Workspace.OUTPUT_BYTES);
    MemorySegment.copy(body, 0, workspace.output(), 0, copied);
    rest = copied < body.byteSize() ? body.asSlice(copied) : null;
    workspace.staged = copied;
    return workspace.offerStaged();
  }

  /** The socket took the first bytes of the piece; returns whether nothing is left. */
  boolean taken(Workspace workspace, long bytes) {
    MemorySegment body = rest;
    if (workspace.staged > 0) {
      if (bytes < workspace.staged) {
        unsent = new byte[workspace.staged - (int) bytes];
        MemorySegment.copy(
            workspace.output(), ValueLayout.JAVA_BYTE, bytes, unsent, 0, unsent.length);
      }
      workspace.staged = 0;
    } else if (body != null) {
      rest = bytes < body.byteSize() ? body.asSlice(bytes) : null;
    }
    boolean all = unsent == null && rest == null;
    if (all) {
      closed = false;
      addedBytes = 0;
    }
    return all;
  }

  void clear() {
    unsent = null;
    rest = null;
  }

  /** What this keeps on the heap; a site's bodies are not on it, and everybody's. */
  long heldBytes() {
    byte[] held = unsent;
    MemorySegment body = rest;
    long bytes = held == null ? 0 : held.length;
    return body == null || body.isNative() ? bytes : bytes + body.byteSize();
  }
}
