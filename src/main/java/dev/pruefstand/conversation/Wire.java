package dev.pruefstand.conversation;

/**
 * A connected socket, in whatever way the strategy calls it. Receiving never blocks; sending may,
 * where the thread has nothing else to do.
 */
public interface Wire {
  /** Nothing can be read or written at the moment. */
  int WOULD_BLOCK = -1;

  /** The connection is dead. */
  int GONE = -2;

  /**
   * Receives into the start of {@link Workspace#input()}.
   *
   * @return the number of bytes, 0 at the peer's end, {@link #WOULD_BLOCK} or {@link #GONE}
   */
  int receive(Workspace workspace);

  /**
   * Sends from the start of {@link Workspace#piece()}.
   *
   * @return the number of bytes taken, {@link #WOULD_BLOCK} or {@link #GONE}
   */
  long send(Workspace workspace, long bytes);

  /** The time, in {@link System#nanoTime} terms. */
  default long nanoTime() {
    return System.nanoTime();
  }

  /** Half-closes: the client will read the end of the stream. */
  void shutdownOutput();
}
