package dev.pruefstand.bench.subject;

import dev.pruefstand.trial.Ledger;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.OptionalLong;

/** A running server under test. Belongs to the benchmark's thread. */
public interface Subject extends AutoCloseable {
  /** Where it listens. */
  InetSocketAddress address();

  /** Its process: the benchmark's own if it runs in it. */
  long process();

  /** All of its processes, {@link #process} and those that it has started. */
  default List<Long> processes() {
    return List.of(process());
  }

  /**
   * Has it collect its garbage, all of it, and tells what is left on the Java heap, bytes; empty if
   * it is no JVM that can be asked.
   *
   * @throws IOException if it does not answer
   */
  default OptionalLong collect() throws IOException {
    return OptionalLong.of(LiveHeap.of(process()));
  }

  /**
   * What it has counted and used so far. {@link Ledger#ANSWERED} is in it if it counts requests.
   *
   * @throws IOException if it has gone
   */
  Ledger ledger() throws IOException;

  /** Stops it, and leaves nothing of it behind. */
  @Override
  void close();
}
