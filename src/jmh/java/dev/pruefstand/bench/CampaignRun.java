package dev.pruefstand.bench;

import dev.pruefstand.trial.CampaignFolder;
import dev.pruefstand.trial.IdleRun;
import dev.pruefstand.trial.ResponseRun;
import dev.pruefstand.trial.Trial;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Carries out an agenda in rounds: in each, every step is measured in one fork, in a random order
 * of its own, so that a machine that gets slower or busier does so for all alike. A fork that fails
 * is counted, and the rest goes on. What is measured is written after each fork, so that an
 * interrupted campaign keeps what it has. Belongs to one thread, but for {@link #standing}.
 */
final class CampaignRun {
  private final Agenda agenda;
  private final Fork fork;
  private final CampaignFolder folder;
  private final PrintStream out;
  private final MergedRuns runs = new MergedRuns();
  private final TrialReader reader;
  private final ResponseTimeReader responseTimeReader;
  private final List<Trial> trials = new ArrayList<>();
  private final List<ResponseRun> responseRuns = new ArrayList<>();
  private final IdleReader idleReader = new IdleReader();
  private final List<IdleRun> idleRuns = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private final AtomicInteger written = new AtomicInteger();

  /** A campaign that has not begun. */
  CampaignRun(Agenda agenda, Fork fork, CampaignFolder folder, PrintStream out) {
    this.agenda = agenda;
    this.fork = fork;
    this.folder = folder;
    this.out = out;
    this.reader = new TrialReader(folder);
    this.responseTimeReader = new ResponseTimeReader(folder);
  }

  /**
   * Runs all of it.
   *
   * @param seed of the order
   * @throws IOException if what was measured cannot be written
   */
  void run(long seed) throws IOException {
    var order = new Random(seed);
    // Without a result there still is a campaign, and a file that says so.
    write();
    Duration left = agenda.estimate();
    int done = 0;
    for (int round = 1; round <= agenda.rounds(); round++) {
      out.printf(
          "%n═══ Round %d of %d, about %s to go. Requests/s of each iteration (a run of single"
              + " shots: its seconds), warm-up in brackets:%n",
          round, agenda.rounds(), words(left));
      for (Step step : steps(round, order)) {
        done++;
        out.printf("%4d/%d  %-62s", done, agenda.forks(), step.label());
        out.flush();
        measure(step, round);
        out.println();
        left = left.minus(step.fork());
      }
    }
  }

  private List<Step> steps(int round, Random order) {
    var steps = new ArrayList<>(agenda.steps());
    Collections.shuffle(steps, order);
    steps.removeIf(step -> step.rounds() < round);
    return steps;
  }

  private void measure(Step step, int round) throws IOException {
    try {
      Collection<RunResult> found = fork.run(step);
      if (found.isEmpty()) {
        // A fork that throws costs JMH its result, silently; so the rest goes on, but it counts.
        fail(step, round, "no result: see the <failure> above");
        return;
      }
      runs.add(found);
      trials.addAll(reader.read(found));
      responseRuns.addAll(responseTimeReader.read(found));
      idleRuns.addAll(idleReader.read(found));
    } catch (RunnerException failure) {
      fail(step, round, String.valueOf(failure.getMessage()));
      return;
    }
    write();
    written.incrementAndGet();
  }

  private void fail(Step step, int round, String why) {
    failures.add("%s, round %d: %s".formatted(step.label(), round, why));
  }

  private void write() throws IOException {
    folder.writeTrials(trials);
    if (!responseRuns.isEmpty()) {
      folder.writeResponseTimes(responseRuns);
    }
    if (!idleRuns.isEmpty()) {
      folder.writeIdle(idleRuns);
    }
    folder.writeJmhJson(
        file ->
            ResultFormatFactory.getInstance(ResultFormatType.JSON, file.toString())
                .writeOut(runs.results()));
  }

  /** JMH's results, the forks of each combination together. */
  List<RunResult> results() {
    return runs.results();
  }

  /** Why parts of the campaign failed; empty if none did. */
  List<String> failures() {
    return failures;
  }

  /** How much there is, in a sentence; for any thread. */
  String standing() {
    return "%d of %d forks are measured; ./pruefstand chart %s"
        .formatted(written.get(), agenda.forks(), folder.path());
  }

  /** "40 s", "9 min". */
  static String words(Duration time) {
    long seconds = time.toSeconds();
    return seconds < 90
        ? seconds + " s"
        : String.format(Locale.ROOT, "%d min", Math.round(seconds / 60.0));
  }
}
