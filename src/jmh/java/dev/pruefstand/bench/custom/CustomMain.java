package dev.pruefstand.bench.custom;

import java.io.IOException;
import java.nio.file.Path;

/** A {@link CustomServer} in a process of its own. */
public final class CustomMain {
  private CustomMain() {}

  /**
   * Serves until standard input ends.
   *
   * @param arguments the label and the site's folder
   */
  public static void main(String[] arguments) throws IOException {
    CustomServer server =
        CustomServers.of(arguments[0])
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "expected a CustomServer on the class path, found none called "
                            + arguments[0]));
    try {
      Guard.keep(server.start(Path.of(arguments[1])), ProcessHandle.current().pid());
    } finally {
      // Its threads may be anything: nothing of it outlives the campaign.
      Runtime.getRuntime().halt(0);
    }
  }
}
