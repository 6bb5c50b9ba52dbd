package dev.pruefstand.bench;

import dev.pruefstand.trial.CampaignFolder;
import dev.pruefstand.trial.Certificate;
import dev.pruefstand.trial.Clocks;
import dev.pruefstand.trial.Contender;
import dev.pruefstand.trial.Latency;
import dev.pruefstand.trial.OpenScenario;
import dev.pruefstand.trial.ResponseRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** Turns the results of {@link ResponseTimeBenchmark} into records, and writes their histograms. */
@SuppressWarnings("rawtypes") // JMH hands its results out raw.
final class ResponseTimeReader {
  private final CampaignFolder folder;

  /** The forks so far, by the name of their histogram. */
  private final Map<String, Integer> forks = new HashMap<>();

  ResponseTimeReader(CampaignFolder folder) {
    this.folder = folder;
  }

  List<ResponseRun> read(Collection<RunResult> results) throws IOException {
    var runs = new ArrayList<ResponseRun>();
    for (RunResult result : results) {
      if (result.getParams().getParamsKeys().contains("rate")) {
        for (BenchmarkResult each : result.getBenchmarkResults()) {
          runs.add(run(result.getParams(), each.getSecondaryResults()));
        }
      }
    }
    return runs;
  }

  private ResponseRun run(BenchmarkParams params, Map<String, Result> found) throws IOException {
    Contender contender = Parameters.of(params).contender();
    String resource = params.getParam("resource");
    var scenario =
        new OpenScenario(
            resource,
            Files.size(Path.of("www", resource)),
            Integer.parseInt(params.getParam("rate")),
            ResponseTimeState.ARRIVALS.name().toLowerCase(Locale.ROOT),
            ResponseTimeState.CONNECTIONS,
            ResponseTimeState.MOST_CONNECTIONS,
            Integer.parseInt(params.getParam("seconds")));
    String name = name(contender, scenario);
    int fork = forks.merge(name, 1, Integer::sum);
    String histogram =
        folder.writeHistogram(
            name + "-fork-" + fork,
            "Response time in nanoseconds, open loop",
            nanos(found, LoadProfiler.RESPONSE));
    return new ResponseRun(
        contender,
        scenario,
        fork,
        found.get(LoadProfiler.PLANNED).getScore(),
        found.get(LoadProfiler.ACHIEVED).getScore(),
        Math.round(found.get(LoadProfiler.REQUESTS).getScore()),
        TrialReader.failures(found),
        found.get(LoadProfiler.SATURATED).getScore() > 0,
        new Clocks(
            latency(found, LoadProfiler.RESPONSE),
            latency(found, LoadProfiler.SERVICE),
            latency(found, LoadProfiler.FIRST_BYTE),
            latency(found, LoadProfiler.CONNECT),
            latency(found, LoadProfiler.LAG),
            latency(found, LoadProfiler.LATENESS)),
        certificate(found),
        histogram);
  }

  private static Latency latency(Map<String, Result> found, String clock) {
    return Latency.of(nanos(found, clock));
  }

  private static Histogram nanos(Map<String, Result> found, String clock) {
    if (found.get(clock) instanceof ClockResult result) {
      return result.nanos();
    }
    throw unpublished();
  }

  private static Certificate certificate(Map<String, Result> found) {
    if (found.get(LoadProfiler.CERTIFICATE) instanceof CertificateResult result) {
      return result.certificate();
    }
    throw unpublished();
  }

  private static IllegalStateException unpublished() {
    return new IllegalStateException("expected the results of " + LoadProfiler.class.getName());
  }

  private static String name(Contender contender, OpenScenario scenario) {
    return "%s-%.0f-per-second"
        .formatted(
            TrialReader.prefix(contender, scenario.resource()), scenario.requestsPerSecond());
  }
}
