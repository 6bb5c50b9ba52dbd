package dev.pruefstand.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.trial.CampaignFolder;
import dev.pruefstand.trial.Environment;
import dev.pruefstand.trial.EnvironmentProbe;
import dev.pruefstand.trial.Ledger;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;

/** Rounds, their order, and what is left when parts fail; the forks are invented. */
@Timeout(30)
class CampaignRunTest {
  private static final long SEED = 1;
  private static final Environment ENVIRONMENT = EnvironmentProbe.probe("sample");

  @TempDir Path results;

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final List<String> forks = new ArrayList<>();
  private CampaignFolder folder;

  @BeforeEach
  void create() throws IOException {
    folder = CampaignFolder.create(results, "sample");
    folder.writeEnvironment(ENVIRONMENT);
  }

  private static Step step(String strategy, int rounds) {
    Parameters parameters = Parameters.of(Results.params(strategy, 0));
    return new Step(
        ThroughputBenchmark.class.getName() + ".requests",
        Mode.Throughput,
        parameters,
        strategy,
        rounds,
        Duration.ofSeconds(10));
  }

  private static Agenda agenda(Step... steps) {
    return new Agenda(List.of(steps), List.of());
  }

  private CampaignRun campaign(Agenda agenda, Fork fork) {
    Fork noted =
        step -> {
          forks.add(step.label());
          return fork.run(step);
        };
    return new CampaignRun(
        agenda, noted, folder, new PrintStream(said, true, StandardCharsets.UTF_8));
  }

  private static List<RunResult> measured(Step step) {
    BenchmarkParams params = Results.params(new TreeMap<>(step.parameters().values()));
    var iteration =
        new IterationRecord(
            Results.histogram(1_000), 100, Map.of(), 1_000_000, 500_000, Ledger.EMPTY);
    return List.of(
        Results.run(params, Results.fork(params, Results.iteration(params, 100, iteration))));
  }

  @Test
  void everyRoundHasEveryStepOnceInAnOrderOfItsOwn() throws IOException {
    Agenda agenda =
        agenda(
            step("POOL", 4),
            step("SELECTOR", 4),
            step("EVENT_LOOP", 4),
            step("VIRTUAL_THREADS", 4));
    campaign(agenda, CampaignRunTest::measured).run(SEED);
    assertEquals(16, forks.size());
    List<List<String>> rounds =
        IntStream.range(0, 4).mapToObj(i -> forks.subList(4 * i, 4 * i + 4)).toList();
    rounds.forEach(round -> assertEquals(4, new HashSet<>(round).size(), round.toString()));
    assertTrue(new HashSet<>(rounds).size() > 1, rounds.toString());
    assertEquals(16, folder.read().trials().size());
  }

  @Test
  void theSeedTellsTheOrder() throws IOException {
    Agenda agenda =
        agenda(step("POOL", 4), step("SELECTOR", 4), step("EVENT_LOOP", 4), step("SINGLE", 4));
    campaign(agenda, step -> List.of()).run(SEED);
    List<String> first = List.copyOf(forks);
    forks.clear();
    campaign(agenda, step -> List.of()).run(SEED);
    assertEquals(first, forks);
    forks.clear();
    campaign(agenda, step -> List.of()).run(SEED + 1);
    assertNotEquals(first, forks);
  }

  @Test
  void aStepOfFewerRoundsIsInTheFirstOnes() throws IOException {
    campaign(agenda(step("POOL", 3), step("SELECTOR", 1)), CampaignRunTest::measured).run(SEED);
    assertEquals(4, forks.size());
    assertTrue(forks.subList(0, 2).contains("SELECTOR"), forks.toString());
  }

  @Test
  void whatFailsIsCountedAndTheRestGoesOn() throws IOException {
    CampaignRun run =
        campaign(
            agenda(step("POOL", 2), step("SELECTOR", 2), step("EVENT_LOOP", 2)),
            step ->
                switch (step.label()) {
                  case "POOL" -> throw new RunnerException("no fork");
                  case "SELECTOR" -> List.of();
                  default -> measured(step);
                });
    run.run(SEED);
    assertEquals(6, forks.size());
    assertEquals(2, folder.read().trials().size());
    assertEquals(
        List.of(
            "POOL, round 1: no fork",
            "POOL, round 2: no fork",
            "SELECTOR, round 1: no result: see the <failure> above",
            "SELECTOR, round 2: no result: see the <failure> above"),
        run.failures().stream().sorted().toList());
    assertEquals("2 of 6 forks are measured; ./pruefstand chart " + folder.path(), run.standing());
  }

  /** Whoever ends the campaign during the next fork finds it there. */
  @Test
  void whatIsMeasuredIsOnDiskBeforeTheNextForkBegins() throws IOException {
    var found = new ArrayList<Integer>();
    CampaignRun run =
        campaign(
            agenda(step("POOL", 2), step("SELECTOR", 2)),
            step -> {
              try {
                found.add(folder.read().trials().size());
                assertTrue(Files.readString(folder.jmhJson()).startsWith("["));
              } catch (IOException unreadable) {
                throw new RunnerException(unreadable.getMessage(), unreadable);
              }
              return measured(step);
            });
    run.run(SEED);
    assertEquals(List.of(), run.failures());
    assertEquals(List.of(0, 1, 2, 3), found);
    try (Stream<Path> files = Files.list(folder.path())) {
      assertEquals(
          List.of("histograms", "jmh.json", "trials.json"),
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> !name.equals("environment.json"))
              .sorted()
              .toList());
    }
  }

  @Test
  void everyRoundSaysHowLongItWillStillTake() throws IOException {
    campaign(agenda(step("POOL", 2), step("SELECTOR", 2)), step -> List.of()).run(SEED);
    String text = said.toString(StandardCharsets.UTF_8);
    assertTrue(text.contains("Round 1 of 2, about 40 s to go"), text);
    assertTrue(text.contains("Round 2 of 2, about 20 s to go"), text);
  }
}
