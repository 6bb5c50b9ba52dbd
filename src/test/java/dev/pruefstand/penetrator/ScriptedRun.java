package dev.pruefstand.penetrator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;

/**
 * A plan carried out over a network in memory, as a worker does it: connected, begun, advanced and
 * brought to its end. Closing it fails unless everything has been given back.
 */
final class ScriptedRun implements AutoCloseable {
  static final Target TARGET = Target.of("http://127.0.0.1:80/");
  static final Duration SECOND = Duration.ofSeconds(1);

  final ScriptedNetwork network;
  final Penetrator penetrator;

  /** When the load begins. */
  final long start;

  private final LoadPlan plan;
  private final long end;

  ScriptedRun(ScriptedNetwork network, LoadPlan plan) {
    this.network = network;
    this.plan = plan;
    penetrator = new Penetrator(network, plan);
    penetrator.connect(() -> false);
    start = network.nanoTime();
    long from = start + plan.warmup().toNanos();
    end = from + plan.duration().toNanos();
    penetrator.begin(start, from, end);
    penetrator.fire(start);
  }

  /** A plan of one kind of request, with a timeout of a second, for so long. */
  static LoadPlan plan(LoadModel model, Duration duration) {
    return plan(model, duration, List.of(Ask.get(TARGET, Answers.EXPECTED)));
  }

  static LoadPlan plan(LoadModel model, Duration duration, List<Ask> asks) {
    return new LoadPlan(
        asks, model, true, SECOND, false, 1, Duration.ZERO, duration, LoadPlan.UNLIMITED);
  }

  /** Constant arrivals. */
  static OpenLoop open(double rate, int connections, int mostConnections) {
    return new OpenLoop(rate, Arrivals.CONSTANT, 1, connections, mostConnections, 1);
  }

  Tally tally() {
    return penetrator.tally();
  }

  /** Nanoseconds since the load began. */
  long passed() {
    return network.nanoTime() - start;
  }

  /** When the nth request was written, in nanoseconds since the load began. */
  long sent(int request) {
    return network.sentNanos.get(request) - start;
  }

  void advanceTo(long nanosSinceStart) {
    penetrator.advance(Duration.ofNanos(nanosSinceStart - passed()));
    Books.assertBalanced(tally(), penetrator.account().countedInFlight());
  }

  /** To the planned end and beyond, until nothing is left or the timeout has passed. */
  void finish() {
    penetrator.advance(Duration.ofNanos(end - network.nanoTime()));
    penetrator.sendOnlyPlanned();
    long patience = network.nanoTime() + plan.timeout().toNanos();
    while ((penetrator.hasUnsent() || penetrator.inFlight() > 0)
        && network.nanoTime() - patience < 0) {
      penetrator.turn();
    }
    penetrator.giveUp();
    Books.assertBalanced(tally(), penetrator.account().countedInFlight());
  }

  @Override
  public void close() {
    penetrator.close();
    assertEquals(0, network.open());
    assertTrue(network.isClosed());
  }
}
