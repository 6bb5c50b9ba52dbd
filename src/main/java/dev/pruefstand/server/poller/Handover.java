package dev.pruefstand.server.poller;

import dev.pruefstand.os.Poller;
import java.util.ArrayDeque;
import java.util.Queue;

/** Connections that one loop has accepted for another, on their way between the two threads. */
final class Handover {
  /** Nobody is on the way. */
  static final int NONE = -1;

  private final Queue<Integer> descriptors = new ArrayDeque<>();
  private final Poller receiver;
  private boolean over;

  /** To the loop that waits in this poller. */
  Handover(Poller receiver) {
    this.receiver = receiver;
  }

  /** The accepting loop: gives one away. Returns false if the other loop takes none any more. */
  synchronized boolean give(int descriptor) {
    if (over) {
      return false;
    }
    // Woken first, because that may fail, and then nothing was given; take() waits for us.
    receiver.wakeUp();
    descriptors.add(descriptor);
    return true;
  }

  /** The receiving loop: takes the next one, or {@link #NONE}. */
  synchronized int take() {
    Integer next = descriptors.poll();
    return next == null ? NONE : next;
  }

  /** Either loop: nobody is given any more. Who is on the way can still be taken. */
  synchronized void end() {
    over = true;
    receiver.wakeUp();
  }

  /** The receiving loop: whether nobody is on the way, and nobody will be. */
  synchronized boolean isOver() {
    return over && descriptors.isEmpty();
  }
}
