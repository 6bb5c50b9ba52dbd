package dev.pruefstand.penetrator;

import dev.pruefstand.os.Poller;
import java.lang.foreign.MemorySegment;

/**
 * What the penetrator needs of the outside world: connections to one address, a poller, a clock.
 * Results follow {@link dev.pruefstand.os.Sockets}. Belongs to one thread.
 */
interface Network extends AutoCloseable {
  /** Begins to connect: a descriptor, EXHAUSTED or GONE. */
  int connect();

  /** The pending error of a connection that has become writable, 0 if it stands. */
  int connectError(int descriptor);

  /** Receives into the buffer: bytes, 0 at the end, WOULD_BLOCK or GONE. */
  int receive(int descriptor, MemorySegment buffer);

  /** Sends the buffer's first bytes: bytes taken, WOULD_BLOCK or GONE. */
  long send(int descriptor, MemorySegment buffer, long bytes);

  void close(int descriptor);

  Poller poller();

  /** As {@link System#nanoTime}. */
  long nanoTime();

  @Override
  void close();
}
