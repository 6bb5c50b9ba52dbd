package dev.pruefstand.bench.subject;

import dev.pruefstand.strategy.Strategy;
import dev.pruefstand.trial.Ledger;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One of our servers in a JVM of its own: see {@link ServerMain} for what the two say. */
public final class OwnProcess implements Subject {
  private static final long PATIENCE_SECONDS = 20;

  private final Process process;
  private final BufferedReader says;
  private final Writer asks;
  private final InetSocketAddress address;

  /**
   * Starts it and waits until it listens.
   *
   * @param jvmFlags of the server's JVM, beyond those that it needs
   * @throws IOException if it does not say within some seconds that it is ready; what it said
   *     instead is on standard error
   */
  public static OwnProcess start(
      Strategy strategy, int threads, Path site, Cores cores, List<String> jvmFlags)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags(cores, jvmFlags));
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            ServerMain.class.getName(),
            strategy.name(),
            Integer.toString(threads),
            site.toString(),
            cores.serverList()));
    Process process = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
    try {
      return new OwnProcess(process);
    } catch (IOException | RuntimeException silent) {
      process.destroyForcibly();
      throw silent;
    }
  }

  /**
   * What the server's JVM is started with. It is told how many processors it has before it is
   * pinned to them, because it would have chosen its collector and its pools by then.
   */
  public static List<String> flags(Cores cores, List<String> jvmFlags) {
    var flags = new ArrayList<String>();
    flags.add("--enable-native-access=ALL-UNNAMED");
    if (cores.areDivided()) {
      flags.add("-XX:ActiveProcessorCount=" + cores.server().size());
    }
    flags.addAll(jvmFlags);
    return flags;
  }

  private OwnProcess(Process process) throws IOException {
    this.process = process;
    says = new BufferedReader(process.inputReader(StandardCharsets.US_ASCII));
    asks = process.outputWriter(StandardCharsets.US_ASCII);
    String line = nextLine();
    String[] words = line.split(" ", -1);
    if (!line.startsWith(ServerMain.READY) || words.length != 3) {
      throw new IOException("expected a server that is ready, found the line: " + line);
    }
    address = new InetSocketAddress(InetAddress.ofLiteral(words[1]), Integer.parseInt(words[2]));
  }

  private String nextLine() throws IOException {
    var line = new CompletableFuture<@Nullable String>();
    Thread.ofVirtual().start(() -> readInto(line));
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
    } catch (java.util.concurrent.ExecutionException failed) {
      throw new IOException("the server's process cannot be heard", failed);
    }
  }

  private void readInto(CompletableFuture<@Nullable String> line) {
    try {
      line.complete(says.readLine());
    } catch (IOException gone) {
      line.completeExceptionally(gone);
    }
  }

  @Override
  public InetSocketAddress address() {
    return address;
  }

  @Override
  public long process() {
    return process.pid();
  }

  @Override
  public Ledger ledger() throws IOException {
    asks.write(ServerMain.LEDGER + "\n");
    asks.flush();
    return LedgerLine.read(nextLine());
  }

  @Override
  public void close() {
    try {
      asks.close();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (IOException gone) {
      process.destroyForcibly();
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    try {
      says.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
