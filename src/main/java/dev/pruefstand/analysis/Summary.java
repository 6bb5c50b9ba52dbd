package dev.pruefstand.analysis;

import dev.pruefstand.trial.Campaign;
import dev.pruefstand.trial.CampaignFolder;
import dev.pruefstand.trial.Contender;
import dev.pruefstand.trial.Isolation;
import dev.pruefstand.trial.Scenario;
import dev.pruefstand.trial.Trial;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * All trials of one contender under one scenario, put together.
 *
 * @param forks how many there are: one alone shows no spread between JVMs
 * @param requestsPerSecond over all forks, with its interval
 * @param isolation whether the servers had processes of their own; {@link Isolation#IN_PROCESS} if
 *     only some of them had
 * @param serverCpuMicros CPU time of the server per request, with its interval over forks
 * @param clientBusy the share of a core that the load generator's thread used, from 0 to 1: near 1
 *     it is the client that was measured, and the server could do more
 * @param serviceNanos the merged histogram of all forks, nanoseconds
 * @param failures requests that failed in the measured iterations
 */
public record Summary(
    Contender contender,
    Scenario scenario,
    int forks,
    Isolation isolation,
    Interval requestsPerSecond,
    Interval serverCpuMicros,
    double clientBusy,
    Histogram serviceNanos,
    long failures) {
  private static final double MICROS_PER_SECOND = 1e6;

  /** By scenario, the smaller first, and by name within. Rounds mix the order of the trials. */
  private static final Comparator<Summary> ORDER =
      Comparator.comparing((Summary each) -> !each.scenario().keepAlive())
          .thenComparing(each -> each.scenario().deferAccept())
          .thenComparingLong(each -> each.scenario().bodyBytes())
          .thenComparing(each -> each.scenario().resource())
          .thenComparingInt(each -> each.scenario().connections())
          .thenComparing(each -> each.contender().family())
          .thenComparingInt(each -> each.contender().threads());

  private record Key(Contender contender, Scenario scenario) {}

  /** Summaries of a campaign, those of a scenario beside each other. */
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
    summaries.sort(ORDER);
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
        trials.stream().map(Trial::isolation).max(Comparator.naturalOrder()).orElseThrow(),
        ForkMean.of(trials.stream().map(Trial::requestsPerSecond).toList()),
        ForkMean.of(trials.stream().map(trial -> List.of(trial.serverCpuMicros())).toList()),
        trials.stream().mapToDouble(Summary::clientBusy).average().orElseThrow(),
        merged,
        trials.stream().mapToLong(Trial::failures).sum());
  }

  private static double clientBusy(Trial trial) {
    double perSecond =
        trial.requestsPerSecond().stream().mapToDouble(Double::doubleValue).average().orElse(0);
    return perSecond * trial.clientCpuMicros() / MICROS_PER_SECOND;
  }
}
