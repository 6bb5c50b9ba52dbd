package dev.pruefstand.cli;

import dev.pruefstand.server.Server;
import dev.pruefstand.server.ServerConfig;
import dev.pruefstand.site.Site;
import dev.pruefstand.strategy.Strategy;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Serves a directory until it is interrupted. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Serves a directory from memory, and its own statistics at /stats.",
    footer = {"", "Ctrl-C stops it."})
final class ServeCommand implements Callable<Integer> {
  private static final String ALL = "all";
  private static final int LAST_PORT = 65_535;

  @Spec
  private @SuppressWarnings("NullAway.Init") CommandSpec spec;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      defaultValue = "event-loop",
      description = {
        "How: pool, thread-per-request, event-loop; or all, each on a port of its own.",
        "Default: ${DEFAULT-VALUE}. See pruefstand strategies."
      })
  private @SuppressWarnings("NullAway.Init") String type;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8080",
      description = {
        "Where to listen; 0 lets the system choose. With --type all the first of consecutive"
            + " ports.",
        "Default: ${DEFAULT-VALUE}."
      })
  private int port;

  @Option(
      names = "--ip",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "The address to listen on, IPv4 or IPv6. Default: ${DEFAULT-VALUE}.")
  private @SuppressWarnings("NullAway.Init") String ip;

  @Option(
      names = "--directory",
      paramLabel = "DIR",
      defaultValue = "${sys:pruefstand.site:-www}",
      description = "What to serve, read once at the start. Default: the project's www.")
  private @SuppressWarnings("NullAway.Init") Path directory;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "8",
      description = "The number of workers of a pool. Default: ${DEFAULT-VALUE}.")
  private int threads;

  @Override
  public Integer call() throws InterruptedException {
    List<Strategy> strategies = strategies();
    if (port < 0 || port + (port == 0 ? 0 : strategies.size() - 1) > LAST_PORT || threads < 1) {
      throw wrong(
          "expected --port from 0 to 65535 and --threads from 1, found %d and %d"
              .formatted(port, threads));
    }
    Site site = site();
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "Serving %s: %,d files, %,d bytes, from memory%n",
        directory, site.resources().size(), site.totalBytes());
    List<Server> servers = start(strategies, site);
    for (int i = 0; i < servers.size(); i++) {
      out.printf("  %-20s %s%n", strategies.get(i).label(), url(servers.get(i).address()));
    }
    out.println("Statistics at /stats. Ctrl-C stops.");
    out.flush();
    awaitEnd(strategies, servers, out);
    return ExitCode.OK;
  }

  private List<Strategy> strategies() {
    if (type.equals(ALL)) {
      return Arrays.stream(Strategy.values()).filter(s -> s.unavailability().isEmpty()).toList();
    }
    Strategy strategy =
        Strategy.of(type)
            .orElseThrow(() -> wrong("expected --type " + labels() + " or all, found " + type));
    strategy
        .unavailability()
        .ifPresent(
            why -> {
              throw wrong(type + " is not available here: " + why);
            });
    return List.of(strategy);
  }

  private static String labels() {
    return Arrays.stream(Strategy.values()).map(Strategy::label).collect(Collectors.joining(", "));
  }

  private Site site() {
    try {
      return Site.load(directory);
    } catch (IOException unreadable) {
      throw wrong(String.valueOf(unreadable.getMessage()));
    }
  }

  private InetAddress address() {
    try {
      // Not a name: which of its addresses would be meant?
      return InetAddress.ofLiteral(ip);
    } catch (IllegalArgumentException malformed) {
      throw wrong("expected an IP address after --ip, found " + ip);
    }
  }

  private List<Server> start(List<Strategy> strategies, Site site) {
    InetAddress address = address();
    var servers = new ArrayList<Server>();
    try {
      for (Strategy strategy : strategies) {
        var at = new InetSocketAddress(address, port == 0 ? 0 : port + servers.size());
        servers.add(strategy.start(ServerConfig.onLoopback(site, threads).at(at)));
      }
      return servers;
    } catch (RuntimeException taken) {
      servers.forEach(Server::close);
      throw wrong(taken.getMessage() + "; choose another --port or --ip");
    }
  }

  private static String url(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return "http://"
        + (host.contains(":") ? "[" + host + "]" : host)
        + ":"
        + address.getPort()
        + "/";
  }

  /** The end is an interrupt from the keyboard or a signal: both run the shutdown hooks. */
  private static void awaitEnd(List<Strategy> strategies, List<Server> servers, PrintWriter out)
      throws InterruptedException {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  for (int i = 0; i < servers.size(); i++) {
                    servers.get(i).close();
                    out.printf(
                        "%-20s stopped after %,d requests%n",
                        strategies.get(i).label(), servers.get(i).stats().answered());
                  }
                  out.flush();
                  // An end on request is no failure; the JVM would report the signal's number.
                  Runtime.getRuntime().halt(ExitCode.OK);
                },
                "stop"));
    new CountDownLatch(1).await();
  }

  private WrongInput wrong(String message) {
    return new WrongInput(spec, message);
  }
}
