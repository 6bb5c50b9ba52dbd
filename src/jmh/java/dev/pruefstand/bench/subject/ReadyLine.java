package dev.pruefstand.bench.subject;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Reads what a child process says, but does not wait for ever. */
final class ReadyLine {
  static final long PATIENCE_SECONDS = 20;

  private ReadyLine() {}

  /**
   * The next line.
   *
   * @throws IOException if none comes within some seconds, or the process has ended
   */
  static String read(Process process, BufferedReader says) throws IOException {
    var line = new CompletableFuture<@Nullable String>();
    Thread.ofVirtual().start(() -> readInto(line, says));
    try {
      String said = line.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (said == null) {
        throw new IOException(
            "expected an answer of the server's process, found that it has ended"
                + (process.isAlive() ? "" : " with exit code " + process.exitValue()));
      }
      return said;
    } catch (TimeoutException silent) {
      throw new IOException(
          "expected an answer of the server's process within %d s, found none"
              .formatted(PATIENCE_SECONDS),
          silent);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the server's process was to answer", interrupted);
    } catch (ExecutionException failed) {
      throw new IOException("the server's process cannot be heard", failed);
    }
  }

  private static void readInto(CompletableFuture<@Nullable String> line, BufferedReader says) {
    try {
      line.complete(says.readLine());
    } catch (IOException gone) {
      line.completeExceptionally(gone);
    }
  }
}
