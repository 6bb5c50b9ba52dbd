package dev.pruefstand.bench.subject;

import dev.pruefstand.server.Server;
import dev.pruefstand.trial.Ledger;
import java.net.InetSocketAddress;

/**
 * A server that shares the benchmark's process: for debugging, and for JMH's own profilers. What
 * the process uses is the load generator's, too.
 */
public record InProcess(Server server) implements Subject {
  @Override
  public InetSocketAddress address() {
    return server.address();
  }

  @Override
  public long process() {
    return ProcessHandle.current().pid();
  }

  @Override
  public Ledger ledger() {
    return OwnLedger.of(server);
  }

  @Override
  public void close() {
    server.close();
  }
}
