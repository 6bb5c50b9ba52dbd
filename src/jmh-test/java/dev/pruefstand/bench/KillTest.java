package dev.pruefstand.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pruefstand.bench.leash.Ended;
import dev.pruefstand.bench.peer.Peer;
import dev.pruefstand.bench.subject.Cores;
import dev.pruefstand.bench.subject.Entrant;
import dev.pruefstand.bench.subject.Launch;
import dev.pruefstand.bench.subject.ServerJvm;
import dev.pruefstand.bench.subject.Subject;
import dev.pruefstand.trial.Isolation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whoever of a campaign is killed, at any moment, nobody below stays. The chain is
 *
 * <pre>
 *   Maven ─> campaign ─> fork of JMH ─> server's JVM ─> program
 * </pre>
 *
 * <p>The first link is the same {@code Orphan} as the second. Here the campaign is killed while it
 * measures a program, the longest chain, and the fork while it measures one of ours; then the
 * parent of servers of all kinds at once, who holds them as a fork does, without JMH; then the JVMs
 * that keep programs. What ties a program is taken apart in {@code LeashTest}.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KillTest {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** A program that every machine with this project has, and that serves files. */
  private static final String PROGRAM =
      "exec:%s -XX:TieredStopAtLevel=1 -m jdk.httpserver -b 127.0.0.1 -p {port} -d {site}"
          .formatted(Path.of(System.getProperty("java.home"), "bin", "java"));

  /** What a campaign says when the one fork that it has is through with its warm-up. */
  private static final Pattern WARM = Pattern.compile("1/1 [^(]*\\(\\d[\\d,]*\\)$");

  @TempDir private Path temporary;

  /** What the killed cannot delete any more stays in the test's own folder. */
  private static Subject start(String entrant, String temporary) throws IOException {
    var anywhere = new Cores(List.of(), List.of(), "not wanted");
    return Entrant.of(entrant)
        .start(
            new Launch(
                Isolation.OWN_PROCESS,
                0,
                Path.of("www"),
                anywhere,
                List.of(
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-Djava.io.tmpdir=" + temporary)));
  }

  private static List<String> entrants() {
    var all = new ArrayList<>(List.of("EVENT_LOOP", "JDK", "jdk-file-server", PROGRAM));
    if (Peer.NGINX.unavailability().isEmpty()) {
      all.add(Peer.NGINX.name());
    }
    return all;
  }

  private static Stream<String> programs() {
    return Stream.of(PROGRAM, Peer.NGINX.name());
  }

  /** The fork of a campaign, the server's JVM of a fork. */
  private static ProcessHandle onlyChild(Stream<ProcessHandle> children) {
    List<ProcessHandle> all = children.toList();
    assertEquals(1, all.size(), all::toString);
    return all.getFirst();
  }

  /**
   * A campaign that is within an iteration that takes a minute. (At the end of one a fork sees by
   * itself that nobody takes its result.)
   */
  private Process campaign(String strategy) throws IOException {
    Process process =
        new ProcessBuilder(
                ServerJvm.command(
                    CampaignMain.class,
                    List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Djmh.ignoreLock=true",
                        "-Djava.awt.headless=true",
                        "-Djava.io.tmpdir=" + temporary),
                    List.of(
                        "--results",
                        temporary.toString(),
                        "--jmh-args",
                        "-p strategy='%s' -p connections=1 -f 1 -wi 1 -w 100ms -i 1 -r 60s"
                            .formatted(strategy))))
            .redirectErrorStream(true)
            .start();
    BufferedReader says = process.inputReader();
    var said = new StringBuilder();
    // The only fork, and the warm-up's figure in brackets: the iteration has begun.
    while (!WARM.matcher(said).find()) {
      int next = says.read();
      assertTrue(next >= 0, said::toString);
      said.append((char) next);
    }
    return process;
  }

  @Test
  void aCampaignThatIsKilledLeavesNeitherForkNorServerNorProgram() throws IOException {
    Process campaign = campaign(PROGRAM);
    try {
      List<ProcessHandle> all = campaign.descendants().toList();
      // Fork, ExecMain, shell, watch and program.
      assertEquals(5, all.size(), all::toString);
      campaign.destroyForcibly();
      Ended.await(all);
    } finally {
      campaign.destroyForcibly();
    }
  }

  @Test
  void aForkThatIsKilledLeavesNoServerAndFailsItsCampaign() throws Exception {
    Process campaign = campaign("EVENT_LOOP");
    try {
      List<ProcessHandle> all = campaign.descendants().toList();
      ProcessHandle fork = onlyChild(campaign.children());
      assertEquals(List.of(onlyChild(fork.children())), fork.descendants().toList());
      fork.destroyForcibly();
      Ended.await(all);
      assertTrue(campaign.waitFor(PATIENCE), "expected its end");
      assertEquals(1, campaign.exitValue());
    } finally {
      campaign.destroyForcibly();
    }
  }

  @Test
  void aParentThatIsKilledLeavesNoServerOfAnyKind() throws Exception {
    Process parent =
        new ProcessBuilder(
                ServerJvm.command(
                    Parent.class,
                    List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.io.tmpdir=" + temporary),
                    entrants()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader says = parent.inputReader()) {
      assertEquals(Parent.READY, says.readLine());
      List<ProcessHandle> all = parent.descendants().toList();
      assertEquals(entrants().size(), parent.children().count());
      parent.destroyForcibly();
      Ended.await(all);
    } finally {
      parent.destroyForcibly();
    }
  }

  @ParameterizedTest
  @MethodSource("programs")
  void aJvmThatIsKilledLeavesNothingOfTheProgramThatItKeeps(String entrant) throws IOException {
    assumeTrue(Entrant.of(entrant).unavailability().isEmpty(), "is not installed");
    List<ProcessHandle> before = ProcessHandle.current().children().toList();
    try (Subject subject = start(entrant, temporary.toString())) {
      ProcessHandle jvm =
          onlyChild(ProcessHandle.current().children().filter(each -> !before.contains(each)));
      List<ProcessHandle> all = jvm.descendants().toList();
      assertTrue(all.stream().anyMatch(each -> each.pid() == subject.process()), all::toString);
      jvm.destroyForcibly();
      Ended.await(all);
    }
  }

  /** Starts servers, says when they listen, and waits for its own end. */
  static final class Parent {
    static final String READY = "all are ready";

    private Parent() {}

    public static void main(String[] entrants) throws Exception {
      List<Subject> held = Stream.of(entrants).parallel().map(Parent::started).toList();
      System.out.println(READY);
      Thread.sleep(60_000);
      held.forEach(Subject::close);
    }

    private static Subject started(String entrant) {
      try {
        return start(entrant, System.getProperty("java.io.tmpdir"));
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }
  }
}
