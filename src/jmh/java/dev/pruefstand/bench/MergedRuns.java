package dev.pruefstand.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.WorkloadParams;

/**
 * Forks that were run one by one, round by round, put together into the results that JMH would have
 * had it run them in a row.
 */
final class MergedRuns {
  private final Map<String, List<BenchmarkResult>> forks = new LinkedHashMap<>();

  void add(Collection<RunResult> results) {
    for (RunResult result : results) {
      // The id names the benchmark, its mode and the values of all parameters.
      forks
          .computeIfAbsent(result.getParams().id(), id -> new ArrayList<>())
          .addAll(result.getBenchmarkResults());
    }
  }

  List<RunResult> results() {
    var results = new ArrayList<RunResult>();
    for (List<BenchmarkResult> each : forks.values()) {
      results.add(new RunResult(params(each.getFirst().getParams(), each.size()), each));
    }
    return results;
  }

  /** The same parameters but for the number of forks. */
  private static BenchmarkParams params(BenchmarkParams one, int forks) {
    var workload = new WorkloadParams();
    int index = 0;
    for (String key : one.getParamsKeys()) {
      workload.put(key, one.getParam(key), index++);
    }
    return new BenchmarkParams(
        one.getBenchmark(),
        one.generatedBenchmark(),
        one.shouldSynchIterations(),
        one.getThreads(),
        one.getThreadGroups(),
        one.getThreadGroupLabels(),
        forks,
        one.getWarmupForks(),
        one.getWarmup(),
        one.getMeasurement(),
        one.getMode(),
        workload,
        one.getTimeUnit(),
        one.getOpsPerInvocation(),
        one.getJvm(),
        one.getJvmArgs(),
        one.getJdkVersion(),
        one.getVmName(),
        one.getVmVersion(),
        one.getJmhVersion(),
        one.getTimeout());
  }
}
