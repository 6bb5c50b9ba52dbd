package dev.pruefstand.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.strategy.Strategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A strategy in a process of its own: where descriptors can run out, and memory can be measured,
 * without the tests' own getting in the way.
 */
final class ServerProcess implements AutoCloseable {
  /** What the process does. */
  enum Task {
    /** Starts a server, tells its port, and serves until it is told to stop. */
    SERVE,
    /** Starts and stops servers, and tells how much memory that has cost. */
    LIVE_AND_DIE
  }

  private static final int LIVES_BEFORE = 150;
  private static final int LIVES = 300;

  private final Process process;
  private final BufferedReader output;

  /**
   * Starts it.
   *
   * @param descriptors how many the process may have
   */
  ServerProcess(Strategy strategy, Task task, int descriptors) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of("sh", "-c", "ulimit -n " + descriptors + " && exec \"$0\" \"$@\"", java));
    // A heap that does not grow, so that what grows is native memory.
    command.addAll(List.of("-Xms48m", "-Xmx48m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC"));
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(ServerProcess.class.getName(), strategy.name(), task.name()));
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    output = process.inputReader();
  }

  /** The next number that the process tells. */
  long number() throws IOException {
    String line = output.readLine();
    assertTrue(line != null, "expected a number, found the end of the process");
    return Long.parseLong(line);
  }

  /** Where the server listens. */
  InetSocketAddress address() throws IOException {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), (int) number());
  }

  /** Processor time since the process began. */
  Duration cpu() {
    return process.info().totalCpuDuration().orElseThrow();
  }

  /** Tells the server to stop, and checks that it does. */
  void stop() throws IOException, InterruptedException {
    process.outputWriter().close();
    assertTrue(process.waitFor(20, TimeUnit.SECONDS), "expected the process to end");
    assertEquals(0, process.exitValue());
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** The process. */
  public static void main(String[] arguments) throws IOException {
    Strategy strategy = Strategy.valueOf(arguments[0]);
    ServerConfig config = ServerConfig.onLoopback(TestSite.SITE, strategy.threads().orUsual(0));
    switch (Task.valueOf(arguments[1])) {
      case SERVE -> serve(strategy, config);
      case LIVE_AND_DIE -> {
        for (int life = 0; life < LIVES_BEFORE; life++) {
          live(strategy, config);
        }
        long before = residentKilobytes();
        for (int life = 0; life < LIVES; life++) {
          live(strategy, config);
        }
        System.out.println(residentKilobytes() - before);
      }
    }
  }

  private static void serve(Strategy strategy, ServerConfig config) throws IOException {
    try (Server server = strategy.start(config)) {
      System.out.println(server.address().getPort());
      System.in.read();
    }
  }

  private static void live(Strategy strategy, ServerConfig config) throws IOException {
    try (Server server = strategy.start(config);
        var client = new RawClient(server);
        var other = new RawClient(server)) {
      client.get("page.html");
      other.get("page.html");
      client.answer();
      // Before the other's answer: not every strategy serves two at the same time.
      client.endOutput();
      other.answer();
    }
  }

  private static long residentKilobytes() throws IOException {
    System.gc();
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
