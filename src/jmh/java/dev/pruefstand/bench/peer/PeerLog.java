package dev.pruefstand.bench.peer;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** What the peers log: warnings, and not that they have started. */
final class PeerLog {
  /** Held here, because java.util.logging forgets the level of a logger that nobody holds. */
  private static final List<Logger> LOGGERS =
      Stream.of(
              "io.netty", "org.eclipse.jetty", "io.undertow", "org.xnio", "org.jboss", "io.helidon")
          .map(Logger::getLogger)
          .toList();

  private PeerLog() {}

  /** Logs with its stack what it then throws as well. */
  private static final Logger THROWN = Logger.getLogger("io.helidon.webserver.LoomServer");

  static void onlyWarnings() {
    THROWN.setLevel(Level.OFF);
    LOGGERS.forEach(logger -> logger.setLevel(Level.WARNING));
  }
}
