package dev.pruefstand.stats;

import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * A ring of the latest requests. Adding allocates nothing and waits for nobody; whoever reads
 * leaves out an entry that is being overwritten. Each entry has a stamp, which is {@link #BUSY}
 * meanwhile (a sequence lock, as in Boehm, <i>Can Seqlocks Get Along With Programming Language
 * Memory Models?</i>, 2012). A writer that finds another one in its place, a whole round ahead or
 * behind, drops its entry: two of them would mix theirs.
 */
final class LatestRequests {
  static final int SIZE = 100;

  private static final long BUSY = -1;
  private static final long EMPTY = -2;

  private final AtomicLong next = new AtomicLong();
  private final int size;
  private final AtomicLongArray stamps;
  private final @Nullable String[] paths;
  private final int[] statuses;
  private final long[] millis;
  private final long[] nanos;

  LatestRequests() {
    this(SIZE);
  }

  LatestRequests(int size) {
    this.size = size;
    stamps = new AtomicLongArray(size);
    paths = new String[size];
    statuses = new int[size];
    millis = new long[size];
    nanos = new long[size];
    for (int i = 0; i < size; i++) {
      stamps.setPlain(i, EMPTY);
    }
  }

  void add(String path, int status, long atMillis, long tookNanos) {
    long number = next.getAndIncrement();
    int at = (int) (number % size);
    if (!claim(at, number)) {
      return;
    }
    VarHandle.storeStoreFence();
    paths[at] = path;
    statuses[at] = status;
    millis[at] = atMillis;
    nanos[at] = tookNanos;
    stamps.setRelease(at, number);
  }

  /** Makes a place the writer's own, unless another one is in it or has left a newer entry. */
  boolean claim(int at, long number) {
    long before = stamps.get(at);
    return before != BUSY && before < number && stamps.compareAndSet(at, before, BUSY);
  }

  /** Adds what is there, the last one first. */
  void copyTo(List<Request> requests) {
    long end = next.get();
    for (long number = end - 1; number >= Math.max(0, end - size); number--) {
      int at = (int) (number % size);
      if (stamps.getAcquire(at) != number) {
        continue;
      }
      String path = paths[at];
      var request = new Request(millis[at], path == null ? "" : path, statuses[at], nanos[at]);
      VarHandle.loadLoadFence();
      if (stamps.getOpaque(at) == number) {
        requests.add(request);
      }
    }
  }
}
