package dev.pruefstand.cli;

import dev.pruefstand.penetrator.LoadPlan;
import dev.pruefstand.penetrator.limit.Beyond;
import dev.pruefstand.penetrator.limit.Evidence;
import dev.pruefstand.penetrator.limit.Limit;
import dev.pruefstand.penetrator.limit.Objective;
import dev.pruefstand.penetrator.limit.Repetition;
import dev.pruefstand.penetrator.limit.Step;
import dev.pruefstand.trial.Certificate;
import dev.pruefstand.trial.EnvironmentProbe;
import dev.pruefstand.trial.LimitRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A search for a limit in the words of those who keep it. */
final class MeasuredLimit {
  private MeasuredLimit() {}

  static LimitRecord record(
      Instant began,
      LoadPlan plan,
      Objective objective,
      int repetitions,
      Limit limit,
      Optional<Beyond> beyond) {
    return new LimitRecord(
        LimitRecord.SCHEMA,
        LimitRecord.VERSION,
        began.toString(),
        Measured.plan(plan),
        EnvironmentProbe.host(),
        new LimitRecord.Objective(
            objective.describe(), objective.percentile(), objective.limitNanos()),
        repetitions,
        limit.endedEarly(),
        limit.steps().stream().map(MeasuredLimit::step).toList(),
        runs(limit.unfinished()),
        new LimitRecord.Found(
            limit.isFound(),
            rate(limit.highestKept()),
            rate(limit.keptByAll()),
            rate(limit.brokenByAll())),
        new LimitRecord.Beyond(
            runs(beyond.stream().flatMap(each -> each.runs().stream()).toList()),
            beyond.flatMap(Beyond::recovery).isPresent(),
            beyond.flatMap(Beyond::recovery).map(Measured::seconds).orElse(0.0)),
        limit.isValid(),
        LimitVerdict.of(limit));
  }

  /** The certificate of a run; an empty one where there was nothing to judge. */
  static Certificate certificate(Repetition run) {
    Evidence evidence = run.evidence();
    return evidence instanceof SearchWitness.Certified certified
        ? certified.certificate()
        : new Certificate(List.of());
  }

  private static double rate(Optional<Step> step) {
    return step.map(Step::rate).orElse(0.0);
  }

  private static LimitRecord.Step step(Step step) {
    return new LimitRecord.Step(
        step.rate(),
        step.kept(),
        step.isCertified(),
        runs(step.repetitions()),
        runs(step.checks()));
  }

  private static List<LimitRecord.Run> runs(List<Repetition> runs) {
    return runs.stream().map(MeasuredLimit::run).toList();
  }

  private static LimitRecord.Run run(Repetition run) {
    return new LimitRecord.Run(
        run.rate(),
        run.achieved(),
        run.goodput(),
        run.p50Nanos(),
        run.p99Nanos(),
        run.p999Nanos(),
        run.kept(),
        run.broken(),
        run.evidence().doubts(),
        certificate(run));
  }
}
