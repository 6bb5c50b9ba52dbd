package dev.pruefstand.evidence;

import dev.pruefstand.analysis.LoadFigures;
import dev.pruefstand.analysis.LoadFigures.Loop;
import dev.pruefstand.analysis.LoadFigures.Machine;
import dev.pruefstand.analysis.LoadFigures.Told;
import dev.pruefstand.penetrator.ClosedLoop;
import dev.pruefstand.penetrator.Failure;
import dev.pruefstand.penetrator.LoadPlan;
import dev.pruefstand.penetrator.LoadResult;
import dev.pruefstand.penetrator.OpenLoop;
import dev.pruefstand.penetrator.Salvo;
import dev.pruefstand.penetrator.Second;
import dev.pruefstand.penetrator.Tally;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/** A result of the load generator in the words of those who judge it. */
public final class Figures {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final Set<Failure> CAME =
      Set.of(Failure.WRONG_STATUS, Failure.WRONG_LENGTH, Failure.WRONG_CHECKSUM, Failure.MALFORMED);
  private static final Set<Failure> TOO_LATE = Set.of(Failure.TIMEOUT, Failure.UNSENT);

  private Figures() {}

  /** Of a run that the server counted from its beginning on. */
  public static LoadFigures of(LoadResult result, Told server, Machine machine) {
    return of(result, result.written(), result.answered(), server, machine);
  }

  /**
   * Of a run before which the server has counted, too.
   *
   * @param written requests written while the server counted, this run's included
   * @param answered right answers to them
   */
  public static LoadFigures of(
      LoadResult result, long written, long answered, Told server, Machine machine) {
    LoadPlan plan = result.plan();
    Tally total = result.total();
    boolean own = !plan.keepAlive() || plan.model() instanceof Salvo;
    boolean warm = !plan.warmup().isZero();
    Histogram connect = total.connectNanos();
    return new LoadFigures(
        switch (plan.model()) {
          case ClosedLoop _ -> Loop.CLOSED;
          case OpenLoop _ -> Loop.OPEN;
          case Salvo _ -> Loop.SALVO;
        },
        plan.model().connections(),
        plan.model().pipeline(),
        own,
        result.measured().toNanos() / NANOS_PER_SECOND,
        plan.requests() != LoadPlan.UNLIMITED,
        total.requests(),
        total.responses(),
        total.responsesInTime(),
        count(total, CAME),
        total.failed(),
        count(total, TOO_LATE),
        result.inFlight(),
        written,
        answered,
        total.serviceNanos().getMean() / NANOS_PER_SECOND,
        total.responseNanos().getMean() / NANOS_PER_SECOND,
        // Connections of a warm-up were made before anything was counted.
        warm ? 0 : connect.getMean() * connect.getTotalCount() / NANOS_PER_SECOND,
        warm ? 0 : connect.getMaxValue() / NANOS_PER_SECOND,
        total.responseNanos().getValueAtPercentile(99),
        total.lagNanos().getValueAtPercentile(99),
        total.latenessNanos().getValueAtPercentile(99),
        result.busyShare(),
        whole(result, Second::responses),
        medians(result),
        server,
        machine);
  }

  private static long count(Tally total, Set<Failure> kinds) {
    return total.failures().entrySet().stream()
        .filter(each -> kinds.contains(each.getKey()))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** A figure of each second that was counted from its beginning to its end. */
  private static List<Double> whole(LoadResult result, ToDoubleFunction<Second> figure) {
    Duration from = result.plan().warmup();
    Duration to = from.plus(result.measured());
    return result.seconds().stream()
        .filter(each -> from.compareTo(Duration.ofSeconds(each.number())) <= 0)
        .filter(each -> to.compareTo(Duration.ofSeconds(each.number() + 1L)) >= 0)
        .map(figure::applyAsDouble)
        .toList();
  }

  /** Of a second in which nothing ended there is none. */
  private static List<Double> medians(LoadResult result) {
    return whole(result, Second::p50Nanos).stream().filter(median -> median > 0).toList();
  }
}
