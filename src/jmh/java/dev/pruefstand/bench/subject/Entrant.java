package dev.pruefstand.bench.subject;

import dev.pruefstand.bench.custom.CustomMain;
import dev.pruefstand.bench.custom.CustomServer;
import dev.pruefstand.bench.custom.CustomServers;
import dev.pruefstand.bench.custom.ExecMain;
import dev.pruefstand.bench.custom.Words;
import dev.pruefstand.bench.peer.Peer;
import dev.pruefstand.bench.peer.PeerMain;
import dev.pruefstand.server.ServerConfig;
import dev.pruefstand.site.Site;
import dev.pruefstand.strategy.Strategy;
import dev.pruefstand.trial.Contender;
import dev.pruefstand.trial.Group;
import dev.pruefstand.trial.Isolation;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whoever can be entered for a campaign, by the name that the parameter {@code strategy} takes. */
public sealed interface Entrant {
  /** The name that {@link #of} knows it by. */
  String parameter();

  /** Its name in results and charts. */
  String label();

  /** Whom it is compared with. */
  Group group();

  /**
   * What results know it by.
   *
   * @param chosen as in {@link Launch#threads}
   * @param flags of its JVM, beyond those that all get
   */
  default Contender contender(int chosen, Isolation isolation, List<String> flags) {
    List<String> settings =
        switch (isolation) {
          case IN_PROCESS -> List.of(Contender.IN_PROCESS);
          case OWN_PROCESS -> servesFromJvm() ? flags : List.of();
        };
    return new Contender(label(), namedThreads(chosen), group(), settings);
  }

  /** Whether flags of a JVM make it another one. */
  default boolean servesFromJvm() {
    return true;
  }

  /** Whether a client is served while another one keeps its connection. */
  default boolean servesSeveralAtOnce() {
    return true;
  }

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
    public String parameter() {
      return strategy.name();
    }

    @Override
    public Group group() {
      return Group.OURS;
    }

    @Override
    public boolean servesSeveralAtOnce() {
      return strategy.servesSeveralAtOnce();
    }

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

  /** A server that people really use. Always a process of its own. */
  record Known(Peer peer) implements Entrant {
    /** What its JVM needs beyond the flags that all get. */
    private static final String FLAG = "--sun-misc-unsafe-memory-access=allow";

    @Override
    public String parameter() {
      return peer.name();
    }

    @Override
    public Group group() {
      return Group.PEERS;
    }

    @Override
    public String label() {
      return peer.label();
    }

    @Override
    public Optional<String> unavailability() {
      return peer.unavailability();
    }

    @Override
    public boolean servesFromJvm() {
      return peer != Peer.NGINX;
    }

    @Override
    public int namedThreads(int chosen) {
      return 0;
    }

    @Override
    public Subject start(Launch launch) throws IOException {
      launch.requireOwnProcess(label());
      return ForeignProcess.start(
          PeerMain.class,
          List.of("--type", label(), "--www", launch.site().toString()),
          launch.with(FLAG));
    }
  }

  /** Somebody's class. Always a process of its own. */
  record Custom(CustomServer server) implements Entrant {
    private static final String NAME = "[A-Za-z0-9._-]+";

    /** Checks that its label names nobody else, and can be part of a file's name. */
    public Custom {
      String label = server.label();
      if (!label.matches(NAME)
          || oursAndPeers().stream().anyMatch(each -> each.label().equals(label))) {
        throw new IllegalArgumentException(
            "expected a label of letters, digits, dots and dashes that is not taken, found "
                + label);
      }
    }

    @Override
    public String parameter() {
      return label();
    }

    @Override
    public Group group() {
      return Group.GUESTS;
    }

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
      launch.requireOwnProcess(label());
      return ForeignProcess.start(
          CustomMain.class, List.of(label(), launch.site().toString()), launch);
    }
  }

  /** Any program. Always a process of its own. */
  record Program(String text) implements Entrant {
    private static final Pattern NAMED = Pattern.compile("([A-Za-z0-9._-]+)=(.*)");

    /** What the name of a program begins with. */
    static final String PREFIX = "exec:";

    /** Checks that there is a command. */
    public Program {
      if (text.isBlank()) {
        throw new IllegalArgumentException(
            "expected a command after " + PREFIX + ", with {port} in it, found none");
      }
    }

    @Override
    public String parameter() {
      return PREFIX + text;
    }

    @Override
    public Group group() {
      return Group.GUESTS;
    }

    @Override
    public boolean servesFromJvm() {
      return false;
    }

    private String command() {
      Matcher named = NAMED.matcher(text);
      return named.matches() ? named.group(2) : text;
    }

    /** As it was named, or else the program's name without its folder. */
    @Override
    public String label() {
      Matcher named = NAMED.matcher(text);
      if (named.matches()) {
        return named.group(1);
      }
      String program = Words.of(command()).getFirst();
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
      launch.requireOwnProcess(label());
      return ForeignProcess.start(
          ExecMain.class, List.of(command(), launch.site().toString()), launch);
    }
  }

  /** All of our strategies, those that cannot run here included. */
  static List<Entrant> ours() {
    return Arrays.stream(Strategy.values()).<Entrant>map(Ours::new).toList();
  }

  /** All peers, those that cannot run here included. */
  static List<Entrant> peers() {
    return Arrays.stream(Peer.values()).<Entrant>map(Known::new).toList();
  }

  /** Whom a campaign knows without being told. */
  static List<Entrant> oursAndPeers() {
    return Stream.concat(ours().stream(), peers().stream()).toList();
  }

  /**
   * The entrant of that name: the constant or label of a strategy or a {@link Peer}, the label of a
   * {@link CustomServer}, or {@code exec:} and a command.
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
        .or(
            () ->
                Arrays.stream(Peer.values())
                    .filter(each -> isCalled(each, name))
                    .findFirst()
                    .map(Known::new))
        .or(() -> CustomServers.of(name).map(Custom::new))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "expected -p strategy=%s, or exec:COMMAND with {port} in it, found %s"
                        .formatted(names(), name)));
  }

  private static boolean isCalled(Peer peer, String name) {
    return peer.name().equals(name) || peer.label().equals(name);
  }

  private static String names() {
    return Stream.of(
            Arrays.stream(Strategy.values()).map(Enum::name),
            Arrays.stream(Peer.values()).map(Enum::name),
            CustomServers.all().stream().map(CustomServer::label))
        .flatMap(each -> each)
        .collect(Collectors.joining(", "));
  }
}
