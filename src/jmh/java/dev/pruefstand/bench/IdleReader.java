package dev.pruefstand.bench;

import dev.pruefstand.trial.Contender;
import dev.pruefstand.trial.IdleRun;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** Turns the results of {@link IdleConnectionsBenchmark} into records, one per fork. */
@SuppressWarnings("rawtypes") // JMH hands its results out raw.
final class IdleReader {
  /** The forks so far, by contender and number of connections. */
  private final Map<String, Integer> forks = new HashMap<>();

  List<IdleRun> read(Collection<RunResult> results) {
    var runs = new ArrayList<IdleRun>();
    for (RunResult result : results) {
      BenchmarkParams params = result.getParams();
      if (params.getBenchmark().startsWith(IdleConnectionsBenchmark.class.getName())) {
        for (BenchmarkResult each : result.getBenchmarkResults()) {
          runs.add(run(params, each.getSecondaryResults()));
        }
      }
    }
    return runs;
  }

  private IdleRun run(BenchmarkParams params, Map<String, Result> found) {
    Contender contender = Parameters.of(params).contender();
    int connections = Integer.parseInt(params.getParam("connections"));
    return new IdleRun(
        contender,
        forks.merge(contender.label() + " " + connections, 1, Integer::sum),
        connections,
        memory(found, LoadProfiler.EMPTY),
        memory(found, LoadProfiler.FILLED),
        TrialReader.failures(found));
  }

  private static IdleRun.Memory memory(Map<String, Result> found, String when) {
    return new IdleRun.Memory(
        bytes(found, LoadProfiler.HEAP + when), bytes(found, LoadProfiler.RESIDENT + when));
  }

  private static long bytes(Map<String, Result> found, String label) {
    Result bytes = found.get(label);
    if (bytes == null) {
      throw new IllegalStateException("expected the results of " + LoadProfiler.class.getName());
    }
    return Math.round(bytes.getScore());
  }
}
