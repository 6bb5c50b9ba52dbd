package dev.pruefstand.conversation;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What all conversations of a server may keep on the heap for clients that send or read slowly.
 * Without it, as many of them as the server has connections could take all the memory there is.
 * Thread-safe.
 */
final class MemoryBudget {
  /** The share of the heap that is lent to clients. */
  private static final int SHARE = 4;

  private final long most;
  private final AtomicLong lent = new AtomicLong();

  MemoryBudget(long mostBytes) {
    most = mostBytes;
  }

  /** A quarter of what the heap may grow to. */
  static MemoryBudget ofHeap() {
    return new MemoryBudget(Runtime.getRuntime().maxMemory() / SHARE);
  }

  /**
   * Lends more, or takes back what is negative; returns false, and lends nothing, if it is too
   * much.
   */
  boolean lend(long bytes) {
    if (lent.addAndGet(bytes) <= most || bytes <= 0) {
      return true;
    }
    lent.addAndGet(-bytes);
    return false;
  }

  /** What is lent now, in bytes. */
  long lentBytes() {
    return lent.get();
  }
}
