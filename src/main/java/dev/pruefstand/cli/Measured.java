package dev.pruefstand.cli;

import dev.pruefstand.penetrator.Arrivals;
import dev.pruefstand.penetrator.ClosedLoop;
import dev.pruefstand.penetrator.LoadPlan;
import dev.pruefstand.penetrator.LoadResult;
import dev.pruefstand.penetrator.OpenLoop;
import dev.pruefstand.penetrator.Salvo;
import dev.pruefstand.penetrator.Second;
import dev.pruefstand.penetrator.Tally;
import dev.pruefstand.trial.Certificate;
import dev.pruefstand.trial.EnvironmentProbe;
import dev.pruefstand.trial.Latency;
import dev.pruefstand.trial.LoadPlanRecord;
import dev.pruefstand.trial.LoadRecord;
import dev.pruefstand.trial.LoadSecond;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** A result of the load generator in the words of those who judge and keep it. */
final class Measured {
  private static final double NANOS_PER_SECOND = 1e9;

  private Measured() {}

  /**
   * The clocks that apply, by the names they have in files: the response time only where a request
   * may wait before it is written, what is planned only where there is a plan.
   */
  static Map<String, Histogram> clocks(LoadResult result) {
    LoadPlan plan = result.plan();
    Tally total = result.total();
    var clocks = new LinkedHashMap<String, Histogram>();
    if (!(plan.model() instanceof ClosedLoop) || !plan.keepAlive()) {
      clocks.put("response", total.responseNanos());
    }
    clocks.put("service", total.serviceNanos());
    clocks.put("firstByte", total.firstByteNanos());
    clocks.put("connect", total.connectNanos());
    if (plan.model() instanceof OpenLoop) {
      clocks.put("lag", total.lagNanos());
      clocks.put("lateness", total.latenessNanos());
    }
    return clocks;
  }

  /** The whole run, as it goes into a file. */
  static LoadRecord record(LoadResult result, Certificate certificate) {
    Tally total = result.total();
    var clocks = new LinkedHashMap<String, Latency>();
    clocks(result).forEach((name, nanos) -> clocks.put(name, Latency.of(nanos)));
    var statuses = new LinkedHashMap<String, Long>();
    new TreeMap<>(total.statuses())
        .forEach((status, count) -> statuses.put(Integer.toString(status), count));
    return new LoadRecord(
        LoadRecord.SCHEMA,
        LoadRecord.VERSION,
        Instant.ofEpochMilli(result.began()).toString(),
        plan(result.plan()),
        EnvironmentProbe.host(),
        seconds(result.measured()),
        result.ending().isEarly(),
        new LoadRecord.Requests(
            total.requests(),
            total.responses(),
            total.failed(),
            result.inFlight(),
            result.written(),
            total.failuresByLabel()),
        statuses,
        total.bytes(),
        new LoadRecord.Rates(result.plannedPerSecond(), result.answersPerSecond()),
        result.busyShare(),
        result.longestStall().toNanos(),
        clocks,
        result.seconds().stream().map(Measured::second).toList(),
        certificate);
  }

  static LoadPlanRecord plan(LoadPlan plan) {
    OpenLoop open = plan.model() instanceof OpenLoop loop ? loop : null;
    return new LoadPlanRecord(
        plan.model().describe(),
        plan.asks().stream()
            .map(
                ask ->
                    new LoadPlanRecord.Ask(
                        "http://" + ask.target().host() + ask.target().path(),
                        ask.weight(),
                        ask.method(),
                        ask.fields()))
            .toList(),
        switch (plan.model()) {
          case ClosedLoop _ -> "closed";
          case OpenLoop _ -> "open";
          case Salvo _ -> "salvo";
        },
        open == null ? 0 : open.requestsPerSecond(),
        open == null ? "" : open.arrivals() == Arrivals.CONSTANT ? "constant" : "poisson",
        open == null || open.arrivals() == Arrivals.CONSTANT ? 0 : open.seed(),
        plan.model().connections(),
        plan.model().mostConnections(),
        plan.model().pipeline(),
        plan.keepAlive(),
        plan.spin(),
        plan.workers(),
        seconds(plan.timeout()),
        seconds(plan.warmup()),
        seconds(plan.duration()),
        plan.requests() == LoadPlan.UNLIMITED ? 0 : plan.requests());
  }

  private static LoadSecond second(Second second) {
    return new LoadSecond(
        second.number(),
        second.warmup(),
        second.requests(),
        second.responses(),
        second.failed(),
        second.bytes(),
        second.inFlight(),
        second.p50Nanos(),
        second.p99Nanos(),
        second.p999Nanos(),
        second.maxNanos());
  }

  static double seconds(Duration time) {
    return time.toNanos() / NANOS_PER_SECOND;
  }
}
