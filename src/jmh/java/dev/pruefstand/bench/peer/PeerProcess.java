package dev.pruefstand.bench.peer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A peer in a process of its own, with the java and the class path of this one. What it says on
 * standard error appears on that of this process.
 */
public final class PeerProcess implements PeerServer {
  private static final Pattern READY = Pattern.compile("ready (http://\\S+) (\\d+)");

  /** What every peer's JVM needs, besides flags that are measured. */
  private static final List<String> FLAGS =
      List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");

  private static final long PATIENCE_SECONDS = 20;

  private final Process process;
  private final InetSocketAddress address;
  private final long processId;

  private PeerProcess(Process process) throws IOException {
    this.process = process;
    BufferedReader output = process.inputReader();
    String line = output.readLine();
    Matcher ready = READY.matcher(line == null ? "" : line);
    if (!ready.matches()) {
      throw new IOException("expected the line \"ready URL PID\" of a peer, found " + line);
    }
    URI uri = URI.create(ready.group(1));
    address = new InetSocketAddress(InetAddress.ofLiteral(uri.getHost()), uri.getPort());
    processId = Long.parseLong(ready.group(2));
  }

  /**
   * Starts it and waits until it is ready.
   *
   * @param www the directory that it serves
   * @param flags of its JVM
   * @throws IOException if it does not come to be ready; standard error says why
   */
  public static PeerProcess start(Peer peer, Path www, List<String> flags) throws IOException {
    List<String> command = command(flags, "--type", peer.label(), "--www", www.toString());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try {
      return new PeerProcess(process);
    } catch (IOException | RuntimeException notReady) {
      end(process);
      throw notReady;
    }
  }

  /** How {@link PeerMain} is called. */
  static List<String> command(List<String> flags, String... arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(PeerMain.class.getName());
    command.addAll(List.of(arguments));
    return command;
  }

  @Override
  public InetSocketAddress address() {
    return address;
  }

  @Override
  public long processId() {
    return processId;
  }

  @Override
  public void close() {
    end(process);
  }

  private static void end(Process process) {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException broken) {
      process.destroyForcibly();
      throw new UncheckedIOException(broken);
    } catch (InterruptedException ended) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
