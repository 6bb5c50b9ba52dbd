package dev.pruefstand.bench;

import dev.pruefstand.trial.CampaignFolder;
import dev.pruefstand.trial.Contender;
import dev.pruefstand.trial.Isolation;
import dev.pruefstand.trial.Latency;
import dev.pruefstand.trial.Ledger;
import dev.pruefstand.trial.Scenario;
import dev.pruefstand.trial.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** Turns JMH's results into trials, one per fork, and writes their histograms. */
@SuppressWarnings("rawtypes") // JMH hands its results out raw.
final class TrialReader {
  private final CampaignFolder folder;

  /**
   * The forks so far, by contender and scenario: JMH takes a contender without threads for another
   * one with every value of that parameter.
   */
  private final Map<String, Integer> forks = new HashMap<>();

  TrialReader(CampaignFolder folder) {
    this.folder = folder;
  }

  List<Trial> read(Collection<RunResult> results) throws IOException {
    var trials = new ArrayList<Trial>();
    for (RunResult result : results) {
      Collection<String> parameters = result.getParams().getParamsKeys();
      // Only the closed loop has it: see ResponseTimeReader and IdleReader for the others.
      if (parameters.contains("keepAlive")) {
        for (BenchmarkResult each : result.getBenchmarkResults()) {
          trials.add(trial(result.getParams(), each));
        }
      }
    }
    return trials;
  }

  private Trial trial(BenchmarkParams params, BenchmarkResult result) throws IOException {
    Contender contender = Parameters.of(params).contender();
    String resource = params.getParam("resource");
    var scenario =
        new Scenario(
            resource,
            Files.size(Path.of("www", resource)),
            Integer.parseInt(params.getParam("connections")),
            Boolean.parseBoolean(params.getParam("keepAlive")),
            Boolean.parseBoolean(params.getParam(Parameters.DEFER_ACCEPT)));
    Map<String, Result> secondary = result.getSecondaryResults();
    if (!(secondary.get(LoadProfiler.SERVICE) instanceof ClockResult service)) {
      throw new IllegalStateException("expected the results of " + LoadProfiler.class.getName());
    }
    Histogram nanos = service.nanos();
    String name = name(contender, scenario);
    int fork = forks.merge(name, 1, Integer::sum);
    String histogram = folder.writeHistogram(name + "-fork-" + fork, nanos);
    return new Trial(
        contender,
        scenario,
        fork,
        result.getIterationResults().stream()
            .map(IterationResult::getPrimaryResult)
            .map(Result::getScore)
            .toList(),
        Latency.of(nanos),
        failures(secondary),
        Isolation.valueOf(params.getParam("isolation")),
        secondary.get(LoadProfiler.SERVER_CPU).getScore(),
        secondary.get(LoadProfiler.CLIENT_CPU).getScore(),
        secondary.get(LoadProfiler.LEDGER) instanceof LedgerResult used
            ? used.ledger()
            : Ledger.EMPTY,
        histogram);
  }

  /** What files of a contender's runs begin with. */
  static String prefix(Contender contender, String resource) {
    var name = new StringBuilder(contender.strategy());
    if (contender.threads() > 0) {
      name.append('-').append(contender.threads());
    }
    for (String setting : contender.settings()) {
      // A plus and a minus turn a flag on and off.
      name.append('-').append(setting.replace("-XX:", "").replaceAll("[^A-Za-z0-9+-]+", "-"));
    }
    return name + "-" + resource.replaceAll("[^A-Za-z0-9]+", "-");
  }

  static Map<String, Long> failures(Map<String, Result> secondary) {
    String kind = LoadProfiler.FAILURES + ".";
    var failures = new TreeMap<String, Long>();
    secondary.forEach(
        (label, result) -> {
          if (label.startsWith(kind)) {
            failures.put(label.substring(kind.length()), Math.round(result.getScore()));
          }
        });
    return failures;
  }

  private static String name(Contender contender, Scenario scenario) {
    return "%s-%d-%s%s"
        .formatted(
            prefix(contender, scenario.resource()),
            scenario.connections(),
            scenario.keepAlive() ? "keep-alive" : "close",
            scenario.deferAccept() ? "-deferred" : "");
  }
}
