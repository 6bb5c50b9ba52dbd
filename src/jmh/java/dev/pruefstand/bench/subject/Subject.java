package dev.pruefstand.bench.subject;

import dev.pruefstand.server.ServerConfig;
import dev.pruefstand.site.Site;
import dev.pruefstand.strategy.Strategy;
import dev.pruefstand.trial.Isolation;
import dev.pruefstand.trial.Ledger;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;

/** A running server under test. Belongs to the benchmark's thread. */
public interface Subject extends AutoCloseable {
  /**
   * Starts one of our servers.
   *
   * @param site the folder that it serves
   * @param jvmFlags of its JVM, if it gets one of its own
   */
  static Subject start(
      Isolation isolation,
      Strategy strategy,
      int threads,
      Path site,
      Cores cores,
      List<String> jvmFlags)
      throws IOException {
    return switch (isolation) {
      case OWN_PROCESS -> OwnProcess.start(strategy, threads, site, cores, jvmFlags);
      case IN_PROCESS ->
          new InProcess(strategy.start(ServerConfig.onLoopback(Site.load(site), threads)));
    };
  }

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
