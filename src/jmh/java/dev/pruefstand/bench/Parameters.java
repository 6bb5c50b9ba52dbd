package dev.pruefstand.bench;

import dev.pruefstand.bench.custom.Words;
import dev.pruefstand.bench.subject.Entrant;
import dev.pruefstand.strategy.NativePlatform;
import dev.pruefstand.trial.Contender;
import dev.pruefstand.trial.Group;
import dev.pruefstand.trial.Isolation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.openjdk.jmh.infra.BenchmarkParams;

/** The values of a benchmark's parameters, by name; those that are missing are as usual. */
record Parameters(SortedMap<String, String> values) {
  static final String STRATEGY = "strategy";
  private static final String THREADS = "threads";
  private static final String ISOLATION = "isolation";
  private static final String FLAGS = "serverFlags";
  private static final String RESOURCE = "resource";
  private static final String CONNECTIONS = "connections";
  private static final String KEEP_ALIVE = "keepAlive";
  private static final String RATE = "rate";
  static final String DEFER_ACCEPT = "deferAccept";

  /** Those that a label has words of its own for. */
  private static final Set<String> WORDED =
      Set.of(
          STRATEGY,
          THREADS,
          ISOLATION,
          FLAGS,
          RESOURCE,
          CONNECTIONS,
          KEEP_ALIVE,
          RATE,
          DEFER_ACCEPT);

  /** Copies the map. */
  Parameters {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  static Parameters of(Map<String, String> values) {
    return new Parameters(new TreeMap<>(values));
  }

  /** Those that a result was measured with. */
  static Parameters of(BenchmarkParams params) {
    var values = new TreeMap<String, String>();
    params.getParamsKeys().forEach(key -> values.put(key, params.getParam(key)));
    return new Parameters(values);
  }

  /** Whether a server is asked that people could enter. */
  boolean haveContender() {
    return values.containsKey(STRATEGY);
  }

  /**
   * Who serves.
   *
   * @throws IllegalArgumentException if that is nobody
   */
  Entrant entrant() {
    return Entrant.of(values.getOrDefault(STRATEGY, ""));
  }

  /** What results know it by: only the settings that make it another contender are in it. */
  Contender contender() {
    return entrant().contender(threads(), isolation(), flags());
  }

  /** Those of the server's JVM, beyond those that all get. */
  List<String> flags() {
    return Words.of(values.getOrDefault(FLAGS, ""));
  }

  private int threads() {
    String text = values.getOrDefault(THREADS, "0");
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException wrong) {
      throw new IllegalArgumentException("expected a number in -p threads, found " + text, wrong);
    }
  }

  private Isolation isolation() {
    String text = values.getOrDefault(ISOLATION, Isolation.OWN_PROCESS.name());
    try {
      return Isolation.valueOf(text);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(
          "expected OWN_PROCESS or IN_PROCESS in -p isolation, found " + text, wrong);
    }
  }

  /** Why that cannot be measured here; empty if it can. */
  Optional<String> obstacle() {
    if (!haveContender()) {
      return Optional.empty();
    }
    Entrant entrant = entrant();
    if (entrant.unavailability().isPresent()) {
      return entrant.unavailability();
    }
    boolean alone = "1".equals(values.get(CONNECTIONS)) || "false".equals(values.get(KEEP_ALIVE));
    if (!entrant.servesSeveralAtOnce() && !alone) {
      return Optional.of("serves one at a time: left out where several connections are kept alive");
    }
    if (isDeferred()) {
      if (NativePlatform.deferredAcceptUnavailability().isPresent()) {
        return NativePlatform.deferredAcceptUnavailability();
      }
      if (entrant instanceof Entrant.Program || isolation() == Isolation.IN_PROCESS) {
        return Optional.of("cannot be told to defer accepting: left out where that is asked");
      }
    }
    if (entrant.group() != Group.OURS && isolation() == Isolation.IN_PROCESS) {
      return Optional.of("is not ours: left out where the server is to run in the load generator");
    }
    return Optional.empty();
  }

  private boolean isDeferred() {
    return "true".equals(values.get(DEFER_ACCEPT));
  }

  /** The same for two that measure the same. */
  String identity() {
    return (haveContender() ? entrant().parameter() + " " : "") + label();
  }

  /** For people: {@code pool (8), hello.html, 64 connections kept alive}. */
  String label() {
    var words = new ArrayList<String>();
    if (haveContender()) {
      words.add(contender().label());
    }
    word(RESOURCE, resource -> resource).ifPresent(words::add);
    word(CONNECTIONS, this::connections).ifPresent(words::add);
    if (isDeferred()) {
      words.add("accepting deferred");
    }
    word(RATE, rate -> rate + " requests/s").ifPresent(words::add);
    values.forEach(
        (name, value) -> {
          if (!WORDED.contains(name)) {
            words.add(name + " " + value);
          }
        });
    return String.join(", ", words);
  }

  private Optional<String> word(String name, UnaryOperator<String> words) {
    return Optional.ofNullable(values.get(name)).map(words);
  }

  private String connections(String number) {
    return String.format(
        Locale.ROOT,
        "%s connection%s%s",
        number,
        number.equals("1") ? "" : "s",
        switch (values.getOrDefault(KEEP_ALIVE, "")) {
          case "true" -> " kept alive";
          case "false" -> " one per request";
          default -> "";
        });
  }
}
