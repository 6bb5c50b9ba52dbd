package dev.pruefstand.bench.subject;

import dev.pruefstand.bench.custom.CustomMain;
import dev.pruefstand.bench.custom.CustomServer;
import dev.pruefstand.bench.custom.CustomServers;
import dev.pruefstand.bench.custom.ExecMain;
import dev.pruefstand.bench.custom.Words;
import dev.pruefstand.server.ServerConfig;
import dev.pruefstand.site.Site;
import dev.pruefstand.strategy.Strategy;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whoever can be entered for a campaign, by the name that the parameter {@code strategy} takes. */
public sealed interface Entrant {
  /** Its name in results and charts. */
  String label();

  /** Why it cannot run here; empty if it can. */
  Optional<String> unavailability();

  /**
   * How many threads belong to its name in results; 0 if their number does not make it another one.
   *
   * @param chosen as in {@link Launch#threads}
   */
  int namedThreads(int chosen);

  /**
   * Starts it and waits until it listens.
   *
   * @throws IOException if it cannot
   */
  Subject start(Launch launch) throws IOException;

  /** One of our strategies. */
  record Ours(Strategy strategy) implements Entrant {
    @Override
    public String label() {
      return strategy.label();
    }

    @Override
    public Optional<String> unavailability() {
      return strategy.unavailability();
    }

    @Override
    public int namedThreads(int chosen) {
      return strategy.threads().named(chosen);
    }

    @Override
    public Subject start(Launch launch) throws IOException {
      int threads = strategy.threads().orUsual(launch.threads());
      return switch (launch.isolation()) {
        case OWN_PROCESS -> OwnProcess.start(strategy, threads, launch);
        case IN_PROCESS -> {
          Site site = Site.load(launch.site());
          yield new InProcess(strategy.start(ServerConfig.onLoopback(site, threads)));
        }
      };
    }
  }

  /** Somebody's class. Always a process of its own. */
  record Custom(CustomServer server) implements Entrant {
    @Override
    public String label() {
      return server.label();
    }

    @Override
    public Optional<String> unavailability() {
      return Optional.empty();
    }

    @Override
    public int namedThreads(int chosen) {
      return 0;
    }

    @Override
    public Subject start(Launch launch) throws IOException {
      return ForeignProcess.start(
          CustomMain.class, List.of(label(), launch.site().toString()), launch);
    }
  }

  /** Any program. Always a process of its own. */
  record Program(String command) implements Entrant {
    /** What the name of a program begins with. */
    static final String PREFIX = "exec:";

    /** Checks that there is a command. */
    public Program {
      if (command.isBlank()) {
        throw new IllegalArgumentException(
            "expected a command after " + PREFIX + ", with {port} in it, found none");
      }
    }

    /** The program's name without its folder. */
    @Override
    public String label() {
      String program = Words.of(command).getFirst();
      return program.substring(program.lastIndexOf('/') + 1);
    }

    @Override
    public Optional<String> unavailability() {
      return Optional.empty();
    }

    @Override
    public int namedThreads(int chosen) {
      return 0;
    }

    @Override
    public Subject start(Launch launch) throws IOException {
      return ForeignProcess.start(
          ExecMain.class, List.of(command, launch.site().toString()), launch);
    }
  }

  /**
   * The entrant of that name: a strategy's constant or label, the label of a {@link CustomServer},
   * or {@code exec:} and a command.
   *
   * @throws IllegalArgumentException if there is none; the message lists them
   */
  static Entrant of(String name) {
    if (name.startsWith(Program.PREFIX)) {
      return new Program(name.substring(Program.PREFIX.length()));
    }
    return Arrays.stream(Strategy.values())
        .filter(each -> each.name().equals(name) || each.label().equals(name))
        .findFirst()
        .<Entrant>map(Ours::new)
        .or(() -> CustomServers.of(name).map(Custom::new))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "expected -p strategy=%s, or exec:'a command with {port}', found %s"
                        .formatted(names(), name)));
  }

  private static String names() {
    return Stream.concat(
            Arrays.stream(Strategy.values()).map(Enum::name),
            CustomServers.all().stream().map(CustomServer::label))
        .collect(Collectors.joining(", "));
  }
}
