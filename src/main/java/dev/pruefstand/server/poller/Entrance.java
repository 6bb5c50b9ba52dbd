package dev.pruefstand.server.poller;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How connections come to a loop: it accepts them, for itself or for others as well, or it is given
 * them by the loop that does. Belongs to the loop's thread.
 */
final class Entrance {
  /** The descriptor of a loop that only is given connections. */
  static final int NO_LISTENER = -1;

  private final int listener;
  private final List<Handover> others;
  private final @Nullable Handover arrivals;

  /** Whose turn it is: one of the others, or after them the loop itself. */
  private int turn;

  private Entrance(int listener, List<Handover> others, @Nullable Handover arrivals) {
    this.listener = listener;
    this.others = List.copyOf(others);
    this.arrivals = arrivals;
  }

  /** Of a loop that accepts connections, and shares them out in turn among others and itself. */
  static Entrance listening(int listener, List<Handover> others) {
    return new Entrance(listener, others, null);
  }

  /** Of a loop that is given connections. */
  static Entrance handedTo(Handover arrivals) {
    return new Entrance(NO_LISTENER, List.of(), arrivals);
  }

  int listener() {
    return listener;
  }

  /** Gives a connection to the loop whose turn it is. Returns false if it is for this one. */
  boolean handOver(int descriptor) {
    Handover next = turn < others.size() ? others.get(turn) : null;
    turn = next == null ? 0 : turn + 1;
    return next != null && next.give(descriptor);
  }

  /** Takes the next connection that was given, or {@link Handover#NONE}. */
  int take() {
    return arrivals == null ? Handover.NONE : arrivals.take();
  }

  /** Neither gives nor is given a connection any more. */
  void end() {
    others.forEach(Handover::end);
    if (arrivals != null) {
      arrivals.end();
    }
  }

  /** Whether nobody will be given to this loop any more. */
  boolean isOver() {
    return arrivals == null || arrivals.isOver();
  }
}
