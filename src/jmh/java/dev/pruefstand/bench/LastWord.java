package dev.pruefstand.bench;

import java.io.PrintStream;
import java.util.function.Supplier;

/** Says what there is when this process is told to end (Ctrl-C, SIGTERM) before it is done. */
final class LastWord implements AutoCloseable {
  private final Thread hook;

  /**
   * From now on, until closed.
   *
   * @param out is closed afterwards: what the other threads still say is no news any more
   */
  LastWord(Supplier<String> words, PrintStream out) {
    hook =
        new Thread(
            () -> {
              out.printf("%n%s%n", words.get());
              out.close();
            },
            "last-word");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(hook);
  }
}
