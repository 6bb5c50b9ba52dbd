package dev.pruefstand.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ResultRole;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.ThroughputResult;
import org.openjdk.jmh.runner.IterationType;
import org.openjdk.jmh.runner.WorkloadParams;
import org.openjdk.jmh.runner.options.TimeValue;

/** JMH's results as JMH would put them together, of invented figures. */
final class Results {
  static final IterationParams SECOND =
      new IterationParams(IterationType.MEASUREMENT, 1, TimeValue.seconds(1), 1);

  private Results() {}

  static BenchmarkParams params(Map<String, String> parameters) {
    return params(ThroughputBenchmark.class, parameters);
  }

  static BenchmarkParams params(Class<?> benchmark, Map<String, String> parameters) {
    var workload = new WorkloadParams();
    parameters.forEach((name, value) -> workload.put(name, value, 0));
    return new BenchmarkParams(
        benchmark.getName() + ".requests",
        "generated",
        false,
        1,
        new int[] {1},
        List.of(),
        1,
        0,
        SECOND,
        SECOND,
        Mode.Throughput,
        workload,
        TimeUnit.SECONDS,
        1,
        "java",
        List.of(),
        "25",
        "vm",
        "25",
        "1.37",
        TimeValue.minutes(10));
  }

  static BenchmarkParams params(String strategy, int threads) {
    return params(
        Map.of(
            "strategy",
            strategy,
            "threads",
            Integer.toString(threads),
            "connections",
            "64",
            "resource",
            "hello.html",
            "keepAlive",
            "true",
            "isolation",
            "OWN_PROCESS"));
  }

  /** One iteration of a second, with what the profiler adds. */
  static IterationResult iteration(
      BenchmarkParams params, long requests, IterationRecord measured) {
    var iteration = new IterationResult(params, SECOND, null);
    iteration.addResult(
        new ThroughputResult(
            ResultRole.PRIMARY, "requests", requests, 1_000_000_000L, TimeUnit.SECONDS));
    var profiler = new LoadProfiler();
    profiler.beforeIteration(params, SECOND);
    LoadProfiler.publish(measured);
    iteration.addResults(profiler.afterIteration(params, SECOND, iteration));
    return iteration;
  }

  static BenchmarkResult fork(BenchmarkParams params, IterationResult... iterations) {
    return new BenchmarkResult(params, List.of(iterations));
  }

  static RunResult run(BenchmarkParams params, BenchmarkResult... forks) {
    return new RunResult(params, new ArrayList<>(List.of(forks)));
  }

  static Histogram histogram(long... nanos) {
    var histogram = new Histogram(1, 3_600_000_000_000L, 3);
    for (long each : nanos) {
      histogram.recordValue(each);
    }
    return histogram;
  }
}
