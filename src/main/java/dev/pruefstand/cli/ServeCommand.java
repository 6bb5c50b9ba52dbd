package dev.pruefstand.cli;

import dev.pruefstand.http.Limits;
import dev.pruefstand.server.Server;
import dev.pruefstand.server.ServerConfig;
import dev.pruefstand.site.Site;
import dev.pruefstand.stats.AccessLog;
import dev.pruefstand.strategy.NativePlatform;
import dev.pruefstand.strategy.Strategy;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
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
    footer = {"", "Ctrl-C stops it: answers under way are given up to 5 s."})
final class ServeCommand implements Callable<Integer> {
  private static final String ALL = "all";
  private static final int LAST_PORT = 65_535;
  private static final Duration DRAIN = Duration.ofSeconds(5);

  @Spec
  private @SuppressWarnings("NullAway.Init") CommandSpec spec;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      defaultValue = "event-loop",
      description = {
        "How: pool, thread-per-request, thread-per-connection, virtual-threads, single, selector,",
        "event-loop, io-uring; or all, each on a port of its own.",
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
      description = "The number of workers of a pool (default: 8), or of event loops (default: 1).")
  private @Nullable Integer threads;

  @Option(
      names = "--defer-accept",
      description = "Accept a connection only when its first bytes are there (Linux).")
  private boolean deferAccept;

  @Option(
      names = "--max-site-bytes",
      paramLabel = "SIZE",
      defaultValue = "1g",
      converter = SizeConverter.class,
      description = "Largest site to read into memory. Default: ${DEFAULT-VALUE}.")
  private long siteBytes;

  @Option(
      names = "--access-log",
      paramLabel = "FILE",
      arity = "0..1",
      fallbackValue = "-",
      description = "Write a line per request in the Common Log Format, to FILE or the terminal.")
  private @Nullable String logFile;

  @ArgGroup(exclusive = false, heading = "%nLimits:%n", order = 1)
  private LimitOptions limitOptions = new LimitOptions();

  @Override
  public Integer call() throws InterruptedException {
    List<Strategy> strategies = strategies();
    if (port < 0 || port + (port == 0 ? 0 : strategies.size() - 1) > LAST_PORT) {
      throw wrong("expected --port from 0 to 65535, found " + port);
    }
    if (threads != null && threads < 1) {
      throw wrong("expected --threads from 1, found " + threads);
    }
    Site site = site();
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "Serving %s: %,d files, %,d bytes, from memory%n",
        directory, site.resources().size(), site.totalBytes());
    Limits limits = limits();
    AccessLog log = log(out);
    // Before anybody can be served: a signal may come as soon as that is the case.
    var end = new CompletableFuture<Runnable>();
    Thread hook = hook(end);
    Runtime.getRuntime().addShutdownHook(hook);
    List<Server> servers;
    try {
      servers = start(strategies, limits, site, log);
    } catch (WrongInput taken) {
      Runtime.getRuntime().removeShutdownHook(hook);
      throw taken;
    }
    for (int i = 0; i < servers.size(); i++) {
      out.printf("  %-22s %s%n", strategies.get(i).label(), url(servers.get(i).address()));
    }
    out.println("Statistics at /stats. Ctrl-C stops.");
    out.flush();
    end.complete(() -> stop(strategies, servers, log, out));
    new CountDownLatch(1).await();
    return ExitCode.OK;
  }

  private Limits limits() {
    try {
      return limitOptions.limits();
    } catch (IllegalArgumentException outOfRange) {
      throw wrong(String.valueOf(outOfRange.getMessage()));
    }
  }

  private @Nullable AccessLog log(PrintWriter out) {
    if (logFile == null) {
      return null;
    }
    try {
      Appendable to =
          logFile.equals("-")
              ? out
              : Files.newBufferedWriter(
                  Path.of(logFile), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      return new AccessLog(to, ZoneId.systemDefault());
    } catch (IOException unwritable) {
      throw wrong("expected a file that can be written after --access-log, found " + logFile);
    }
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
      return Site.load(directory, siteBytes);
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

  private List<Server> start(
      List<Strategy> strategies, Limits limits, Site site, @Nullable AccessLog log) {
    InetAddress address = address();
    var servers = new ArrayList<Server>();
    try {
      for (Strategy strategy : strategies) {
        var at = new InetSocketAddress(address, port == 0 ? 0 : port + servers.size());
        int number = strategy.threads().orUsual(threads == null ? 0 : threads);
        ServerConfig config = ServerConfig.onLoopback(site, number).at(at).within(limits);
        Server server = strategy.start(log == null ? config : config.loggingTo(log));
        servers.add(server);
        if (deferAccept) {
          NativePlatform.deferAccept(server.address().getPort());
        }
      }
      return servers;
    } catch (IOException notDeferred) {
      servers.forEach(Server::close);
      throw wrong(notDeferred.getMessage() + "; leave --defer-accept out");
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

  /** All servers drain at the same time: the one that takes longest is waited for. */
  private static void stop(
      List<Strategy> strategies, List<Server> servers, @Nullable AccessLog log, PrintWriter out) {
    var cutOff = new ArrayList<Future<Integer>>();
    try (var threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
      servers.forEach(server -> cutOff.add(threads.submit(() -> server.drain(DRAIN))));
    }
    for (int i = 0; i < servers.size(); i++) {
      int connections = cutOff.get(i).resultNow();
      out.printf(
          "%-22s stopped after %,d requests, %,d connection%s cut off%n",
          strategies.get(i).label(),
          servers.get(i).stats().answered(),
          connections,
          connections == 1 ? "" : "s");
    }
    if (log != null) {
      close(log, out);
    }
    out.flush();
  }

  private static void close(AccessLog log, PrintWriter out) {
    try {
      log.close();
    } catch (UncheckedIOException failed) {
      out.println(failed.getMessage() + ": " + failed.getCause());
    }
    if (log.dropped() > 0) {
      out.printf("%,d lines are missing in the access log%n", log.dropped());
    }
  }

  /**
   * The end is an interrupt from the keyboard or a signal: both run the shutdown hooks.
   *
   * @param end what to do then, known once the servers have started
   */
  private static Thread hook(CompletableFuture<Runnable> end) {
    return Thread.ofPlatform()
        .name("stop")
        .unstarted(
            () -> {
              try {
                end.join().run();
              } finally {
                // An end on request is no failure; the JVM would report the signal's number.
                Runtime.getRuntime().halt(ExitCode.OK);
              }
            });
  }

  private WrongInput wrong(String message) {
    return new WrongInput(spec, message);
  }
}
