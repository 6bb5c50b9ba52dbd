package dev.pruefstand.bench.custom;

import dev.pruefstand.bench.leash.Guard;
import java.nio.file.Path;

/** A {@link CustomServer} in a process of its own. */
public final class CustomMain {
  private CustomMain() {}

  /**
   * Serves until standard input ends.
   *
   * @param arguments the label and the site's folder
   */
  public static void main(String[] arguments) {
    var guard = new Guard();
    try {
      CustomServer server =
          CustomServers.of(arguments[0])
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "expected a CustomServer on the class path, found none called "
                              + arguments[0]));
      guard.ready(server.start(Path.of(arguments[1])), ProcessHandle.current().pid());
      Thread.currentThread().join();
    } catch (Throwable failure) {
      guard.fail(failure);
    }
  }
}
