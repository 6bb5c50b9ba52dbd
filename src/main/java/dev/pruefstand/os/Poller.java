package dev.pruefstand.os;

/**
 * Readiness of descriptors, in the words that epoll and kqueue have in common.
 *
 * <p>Level-triggered: a descriptor is reported in every {@link #poll} as long as it is ready.
 * Errors and hang-ups are reported as {@link #READ} and {@link #WRITE} together, so that the next
 * read or write meets them. There is one callback per descriptor and poll.
 *
 * <p>Closing a descriptor ends its being watched: the system forgets it, without being asked to.
 * Where a process is just being started, epoll does so a moment later, when that has closed its
 * copy; until then it may report who has the number now, and that finds nothing to read.
 *
 * <p>All methods but {@link #wakeUp} belong to one thread. The rules are those of Redis' {@code ae}
 * and of {@code mio}.
 */
public interface Poller extends AutoCloseable {
  /** Bytes, a connection, or the peer's end have arrived. */
  int READ = 1;

  /** The socket takes bytes again. */
  int WRITE = 2;

  /** What to do with a descriptor that is ready. */
  @FunctionalInterface
  interface Ready {
    /**
     * Called once per ready descriptor. Another one that is closed here may still be reported later
     * in the same batch, so it is to be closed only after that: its number must not come back.
     *
     * @param descriptor the one that was added
     * @param marks {@link #READ}, {@link #WRITE}, or both
     */
    void ready(int descriptor, int marks);
  }

  /**
   * Begins to watch a descriptor for {@link #READ}, {@link #WRITE}, both, or (0) neither; some
   * systems report errors all the same.
   */
  void add(int descriptor, int interest);

  /** Replaces what a watched descriptor is watched for. */
  void change(int descriptor, int interest);

  /**
   * Waits until a descriptor is ready, time is up or {@link #wakeUp} was called. May return early
   * without anything being ready.
   *
   * @param timeoutNanos how long to wait, rounded up to what the system can; 0 not at all, negative
   *     for ever
   * @return how many descriptors were ready
   */
  int poll(long timeoutNanos, Ready ready);

  /**
   * Makes the current or the next {@link #poll} return at once. From any thread; after close it
   * does nothing.
   */
  void wakeUp();

  /** The system's facility: {@code epoll}, {@code kqueue}. */
  String name();

  /** Gives the facility's descriptors and memory back. The watched descriptors stay open. */
  @Override
  void close();
}
