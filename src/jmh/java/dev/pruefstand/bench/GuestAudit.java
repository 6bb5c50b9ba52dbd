package dev.pruefstand.bench;

import dev.pruefstand.bench.fairness.Audit;
import dev.pruefstand.bench.fairness.Check;
import dev.pruefstand.bench.fairness.Contender;
import dev.pruefstand.bench.subject.Cores;
import dev.pruefstand.bench.subject.Entrant;
import dev.pruefstand.bench.subject.Launch;
import dev.pruefstand.bench.subject.Subject;
import dev.pruefstand.site.Site;
import dev.pruefstand.trial.Deviation;
import dev.pruefstand.trial.Isolation;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is found of a contender before it is measured: whoever does less than is demanded of all may
 * be measured, but everybody who sees its figures is told.
 *
 * @param failure why it is not measured at all, as a sentence; empty if it is
 */
record GuestAudit(List<Deviation> deviations, Optional<String> failure) {
  /** Once it is warm. Some servers let a client wait for the end of a connection. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /** Copies the list. */
  GuestAudit {
    deviations = List.copyOf(deviations);
  }

  /** Starts it, asks it all that is demanded, and stops it. Takes a second or two. */
  static GuestAudit of(Entrant entrant, Path folder, List<String> flags) {
    var launch = new Launch(Isolation.OWN_PROCESS, 0, folder, Cores.divide(), flags);
    try (Subject server = entrant.start(launch)) {
      return of(
          Audit.of(new Contender(entrant.label(), server.address(), Site.load(folder), PATIENCE)));
    } catch (IOException silent) {
      return new GuestAudit(
          List.of(), Optional.of(entrant.label() + " is not measured: " + silent.getMessage()));
    }
  }

  static GuestAudit of(Audit audit) {
    List<Deviation> deviations =
        audit.findings().entrySet().stream()
            .map(
                each ->
                    new Deviation(
                        audit.contender(),
                        name(each.getKey()),
                        each.getKey().demand(),
                        each.getValue()))
            .toList();
    return new GuestAudit(
        deviations,
        audit.findings().entrySet().stream()
            .filter(each -> each.getKey().isOfTheAnswers())
            .findFirst()
            .map(
                each ->
                    "%s is not measured, because its answers are wrong (%s)"
                        .formatted(audit.contender(), each.getValue().getFirst())));
  }

  void print(PrintStream out) {
    if (deviations.isEmpty() && failure.isEmpty()) {
      out.println("  Yes.");
    }
    for (Deviation each : deviations) {
      int more = each.findings().size() - 1;
      out.printf(
          "  No: %s; %s%s%n",
          each.demand(),
          each.findings().getFirst(),
          more == 0 ? "" : ", and %d more".formatted(more));
    }
    failure.ifPresent(why -> out.println("  " + why));
  }

  /** {@code keep alive}. */
  private static String name(Check check) {
    return check.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
