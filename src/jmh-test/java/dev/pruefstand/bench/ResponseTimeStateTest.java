package dev.pruefstand.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pruefstand.analysis.LoadCertificate;
import dev.pruefstand.penetrator.LoadResult;
import dev.pruefstand.strategy.Strategy;
import dev.pruefstand.trial.CampaignFolder;
import dev.pruefstand.trial.Contender;
import dev.pruefstand.trial.Isolation;
import dev.pruefstand.trial.ResponseRun;
import dev.pruefstand.trial.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ResultRole;
import org.openjdk.jmh.results.SingleShotResult;

/** What JMH does with the state of the open loop, without JMH. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ResponseTimeStateTest {
  private static final Duration MOMENT = Duration.ofMillis(200);
  private static final int RATE = 500;

  @TempDir Path results;

  private static ResponseTimeState state(Strategy strategy) throws Exception {
    var state = new ResponseTimeState();
    state.strategy = strategy.name();
    state.threads = 2;
    state.rate = RATE;
    state.resource = "hello.html";
    state.seconds = 1;
    state.isolation = Isolation.IN_PROCESS;
    state.serverFlags = "";
    state.start();
    return state;
  }

  @ParameterizedTest
  @EnumSource
  void aRunIsAnsweredToTheLastRequest(Strategy strategy) throws Exception {
    assumeTrue(strategy.servesSeveralAtOnce(), "the open loop keeps several connections");
    ResponseTimeState state = state(strategy);
    LoadResult result = state.run(MOMENT);
    assertTrue(result.total().requests() > 50);
    assertEquals(0, result.total().failed());
    state.run(MOMENT);
    state.stop();
  }

  @Test
  void whatARunHasFoundComesBackFromJmhAsARecord() throws Exception {
    BenchmarkParams params =
        Results.params(
            Map.of(
                "strategy", "EVENT_LOOP",
                "threads", "2",
                "rate", Integer.toString(RATE),
                "resource", "hello.html",
                "seconds", "1"));
    var profiler = new LoadProfiler();
    profiler.beforeIteration(params, Results.SECOND);
    ResponseTimeState state = state(Strategy.EVENT_LOOP);
    // The server's count goes over both.
    state.run(MOMENT);
    LoadResult result = state.run(MOMENT);
    state.stop();
    var iteration = new IterationResult(params, Results.SECOND, null);
    iteration.addResult(new SingleShotResult(ResultRole.PRIMARY, "run", 1, 1, TimeUnit.SECONDS));
    iteration.addResults(profiler.afterIteration(params, Results.SECOND, iteration));
    CampaignFolder folder = CampaignFolder.create(results, "open");
    var met = List.of(Results.run(params, Results.fork(params, iteration)));

    List<ResponseRun> runs = new ResponseTimeReader(folder).read(met);
    ResponseRun run = runs.getFirst();
    assertEquals(1, runs.size());
    assertEquals(new Contender("event-loop", 2), run.contender());
    assertEquals(RATE, run.scenario().requestsPerSecond());
    assertEquals(result.total().requests(), run.requests());
    assertEquals(result.total().responseNanos().getMaxValue(), run.clocks().response().maxNanos());
    assertEquals(Map.of(), run.errors());
    // How loud this machine is, and how late the client, no test can know.
    assertEquals(Verdict.PASSED, verdict(run, LoadCertificate.RIGHT));
    assertEquals(Verdict.PASSED, verdict(run, LoadCertificate.COMPLETE));
    assertEquals(Verdict.PASSED, verdict(run, LoadCertificate.COUNTED));
    assertFalse(run.clocks().response().p50Nanos() < run.clocks().service().p50Nanos());
    assertTrue(Files.exists(folder.path().resolve(run.histogram())));
    assertEquals(List.of(), new TrialReader(folder).read(met));
  }

  private static Verdict verdict(ResponseRun run, String check) {
    return run.certificate().checks().stream()
        .filter(each -> each.name().equals(check))
        .findFirst()
        .orElseThrow()
        .verdict();
  }
}
