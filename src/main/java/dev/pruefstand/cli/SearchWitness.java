package dev.pruefstand.cli;

import dev.pruefstand.analysis.Doubts;
import dev.pruefstand.analysis.LoadCertificate;
import dev.pruefstand.analysis.LoadFigures;
import dev.pruefstand.analysis.LoadFigures.Machine;
import dev.pruefstand.analysis.LoadFigures.Told;
import dev.pruefstand.evidence.Figures;
import dev.pruefstand.evidence.Surroundings;
import dev.pruefstand.penetrator.LoadPlan;
import dev.pruefstand.penetrator.LoadResult;
import dev.pruefstand.penetrator.Tally;
import dev.pruefstand.penetrator.limit.Evidence;
import dev.pruefstand.penetrator.limit.Objective;
import dev.pruefstand.penetrator.limit.Witness;
import dev.pruefstand.trial.Certificate;
import java.net.ConnectException;
import java.util.List;

/** Gives each run of a search the certificate of an ordinary run. */
record SearchWitness(Objective objective) implements Witness {
  private static final String AWAY = "no connection could be made before the run";

  /** Every certificate asks for the client's lateness there. */
  private static final double CERTIFIED_PERCENTILE = 99;

  /** A certificate, and which of its failed checks matter to the search. */
  record Certified(Certificate certificate, List<String> doubts) implements Evidence {}

  @Override
  public Statement before(LoadPlan plan, boolean alone) {
    try {
      Surroundings surroundings = Surroundings.before(plan);
      return (result, kept) -> {
        Machine machine = surroundings.machine();
        return certified(
            result,
            kept,
            alone
                ? surroundings.server()
                : new Told(null, "other requests were sent at the same time"),
            machine);
      };
    } catch (ConnectException away) {
      return (result, kept) ->
          certified(result, kept, new Told(null, AWAY), new Machine(null, 0, AWAY));
    }
  }

  private Certified certified(LoadResult result, boolean kept, Told server, Machine machine) {
    LoadFigures figures = Figures.of(result, server, machine);
    Tally total = result.total();
    Certificate certificate =
        kept || objective.percentile() <= CERTIFIED_PERCENTILE
            ? LoadCertificate.of(figures)
            : LoadCertificate.ofBroken(
                figures,
                objective.name(),
                total.latenessNanos().getValueAtPercentile(objective.percentile()),
                total.responseNanos().getValueAtPercentile(objective.percentile()));
    return new Certified(certificate, Doubts.of(certificate, kept));
  }
}
