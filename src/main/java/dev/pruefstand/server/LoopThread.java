package dev.pruefstand.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadFactory;

/**
 * A thread that turns a {@link Loop} until it is drained or stopped. What the loop needs is opened
 * and given back on this thread, so that it may be confined to it.
 *
 * <p>All methods may be called from any thread, except {@link #serve}.
 */
public final class LoopThread {
  private static final Logger LOG = System.getLogger(LoopThread.class.getName());

  /** Opens what a loop needs, lets it be served, and gives everything back. */
  @FunctionalInterface
  public interface Work {
    /** Called once, on the thread; calls {@link LoopThread#serve}. */
    void run(LoopThread thread) throws IOException;
  }

  private final CompletableFuture<Loop> started = new CompletableFuture<>();
  private final Thread thread;
  private volatile boolean draining;
  private volatile boolean stopping;
  private volatile int cutOff;

  /**
   * Starts a thread, and returns when its loop is being served.
   *
   * @throws RuntimeException why the loop could not be opened; nothing is left of it then
   */
  public static LoopThread start(ThreadFactory threads, Work work) {
    var started = new LoopThread(threads, work);
    started.thread.start();
    started.awaitLoop();
    return started;
  }

  private LoopThread(ThreadFactory threads, Work work) {
    thread = threads.newThread(() -> run(work));
  }

  private void awaitLoop() {
    try {
      Loop ignored = started.join();
    } catch (CompletionException failure) {
      // It was told before the work gave back what it had opened.
      ServerThread.await(thread);
      switch (failure.getCause()) {
        case RuntimeException ours -> throw ours;
        case Error error -> throw error;
        case IOException refused -> throw new UncheckedIOException(refused.getMessage(), refused);
        case null, default -> throw failure;
      }
    }
  }

  private void run(Work work) {
    try {
      work.run(this);
    } catch (IOException | RuntimeException | Error fault) {
      if (!started.completeExceptionally(fault)) {
        FaultLog.tell(LOG, Level.ERROR, "the thread " + thread.getName() + " ended", fault);
      }
    }
  }

  /**
   * Turns the loop until it is stopped, or drained and empty; then closes its connections. To be
   * called by the work.
   */
  public void serve(Loop loop) throws IOException {
    started.complete(loop);
    try {
      turn(loop);
    } finally {
      cutOff = loop.closeAll();
    }
  }

  private void turn(Loop loop) throws IOException {
    while (!stopping) {
      if (draining) {
        loop.drain();
        if (loop.isEmpty()) {
          return;
        }
      }
      try {
        loop.turn();
      } catch (OutOfMemoryError passing) {
        // The connections that took the memory end by their limits; the server goes on.
        FaultLog.tell(LOG, Level.ERROR, "no memory for a moment", passing);
      }
    }
  }

  /** Tells the loop to drain, and does not wait for that. */
  void drain() {
    draining = true;
    started.join().wakeUp();
  }

  /** Tells the loop to stop, and does not wait for that. */
  void stop() {
    stopping = true;
    started.join().wakeUp();
  }

  /** Waits until the thread has ended, or time is up, or somebody interrupts. */
  void await(Duration atMost) {
    ServerThread.await(thread, atMost);
  }

  /** Waits until the thread has ended, and returns how many connections it still had then. */
  int await() {
    ServerThread.await(thread);
    return cutOff;
  }
}
