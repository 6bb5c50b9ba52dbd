package dev.pruefstand.bench.custom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.bench.subject.Cores;
import dev.pruefstand.bench.subject.Entrant;
import dev.pruefstand.bench.subject.Launch;
import dev.pruefstand.bench.subject.Subject;
import dev.pruefstand.trial.Isolation;
import dev.pruefstand.trial.Ledger;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contenders that are not ours, from their name to their end. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CustomContenderTest {
  private static final Path SITE = Path.of("www");
  private static final Cores ANYWHERE = new Cores(List.of(), List.of(), "not wanted");

  /** A program that every machine with this project has: the JDK's own file server. */
  private static final String PROGRAM =
      "exec:'%s' -m jdk.httpserver -b 127.0.0.1 -p {port} -d {site}"
          .formatted(Path.of(System.getProperty("java.home"), "bin", "java"));

  private static void serves(Entrant entrant) throws IOException {
    long process;
    try (Subject subject =
        entrant.start(new Launch(Isolation.OWN_PROCESS, 0, SITE, ANYWHERE, List.of()))) {
      process = subject.process();
      var url = "http://127.0.0.1:" + subject.address().getPort() + "/page.html";
      try (InputStream body = URI.create(url).toURL().openStream()) {
        assertArrayEquals(Files.readAllBytes(SITE.resolve("page.html")), body.readAllBytes());
      }
      if (Files.isDirectory(Path.of("/proc/self/task"))) {
        assertTrue(subject.ledger().counters().get(Ledger.USER) > 0);
        assertTrue(subject.ledger().levels().get(Ledger.THREADS) > 1);
      }
    }
    ProcessHandle.of(process)
        .ifPresent(ended -> ended.onExit().orTimeout(5, TimeUnit.SECONDS).join());
    assertFalse(ProcessHandle.of(process).filter(ProcessHandle::isAlive).isPresent());
  }

  @Test
  void aClassOnTheClassPathRunsByItsLabel() throws IOException {
    Entrant entrant = Entrant.of("jdk-file-server");
    assertEquals("jdk-file-server", entrant.label());
    serves(entrant);
  }

  @Test
  void aProgramRunsByItsCommandAndIsCalledLikeIt() throws IOException {
    Entrant entrant = Entrant.of(PROGRAM);
    assertEquals("java", entrant.label());
    serves(entrant);
  }

  @Test
  void aProgramWithoutACommandIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Entrant.of("exec: "));
  }

  @Test
  void aProgramThatEndsInsteadOfListeningIsAnError() {
    Entrant entrant = Entrant.of("exec:true");
    assertThrows(
        IOException.class,
        () -> entrant.start(new Launch(Isolation.OWN_PROCESS, 0, SITE, ANYWHERE, List.of())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "NOBODY", "event_loop"})
  void aNameThatNobodyHasIsRefusedWithThoseThatThereAre(String name) {
    var wrong = assertThrows(IllegalArgumentException.class, () -> Entrant.of(name));
    String message = String.valueOf(wrong.getMessage());
    assertTrue(message.startsWith("expected -p strategy=POOL, "), message);
    assertTrue(message.contains("jdk-file-server"), message);
    assertTrue(message.endsWith("found " + name), message);
  }

  @Test
  void aStrategyIsFoundByItsConstantAndByItsLabel() {
    assertEquals(Entrant.of("EVENT_LOOP"), Entrant.of("event-loop"));
    assertEquals("event-loop", Entrant.of("EVENT_LOOP").label());
  }

  @Test
  void theWordsOfACommandAreThoseOfAShell() {
    assertEquals(
        List.of("a", "b c", "--port=7", "/s/x", "d e"),
        ExecMain.words("a 'b c'  --port={port} {site}/x \"d e\"", 7, Path.of("/s")));
  }

  @Test
  void aProgramMayBeNamed() {
    assertEquals("mine", Entrant.of("exec:mine=/usr/bin/java -jar a.jar {port}").label());
    assertEquals("java", Entrant.of("exec:/usr/bin/java -Da=b {port}").label());
  }

  @Test
  void aGuestDoesNotRunInTheLoadGeneratorsProcess() {
    var launch = new Launch(Isolation.IN_PROCESS, 0, SITE, ANYWHERE, List.of());
    for (String guest : List.of("jdk-file-server", "exec:true", "JDK")) {
      assertThrows(IllegalArgumentException.class, () -> Entrant.of(guest).start(launch));
    }
  }

  @Test
  void quotesHoldAWordTogetherWhereverTheyStand() {
    assertEquals(
        List.of("-p", "strategy=A,exec:busybox httpd -p 127.0.0.1:{port}", "-f", "1"),
        Words.of("-p strategy=A,'exec:busybox httpd -p 127.0.0.1:{port}' -f 1"));
    assertEquals(List.of("it's", "a b"), Words.of("\"it's\" a' 'b"));
    assertEquals(List.of(), Words.of("  "));
  }

  /** What the documentation shows is what the test runs. */
  @Test
  void theExampleOfTheDocumentationIsTheOneThatIsTested() throws IOException {
    String source =
        Files.readString(
            Path.of("src/jmh-test/java/dev/pruefstand/bench/custom/ExampleServer.java"));
    String shown = source.substring(source.indexOf("public final class"));
    String page = Files.readString(Path.of("docs/custom-contender.md"));
    assertTrue(page.contains("```java\n" + shown + "```"), shown);
  }
}
