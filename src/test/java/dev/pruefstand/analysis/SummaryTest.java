package dev.pruefstand.analysis;

import static dev.pruefstand.trial.SampleTrials.EVENT_LOOP;
import static dev.pruefstand.trial.SampleTrials.POOL;
import static dev.pruefstand.trial.SampleTrials.environment;
import static dev.pruefstand.trial.SampleTrials.histogram;
import static dev.pruefstand.trial.SampleTrials.trial;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.trial.Campaign;
import dev.pruefstand.trial.CampaignFolder;
import dev.pruefstand.trial.Contender;
import dev.pruefstand.trial.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class SummaryTest {
  @TempDir Path results;

  private final List<Trial> trials = new ArrayList<>();
  private CampaignFolder folder;

  @BeforeEach
  void create() throws IOException {
    folder = CampaignFolder.create(results, "sample");
  }

  private void add(Contender contender, int fork, double requestsPerSecond, long... nanos)
      throws IOException {
    Histogram histogram = histogram(nanos);
    String file = folder.writeHistogram(contender.strategy() + "-" + fork, histogram);
    trials.add(
        trial(
            contender,
            fork,
            List.of(requestsPerSecond - 1, requestsPerSecond + 1),
            histogram,
            file));
  }

  private List<Summary> summaries() throws IOException {
    return Summary.of(folder, new Campaign("sample", environment(), trials));
  }

  @Test
  void theForksOfAContenderArePutTogetherHoweverTheRoundsMixedThem() throws IOException {
    add(POOL, 1, 100, 1_000, 2_000);
    add(EVENT_LOOP, 1, 300, 10);
    add(POOL, 2, 200, 3_000, 9_000, 9_000);
    List<Summary> found = summaries();
    assertEquals(List.of(EVENT_LOOP, POOL), found.stream().map(Summary::contender).toList());
    Summary pool = found.getLast();
    assertEquals(150, pool.requestsPerSecond().estimate(), 1e-9);
    assertEquals(2, pool.forks());
    assertTrue(pool.requestsPerSecond().low() < 100 && pool.requestsPerSecond().high() > 200);
    assertEquals(11.5 * 1.5, pool.serverCpuMicros().estimate(), 1e-9);
    assertEquals(14, pool.failures());
  }

  @Test
  void percentilesComeFromTheMergedHistogram() throws IOException {
    long[] quick = new long[99];
    Arrays.fill(quick, 1_000);
    add(POOL, 1, 100, quick);
    add(POOL, 2, 100, 1_000_000);
    Histogram merged = summaries().getFirst().serviceNanos();
    assertEquals(100, merged.getTotalCount());
    // The mean of the two forks' p90 would be half a millisecond.
    assertEquals(1_000, merged.getValueAtPercentile(90));
    assertTrue(merged.valuesAreEquivalent(1_000_000, merged.getMaxValue()));
  }

  @Test
  void theSameFilesGiveTheSameFigures() throws IOException {
    add(POOL, 1, 100, 1);
    add(POOL, 2, 120, 1);
    add(POOL, 3, 130, 1);
    assertEquals(summaries(), summaries());
  }

  @Test
  void aCampaignWithoutTrialsHasNone() throws IOException {
    assertEquals(List.of(), summaries());
  }

  @Test
  void aHistogramThatIsMissingIsNotPassedOver() throws IOException {
    add(POOL, 1, 100, 1);
    Files.delete(folder.path().resolve(trials.getFirst().histogram()));
    assertThrows(IOException.class, this::summaries);
  }
}
