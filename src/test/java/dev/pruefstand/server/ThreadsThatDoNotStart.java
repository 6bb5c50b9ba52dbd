package dev.pruefstand.server;

import java.util.concurrent.ThreadFactory;

/** A system that has no thread to spare, as {@link Thread#start} reports it. */
public final class ThreadsThatDoNotStart implements ThreadFactory {
  public static final ThreadsThatDoNotStart INSTANCE = new ThreadsThatDoNotStart();
  public static final String MESSAGE = "unable to create native thread, expected by the test";

  private ThreadsThatDoNotStart() {}

  @Override
  public Thread newThread(Runnable work) {
    return new Thread(work) {
      @Override
      public void start() {
        throw new OutOfMemoryError(MESSAGE);
      }
    };
  }
}
