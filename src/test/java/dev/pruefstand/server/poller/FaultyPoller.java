package dev.pruefstand.server.poller;

import dev.pruefstand.os.Errno;
import dev.pruefstand.os.Poller;
import java.util.concurrent.atomic.AtomicReference;

/** A poller that can be told, from any thread, to fail once as a system call would, or worse. */
class FaultyPoller implements Poller {
  /** What can fail. */
  enum Call {
    NONE,
    ADD,
    CHANGE,
    POLL
  }

  /** How it fails: throws. */
  interface Fault {
    void strike(Call call);
  }

  private final Poller poller;
  private final AtomicReference<Call> failing;
  private final Fault fault;

  FaultyPoller(Poller poller, AtomicReference<Call> failing) {
    this(
        poller,
        failing,
        call -> {
          try (var errno = new Errno()) {
            throw errno.failure(call.name());
          }
        });
  }

  FaultyPoller(Poller poller, AtomicReference<Call> failing, Fault fault) {
    this.poller = poller;
    this.failing = failing;
    this.fault = fault;
  }

  private void perhapsFail(Call call) {
    if (failing.compareAndSet(call, Call.NONE)) {
      fault.strike(call);
    }
  }

  @Override
  public void add(int descriptor, int interest) {
    perhapsFail(Call.ADD);
    poller.add(descriptor, interest);
  }

  @Override
  public void change(int descriptor, int interest) {
    perhapsFail(Call.CHANGE);
    poller.change(descriptor, interest);
  }

  @Override
  public int poll(long timeoutNanos, Ready ready) {
    perhapsFail(Call.POLL);
    return poller.poll(timeoutNanos, ready);
  }

  @Override
  public void wakeUp() {
    poller.wakeUp();
  }

  @Override
  public String name() {
    return poller.name();
  }

  @Override
  public void close() {
    poller.close();
  }
}
