package dev.pruefstand.conversation;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of a client that belong to an unfinished request, or to requests that must wait for their
 * turn. Nearly always empty: a request that arrives whole is read where the workspace has it.
 */
final class Inbox {
  private byte @Nullable [] kept;
  private int bytes;

  /** Puts what has arrived behind what is here, and returns where both stand, from 0 on. */
  byte[] join(Workspace workspace, int arrived) {
    byte[] before = kept;
    byte[] joined;
    if (before == null) {
      joined = workspace.request;
    } else {
      int needed = bytes + arrived;
      // With room for more, so that a request in single bytes is not copied for each of them.
      joined = needed <= before.length ? before : Arrays.copyOf(before, needed + bytes / 2);
      kept = joined;
    }
    MemorySegment.copy(workspace.input(), ValueLayout.JAVA_BYTE, 0, joined, bytes, arrived);
    bytes += arrived;
    return joined;
  }

  /** Keeps the bytes from {@code from} on; most often there are none. */
  void keepFrom(byte[] joined, int from) {
    if (from == bytes) {
      clear();
    } else if (kept == null) {
      kept = Arrays.copyOfRange(joined, from, bytes);
      bytes -= from;
    } else if (from > 0) {
      bytes -= from;
      System.arraycopy(joined, from, joined, 0, bytes);
    }
  }

  void clear() {
    kept = null;
    bytes = 0;
  }

  /** What is here, from 0 to {@link #bytes}; null if nothing is. */
  byte @Nullable [] kept() {
    return kept;
  }

  int bytes() {
    return bytes;
  }

  /** What this keeps on the heap. */
  long heldBytes() {
    byte[] held = kept;
    return held == null ? 0 : held.length;
  }
}
