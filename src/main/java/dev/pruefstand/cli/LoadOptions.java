package dev.pruefstand.cli;

import dev.pruefstand.penetrator.Arrivals;
import dev.pruefstand.penetrator.Ask;
import dev.pruefstand.penetrator.ClosedLoop;
import dev.pruefstand.penetrator.Expectation;
import dev.pruefstand.penetrator.LoadModel;
import dev.pruefstand.penetrator.LoadPlan;
import dev.pruefstand.penetrator.OpenLoop;
import dev.pruefstand.penetrator.Salvo;
import dev.pruefstand.penetrator.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a load is planned from: options of a command, and the plan they amount to. */
final class LoadOptions {
  private static final int DEFAULT_CONNECTIONS = 64;
  private static final int DEFAULT_MOST_CONNECTIONS = 1024;
  private static final Duration DEFAULT_DURATION = Duration.ofSeconds(10);

  @Parameters(
      paramLabel = "URL",
      arity = "0..*",
      description = {
        "http://127.0.0.1:8080/hello.html, say. Several of one server, each with a weight if you"
            + " like: http://localhost/a=3 http://localhost/b=1."
      })
  private List<String> urls = new ArrayList<>();

  @Option(
      names = "--paths",
      paramLabel = "FILE",
      description = "More URLs, or paths on the first URL's server, one per line, with =weight.")
  private @Nullable Path paths;

  @Option(
      names = {"-c", "--connections"},
      paramLabel = "N",
      description = "Connections that are opened at first. Default: 64.")
  private @Nullable Integer connections;

  @Option(
      names = {"-r", "--rate"},
      paramLabel = "N",
      description = {
        "Open loop: requests per second, planned beforehand and whatever the server does. Without"
            + " it each connection sends its next request when the last is answered."
      })
  private @Nullable Double rate;

