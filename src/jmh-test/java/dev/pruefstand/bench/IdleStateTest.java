package dev.pruefstand.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pruefstand.strategy.Strategy;
import dev.pruefstand.trial.CampaignFolder;
import dev.pruefstand.trial.Contender;
import dev.pruefstand.trial.IdleRun;
import dev.pruefstand.trial.ProcessFigures;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ResultRole;
import org.openjdk.jmh.results.SingleShotResult;

/** What JMH does with the state of idle connections, without JMH. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class IdleStateTest {
  private static final int CONNECTIONS = 100;

  @TempDir Path results;

  private static IdleState state(Strategy strategy) {
    var state = new IdleState();
    state.strategy = strategy.name();
    state.threads = 0;
    state.connections = CONNECTIONS;
    state.serverFlags = "";
    return state;
  }

  @Test
  void whatConnectionsTookComesBackFromJmhAsARecord() throws Exception {
    assumeTrue(ProcessFigures.tellResidentBytes(), "this system does not tell resident memory");
    BenchmarkParams params =
        Results.params(
            IdleConnectionsBenchmark.class,
            Map.of(
                "strategy", "EVENT_LOOP",
                "threads", "0",
                "connections", Integer.toString(CONNECTIONS)));
    var profiler = new LoadProfiler();
    profiler.beforeIteration(params, Results.SECOND);
    IdleState state = state(Strategy.EVENT_LOOP);
    state.start();
    state.hold();
    state.stop();
    var iteration = new IterationResult(params, Results.SECOND, null);
    iteration.addResult(new SingleShotResult(ResultRole.PRIMARY, "hold", 1, 1, TimeUnit.SECONDS));
    iteration.addResults(profiler.afterIteration(params, Results.SECOND, iteration));
    var met =
        List.of(
            Results.run(params, Results.fork(params, iteration), Results.fork(params, iteration)));

    List<IdleRun> runs = new IdleReader().read(met);
    assertEquals(List.of(1, 2), runs.stream().map(IdleRun::fork).toList());
    IdleRun run = runs.getFirst();
    assertEquals(new Contender("event-loop", 0), run.contender());
    assertEquals(CONNECTIONS, run.connections());
    assertEquals(Map.of(), run.errors());
    assertTrue(run.empty().heapBytes() > 0, run::toString);
    assertTrue(run.empty().residentBytes() > run.empty().heapBytes(), run::toString);
    // Each has objects of its own; what the rest of the process did meanwhile no test can know.
    assertTrue(run.heapPerConnection() > 0, run::toString);
    CampaignFolder folder = CampaignFolder.create(results, "idle");
    assertEquals(List.of(), new TrialReader(folder).read(met));
    assertEquals(List.of(), new ResponseTimeReader(folder).read(met));
  }

  @Test
  void whoServesOneAtATimeIsRefused() {
    IdleState state = state(Strategy.SINGLE);
    String message = assertThrows(IllegalArgumentException.class, state::start).getMessage();
    assertEquals(
        "expected a contender that serves several connections at once, found SINGLE", message);
  }
}
