package dev.pruefstand.bench.subject;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pruefstand.os.Affinity;
import dev.pruefstand.strategy.Strategy;
import dev.pruefstand.trial.Isolation;
import dev.pruefstand.trial.Ledger;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Servers in JVMs of their own, from the first line to the last. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OwnProcessTest {
  private static final Path SITE = Path.of("www");
  private static final Cores ANYWHERE = new Cores(List.of(), List.of(), "not wanted");

  private static OwnProcess start(Strategy strategy, Cores cores) throws IOException {
    return OwnProcess.start(strategy, 2, launch(cores, "-XX:+UseSerialGC"));
  }

  private static Launch launch(Cores cores, String flag) {
    return new Launch(Isolation.OWN_PROCESS, 2, SITE, cores, List.of(flag));
  }

  private static byte[] get(Subject subject, String path) throws IOException {
    var url = "http://127.0.0.1:" + subject.address().getPort() + path;
    try (InputStream body = URI.create(url).toURL().openStream()) {
      return body.readAllBytes();
    }
  }

  private static boolean isAlive(long process) {
    return ProcessHandle.of(process).filter(ProcessHandle::isAlive).isPresent();
  }

  @ParameterizedTest
  @EnumSource
  void aServerServesTellsItsLedgerAndLeavesNothing(Strategy strategy) throws IOException {
    assumeTrue(strategy.unavailability().isEmpty(), () -> strategy.unavailability().orElse(""));
    long process;
    try (OwnProcess server = start(strategy, ANYWHERE)) {
      process = server.process();
      assertTrue(process != ProcessHandle.current().pid() && isAlive(process));
      Ledger before = server.ledger();
      byte[] hello = get(server, "/hello.html");
      assertEquals(
          Files.readString(SITE.resolve("hello.html")), new String(hello, StandardCharsets.UTF_8));
      Ledger used = server.ledger().since(before);
      assertEquals(1, used.counters().get(Ledger.ANSWERED));
      assertTrue(used.counters().get(Ledger.USER) > 0, used::toString);
      assertTrue(used.counters().get(Ledger.ALLOCATED) > 0, used::toString);
      assertTrue(
          used.counters()
              .keySet()
              .containsAll(List.of(Ledger.SYSTEM, Ledger.VOLUNTARY, Ledger.COLLECTIONS)));
    }
    assertFalse(isAlive(process));
  }

  @Test
  void aServerStaysOnItsProcessorsAndKnowsHowManyTheyAre() throws IOException {
    Cores cores = Cores.divide();
    assumeTrue(cores.areDivided(), cores.why());
    try (OwnProcess server = start(Strategy.POOL, cores)) {
      String status = Files.readString(Path.of("/proc", "" + server.process(), "status"));
      var lists = new java.util.HashSet<String>();
      try (var threads = Files.list(Path.of("/proc", "" + server.process(), "task"))) {
        for (Path thread : threads.toList()) {
          Files.readString(thread.resolve("status"))
              .lines()
              .filter(line -> line.startsWith("Cpus_allowed_list"))
              .forEach(line -> lists.add(line.split("\\s+", 2)[1]));
        }
      }
      assertEquals(1, lists.size(), () -> lists + status);
      assertFalse(lists.contains(Affinity.here().orElseThrow().allowed().toString()));
    }
  }

  @Test
  void aJvmThatDoesNotStartIsAnErrorAndNoProcess() {
    IOException failure =
        assertThrows(
            IOException.class,
            () -> OwnProcess.start(Strategy.POOL, 2, launch(ANYWHERE, "-XX:+NoSuchFlag")));
    assertTrue(String.valueOf(failure.getMessage()).contains("has ended"), failure::toString);
  }
}