  @Option(
      names = "--arrivals",
      paramLabel = "HOW",
      defaultValue = "constant",
      description = {
        "With --rate: constant, at equal distances, or poisson, as independent users come."
            + " Default: ${DEFAULT-VALUE}."
      })
  private @SuppressWarnings("NullAway.Init") Arrivals arrivals;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "With --arrivals poisson: another seed, other arrivals.")
  private long seed;

  @Option(
      names = "--max-connections",
      paramLabel = "N",
      description = {
        "With --rate: up to how many connections are opened when a request is due and none is"
            + " free. Default: 1024."
      })
  private @Nullable Integer mostConnections;

  @Option(
      names = "--pipeline",
      paramLabel = "K",
      defaultValue = "1",
      description = "How many requests a connection carries at the same time.")
  private int pipeline;

  @Option(
      names = {"-n", "--requests"},
      paramLabel = "N",
      description = "How many requests to send in all; or use -d.")
  private @Nullable Long requests;

  @Option(
      names = "--at-once",
      description = "With -n: all of them at the same moment, each on a connection of its own.")
  private boolean atOnce;

  @Option(
      names = {"-d", "--duration"},
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "How long to send requests: 500ms, 10s, 2m. Default: 10s, unless -n is given.")
  private @Nullable Duration duration;

  @Option(
      names = "--warmup",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "Load that is not counted, before the rest. Default: none.")
  private @Nullable Duration warmup;

  @Option(names = "--no-keep-alive", description = "A new connection for each request.")
  private boolean noKeepAlive;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "10s",
      converter = DurationConverter.class,
      description = "How long an answer may take. Default: ${DEFAULT-VALUE}.")
  private @SuppressWarnings("NullAway.Init") Duration timeout;

  @Option(
      names = {"-w", "--workers"},
      paramLabel = "N",
      defaultValue = "1",
      description = "Threads that send, each with its own loop. Default: ${DEFAULT-VALUE}.")
  private int workers;

  @Option(
      names = "--spin",
      description = {
        "Stay awake before a planned instant: microseconds instead of tens of them, for a core."
      })
  private boolean spin;

  @Option(
      names = {"-X", "--method"},
      paramLabel = "NAME",
      defaultValue = "GET",
      description = "Default: ${DEFAULT-VALUE}.")
  private @SuppressWarnings("NullAway.Init") String method;

  @Option(
      names = {"-H", "--header"},
      paramLabel = "FIELD",
      description = "'Accept: text/html', say. May be repeated.")
  private List<String> fields = new ArrayList<>();

  @Option(
      names = "--expect",
      paramLabel = "FILE",
      description = "The file that every answer must equal. Default: whatever comes first.")
  private @Nullable Path expect;

  /** What the answers are compared with, for people. */
  String comparedWith() {
    return expect == null ? "the first one" : expect.toString();
  }

  /**
   * The plan.
   *
   * @throws IllegalArgumentException if the options contradict each other; one clear line
   */
  LoadPlan plan() {
    if (requests != null && duration != null) {
      throw new IllegalArgumentException("expected -n or -d, found both");
    }
    // With -n the number is the end: the time only keeps it from being none.
    Duration time =
        duration != null ? duration : requests != null ? Duration.ofDays(1) : DEFAULT_DURATION;
    return new LoadPlan(
        asks(),
        model(),
        !noKeepAlive,
        timeout,
        spin,
        workers,
        warmup == null ? Duration.ZERO : warmup,
        time,
        requests == null ? LoadPlan.UNLIMITED : requests);
  }

  /**
   * The plan of a step of a search, which begins with a rate and has a time of its own.
   *
   * @throws IllegalArgumentException if the options contradict each other; one clear line
   */
  LoadPlan planOfStep(double firstRate, Duration step) {
    if (requests != null || atOnce || duration != null) {
      throw new IllegalArgumentException(
          "expected --find-limit without -n, --at-once and -d; --step says how long");
    }
    rate = rate == null ? firstRate : rate;
    duration = step;
    return plan();
  }

  private LoadModel model() {
    if (rate == null && mostConnections != null) {
      throw new IllegalArgumentException("expected --max-connections with --rate only");
    }
    if (atOnce) {
      if (rate != null
          || connections != null
          || warmup != null
          || pipeline > 1
          || requests == null) {
        throw new IllegalArgumentException(
            "expected --at-once with -n and without --rate, -c, --warmup and --pipeline");
      }
      return new Salvo((int) Math.min(requests, Integer.MAX_VALUE));
    }
    int first = connections == null ? DEFAULT_CONNECTIONS : connections;
    if (rate == null) {
      return new ClosedLoop(first, pipeline);
    }
    int most =
        mostConnections == null ? Math.max(first, DEFAULT_MOST_CONNECTIONS) : mostConnections;
    // A -c that was not given gives way.
    first = connections == null ? Math.min(first, most) : first;
    return new OpenLoop(rate, arrivals, seed, first, most, pipeline);
  }

  private List<Ask> asks() {
    if (expect != null && method.equals("HEAD")) {
      throw new IllegalArgumentException("expected --expect without HEAD, whose answers are empty");
    }
    Expectation expectation = expectation();
    var asks = new ArrayList<Ask>();
    for (String url : urls) {
      asks.add(ask(url, expectation));
    }
    for (String line : lines()) {
      boolean relative = line.startsWith("/");
      if (relative && asks.isEmpty()) {
        throw new IllegalArgumentException("expected a URL before paths like " + line);
      }
      asks.add(
          ask(relative ? "http://" + asks.getFirst().target().host() + line : line, expectation));
    }
    if (paths != null && urls.size() == 1 && asks.size() > 1) {
      // The URL only says where the paths are.
      asks.removeFirst();
    }
    if (asks.isEmpty()) {
      throw new IllegalArgumentException(
          "expected a URL like http://127.0.0.1:8080/hello.html, found none");
    }
    return asks;
  }

  private Ask ask(String urlAndWeight, @Nullable Expectation expectation) {
    String url = urlAndWeight;
    double weight = 1;
    int equals = url.lastIndexOf('=');
    // A query may hold one, too: what is no number behind it belongs to the URL.
    if (equals > 0 && url.substring(equals + 1).matches("\\d+(\\.\\d+)?") && !url.contains("?")) {
      weight = Double.parseDouble(url.substring(equals + 1));
      url = url.substring(0, equals);
    }
    return new Ask(Target.of(url), weight, method, fields, expectation);
  }

  private List<String> lines() {
    if (paths == null) {
      return List.of();
    }
    try {
      return Files.readAllLines(paths).stream()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(
          "expected a readable file after --paths, found " + paths, unreadable);
    }
  }

  private @Nullable Expectation expectation() {
    if (expect == null) {
      return null;
    }
    try {
      return Expectation.of(Files.readAllBytes(expect));
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(
          "expected a readable file after --expect, found " + expect, unreadable);
    }
  }
}
