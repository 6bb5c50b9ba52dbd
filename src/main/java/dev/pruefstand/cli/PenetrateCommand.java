package dev.pruefstand.cli;

import dev.pruefstand.os.Platform;
import dev.pruefstand.penetrator.ClosedLoop;
import dev.pruefstand.penetrator.Expectation;
import dev.pruefstand.penetrator.Failure;
import dev.pruefstand.penetrator.Penetrator;
import dev.pruefstand.penetrator.Target;
import dev.pruefstand.strategy.NativePlatform;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts a server under the load of a closed loop and reports what came back. */
@Command(
    name = "penetrate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Loads a server with a closed loop: each connection sends its next request when the last is"
          + " answered. Checks every answer, records every time."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every request was answered rightly",
      "1:the server could not be reached",
      "2:wrong input",
      "3:measured, but some answers were missing or wrong"
    })
final class PenetrateCommand implements Callable<Integer> {
  private static final Duration SLICE = Duration.ofMillis(100);

  @Spec
  private @SuppressWarnings("NullAway.Init") CommandSpec spec;

  @Parameters(paramLabel = "URL", description = "http://127.0.0.1:8080/hello.html, say.")
  private @SuppressWarnings("NullAway.Init") String url;

  @Option(
      names = {"-c", "--connections"},
      paramLabel = "N",
      defaultValue = "64",
      description = "Connections that are open at the same time. Default: ${DEFAULT-VALUE}.")
  private int connections;

  @Option(
      names = {"-n", "--requests"},
      paramLabel = "N",
      description = "How many requests to send in all; or use -d.")
  private @Nullable Long requests;

  @Option(
      names = {"-d", "--duration"},
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "How long to send requests: 500ms, 10s, 2m. Default: 10s, unless -n is given.")
  private @Nullable Duration duration;

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
      names = "--expect",
      paramLabel = "FILE",
      description = "The file that every answer must equal. Default: whatever comes first.")
  private @Nullable Path expect;

  @Override
  public Integer call() {
    if (requests != null && duration != null) {
      throw wrong("expected -n or -d, found both");
    }
    if (connections < 1 || (requests != null && requests < 1)) {
      throw wrong("expected -c and -n from 1");
    }
    Target target;
    try {
      target = Target.of(url);
    } catch (IllegalArgumentException malformed) {
      throw wrong(String.valueOf(malformed.getMessage()));
    }
    Expectation expectation = expectation();
    Platform platform =
        NativePlatform.current()
            .orElseThrow(
                () -> new IllegalStateException(NativePlatform.unavailability().orElse("")));
    var load = new ClosedLoop(connections, !noKeepAlive, timeout);
    PrintWriter out = spec.commandLine().getOut();
    try (var penetrator = new Penetrator(platform, target, load, expectation)) {
      var report = new LoadReport(penetrator, out);
      report.begin(url, load);
      if (!run(penetrator, report)) {
        spec.commandLine()
            .getErr()
            .printf(
                "no connection to %s could be made: is a server running there?%n",
                target.address());
        return ExitCode.SOFTWARE;
      }
      report.end(expect == null ? "the first one" : expect.toString());
      return penetrator.tally().failed() == 0 ? ExitCode.OK : Pruefstand.NOT_VALID;
    }
  }

  /** Returns false if the server could not be reached at all. */
  private boolean run(Penetrator penetrator, LoadReport report) {
    Duration time = duration == null ? Duration.ofSeconds(10) : duration;
    if (requests != null) {
      penetrator.limit(requests);
      time = Duration.ofDays(1);
    }
    long answeredNanos = System.nanoTime();
    long end = answeredNanos + time.toNanos();
    long left = time.toNanos();
    while (left > 0 && !penetrator.isSpent()) {
      long answered = penetrator.answered();
      penetrator.advance(Duration.ofNanos(Math.min(left, SLICE.toNanos())));
      if (penetrator.written() == 0 && penetrator.tally().failures().containsKey(Failure.CONNECT)) {
        return false;
      }
      report.progress();
      long now = System.nanoTime();
      left = end - now;
      if (penetrator.answered() > answered) {
        answeredNanos = now;
      } else if (requests != null && now - answeredNanos > timeout.toNanos() + SLICE.toNanos()) {
        // A server that has gone away: the requests that are left would never be answered.
        break;
      }
    }
    penetrator.drain();
    return true;
  }

  private @Nullable Expectation expectation() {
    if (expect == null) {
      return null;
    }
    try {
      return Expectation.of(Files.readAllBytes(expect));
    } catch (IOException unreadable) {
      throw wrong("expected a readable file after --expect, found " + expect);
    }
  }

  private WrongInput wrong(String message) {
    return new WrongInput(spec, message);
  }
}
