package dev.pruefstand.bench;

import dev.pruefstand.trial.Ledger;
import java.util.Collection;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.Aggregator;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ResultRole;
import org.openjdk.jmh.util.SingletonStatistics;

/**
 * A ledger as a JMH result, on its way from the fork to the host. Its score is the number of
 * requests that it covers. Several together are their sum.
 */
final class LedgerResult extends Result<LedgerResult> {
  private static final long serialVersionUID = 1L;

  private final Ledger ledger;

  LedgerResult(String label, Ledger ledger) {
    super(
        ResultRole.SECONDARY,
        label,
        new SingletonStatistics(ledger.counters().getOrDefault(Ledger.ANSWERED, 0L)),
        "requests",
        AggregationPolicy.SUM);
    this.ledger = ledger;
  }

  Ledger ledger() {
    return ledger;
  }

  @Override
  protected Aggregator<LedgerResult> getThreadAggregator() {
    return LedgerResult::sum;
  }

  @Override
  protected Aggregator<LedgerResult> getIterationAggregator() {
    return LedgerResult::sum;
  }

  private static LedgerResult sum(Collection<LedgerResult> parts) {
    Ledger sum = parts.stream().map(LedgerResult::ledger).reduce(Ledger.EMPTY, Ledger::plus);
    return new LedgerResult(parts.iterator().next().getLabel(), sum);
  }
}
