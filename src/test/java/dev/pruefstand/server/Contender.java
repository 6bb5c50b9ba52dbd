package dev.pruefstand.server;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.pruefstand.os.TestPlatform;
import dev.pruefstand.server.poller.EventLoopServer;
import dev.pruefstand.strategy.Strategy;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A server that contract tests run over: every strategy, and the event loop once more over every
 * emulated poller. Where it is not available, starting it skips the test and says why.
 */
final class Contender {
  private final String name;
  private final Function<ServerConfig, Server> factory;

  private Contender(String name, Function<ServerConfig, Server> factory) {
    this.name = name;
    this.factory = factory;
  }

  /** All of them, for {@code @MethodSource}. */
  static Stream<Contender> all() {
    // The system's own poller is what Strategy.EVENT_LOOP has already.
    var real = EnumSet.of(TestPlatform.EPOLL, TestPlatform.KQUEUE);
    return Stream.concat(
        Arrays.stream(Strategy.values()).map(Contender::of),
        EnumSet.complementOf(real).stream().map(Contender::of));
  }

  private static Contender of(Strategy strategy) {
    return new Contender(
        strategy.name(),
        config ->
            strategy
                .unavailability()
                .<Server>map(why -> abort(why))
                .orElseGet(() -> strategy.start(config)));
  }

  private static Contender of(TestPlatform platform) {
    return new Contender(
        "EVENT_LOOP over " + platform, config -> EventLoopServer.start(config, platform.orSkip()));
  }

  /** Starts it. */
  Server start(ServerConfig config) {
    return factory.apply(config);
  }

  @Override
  public String toString() {
    return name;
  }
}
