package dev.pruefstand.stats;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts what one loop does. Only the loop's thread counts, so that counting costs no more than
 * adding; any thread may read.
 */
public final class LoopCounter {
  private static final SystemCall[] CALLS = SystemCall.values();
  private static final int WAKE_UPS = CALLS.length;
  private static final int EVENTS = WAKE_UPS + 1;

  private final AtomicLongArray counts = new AtomicLongArray(EVENTS + 1);

  /** The loop came back from waiting, and was told of so many events. */
  public void wokeUp(int events) {
    add(WAKE_UPS, 1);
    add(EVENTS, events);
  }

  /** The loop has made so many calls of a kind. */
  public void called(SystemCall call, long times) {
    add(call.ordinal(), times);
  }

  private void add(int which, long count) {
    // There is no other writer.
    counts.setOpaque(which, counts.getPlain(which) + count);
  }

  /** The counts now. Not atomic: what is counted meanwhile may be in some of them. */
  public LoopCounts snapshot() {
    Map<SystemCall, Long> calls = new EnumMap<>(SystemCall.class);
    for (SystemCall call : CALLS) {
      calls.put(call, counts.getOpaque(call.ordinal()));
    }
    return new LoopCounts(counts.getOpaque(WAKE_UPS), counts.getOpaque(EVENTS), calls);
  }
}
