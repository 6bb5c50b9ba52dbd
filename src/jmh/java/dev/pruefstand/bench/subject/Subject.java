package dev.pruefstand.bench.subject;

import dev.pruefstand.trial.Ledger;
import java.io.IOException;
import java.net.InetSocketAddress;

/** A running server under test. Belongs to the benchmark's thread. */
public interface Subject extends AutoCloseable {
  /** Where it listens. */
  InetSocketAddress address();

  /** Its process: the benchmark's own if it runs in it. */
  long process();

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
