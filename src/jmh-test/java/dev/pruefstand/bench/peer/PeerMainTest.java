package dev.pruefstand.bench.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.pruefstand.bench.subject.ServerJvm;
import dev.pruefstand.server.Await;
import dev.pruefstand.server.RawClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each peer as a process of its own. */
@Timeout(60)
class PeerMainTest {
  private static final Pattern READY =
      Pattern.compile("ready http://127\\.0\\.0\\.1:(\\d+)/ (\\d+)");
  private static final long PATIENCE_SECONDS = 20;

  @TempDir private Path temporary;

  private List<String> command(String... arguments) {
    return ServerJvm.command(
        PeerMain.class,
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Djava.io.tmpdir=" + temporary),
        List.of(arguments));
  }

  private Process start(List<String> command) throws IOException {
    return new ProcessBuilder(command).redirectError(errors().toFile()).start();
  }

  private Path errors() {
    return temporary.resolve("errors");
  }

  private Process orSkip(Peer peer) throws IOException {
    peer.unavailability().ifPresent(why -> abort(why));
    return start(command("--type", peer.label(), "--port", "0", "--www", "www"));
  }

  /** What the one line tells: where it listens, and the process that answers. */
  private record Ready(InetSocketAddress address, ProcessHandle server) {
    RawClient connect() throws IOException {
      return new RawClient(address, OptionalInt.empty());
    }
  }

  private Ready ready(BufferedReader output) throws IOException {
    String line = output.readLine();
    Matcher ready = READY.matcher(line == null ? "" : line);
    assertTrue(ready.matches(), () -> line + "\n" + said());
    return new Ready(
        new InetSocketAddress("127.0.0.1", Integer.parseInt(ready.group(1))),
        ProcessHandle.of(Long.parseLong(ready.group(2))).orElseThrow());
  }

  /** As load generators do when their time is over: between two answers, and within one. */
  private static void resetConnections(Ready peer) throws IOException {
    try (RawClient idle = peer.connect();
        RawClient reading = peer.connect();
        RawClient after = peer.connect()) {
      idle.get("hello.html");
      idle.answer();
      idle.reset();
      reading.get("huge.html");
      reading.answerToHead();
      reading.reset();
      after.get("hello.html");
      after.answer();
    }
  }

  private String said() {
    try {
      return Files.readString(errors());
    } catch (IOException failure) {
      return failure.toString();
    }
  }

  @ParameterizedTest
  @EnumSource
  void saysNothingButThatItIsReadyAndEndsWithItsInput(Peer peer)
      throws IOException, InterruptedException {
    Process process = orSkip(peer);
    try (BufferedReader output = process.inputReader()) {
      Ready ready = ready(output);
      resetConnections(ready);
      process.getOutputStream().close();
      assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "expected its end");
      assertEquals(0, process.exitValue());
      assertFalse(ready.server().isAlive());
      assertEquals(null, output.readLine());
      assertEquals("", said());
      try (var left = Files.list(temporary)) {
        assertEquals(List.of(errors()), left.toList());
      }
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void endsWithItsParentThoughItsInputStaysOpen() throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("sh", "-c", "exec 3<&0; \"$@\" <&3 & wait", "sh"));
    command.addAll(command("--type", Peer.JDK.label()));
    Process parent = start(command);
    try (BufferedReader output = parent.inputReader()) {
      ProcessHandle server = ready(output).server();
      parent.destroyForcibly();
      Await.until("the end of the peer", () -> server.isAlive() ? 1 : 0, alive -> alive == 0);
    } finally {
      parent.destroyForcibly();
    }
  }

  @Test
  void aTypeThatIsUnknownIsWrongInput() throws IOException, InterruptedException {
    Process process = start(command("--type", "apache"));
    try {
      assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "expected its end");
      assertEquals(2, process.exitValue());
      assertTrue(said().contains("expected one of jdk, netty"), said());
    } finally {
      process.destroyForcibly();
    }
  }
}
