package dev.pruefstand.analysis;

import dev.pruefstand.trial.Campaign;
import dev.pruefstand.trial.CampaignFolder;
import dev.pruefstand.trial.Contender;
import dev.pruefstand.trial.Scenario;
import dev.pruefstand.trial.Trial;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * All trials of one contender under one scenario, put together.
 *
 * @param forks how many there are: one alone shows no spread between JVMs
 * @param requestsPerSecond over all forks, with its interval
 * @param serverCpuMicros CPU time of the server per request, with its interval over forks
 * @param serviceNanos the merged histogram of all forks, nanoseconds
 * @param failures requests that failed in the measured iterations
 */
public record Summary(
    Contender contender,
    Scenario scenario,
    int forks,
    Interval requestsPerSecond,
    Interval serverCpuMicros,
    Histogram serviceNanos,
    long failures) {
  /** Fixed, so that a chart drawn again from the same JSON is the same chart. */
  private static final long SEED = 20_261_122;

  private record Key(Contender contender, Scenario scenario) {}

  /** Summaries of a campaign in the order in which its trials were recorded. */
  public static List<Summary> of(CampaignFolder folder, Campaign campaign) throws IOException {
    var groups = new LinkedHashMap<Key, List<Trial>>();
    for (Trial trial : campaign.trials()) {
      groups
          .computeIfAbsent(new Key(trial.contender(), trial.scenario()), k -> new ArrayList<>())
          .add(trial);
    }
    var summaries = new ArrayList<Summary>();
    for (List<Trial> trials : groups.values()) {
      summaries.add(of(folder, trials));
    }
    return summaries;
  }

  private static Summary of(CampaignFolder folder, List<Trial> trials) throws IOException {
    var merged = new Histogram(3);
    for (Trial trial : trials) {
      merged.add(folder.histogram(trial));
    }
    return new Summary(
        trials.getFirst().contender(),
        trials.getFirst().scenario(),
        trials.size(),
        Bootstrap.mean(trials.stream().map(Trial::requestsPerSecond).toList(), SEED),
        Bootstrap.mean(trials.stream().map(t -> List.of(t.serverCpuMicros())).toList(), SEED),
        merged,
        trials.stream().mapToLong(Trial::failures).sum());
  }
}
