package dev.pruefstand.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class EnvironmentProbeTest {
  private static final Environment FOUND = EnvironmentProbe.probe("smoke");

  @Test
  void theTimeIsNowToTheSecondInUtc() {
    Duration ago = Duration.between(Instant.parse(FOUND.started()), Instant.now());
    assertTrue(ago.compareTo(Duration.ofMinutes(1)) < 0 && !ago.isNegative(), FOUND.started());
    assertTrue(FOUND.started().matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ"));
    assertEquals(FOUND.started().substring(0, 10), FOUND.date());
  }

  @Test
  void theMachineIsDescribedInSensibleFigures() {
    assertEquals("smoke", FOUND.plan());
    assertEquals(Runtime.getRuntime().availableProcessors(), FOUND.cores());
    assertTrue(FOUND.memoryBytes() > 64L << 20, "memory " + FOUND.memoryBytes());
    assertTrue(FOUND.loadBefore() >= 0 || FOUND.loadBefore() == -1);
    assertTrue(FOUND.openFiles() >= 64 || FOUND.openFiles() == -1);
    assertTrue(FOUND.jdk().contains(Integer.toString(Runtime.version().feature())), FOUND.jdk());
    for (String text : new String[] {FOUND.os(), FOUND.kernel(), FOUND.cpu(), FOUND.machine()}) {
      assertFalse(text.isBlank());
      assertEquals(text.strip(), text);
      assertFalse(text.contains("\""), text);
    }
  }

  @Test
  void onLinuxTheSettingsThatMatterAreThere() {
    assumeTrue(System.getProperty("os.name").equals("Linux"));
    assertTrue(Integer.parseInt(FOUND.settings().get("net.core.somaxconn")) > 0);
    assertTrue(FOUND.settings().get("net.ipv4.ip_local_port_range").matches("\\d+ +\\d+"));
  }

  @Test
  void theCommitIsThatOfTheCheckout() {
    assumeTrue(Files.exists(Path.of(".git")), "not in a checkout");
    assertTrue(FOUND.commit().matches("[0-9a-f]{40,64}|unknown"), FOUND.commit());
  }

  /** Results are published: who measured, and in which folder, is nobody's business. */
  @Test
  void neitherTheHostsNameNorAFolderOfThisMachineIsInIt() throws IOException {
    String all = FOUND.toString();
    String host = InetAddress.getLocalHost().getHostName();
    if (host.length() > 3 && !host.startsWith("localhost")) {
      assertFalse(all.contains(host), "the host's name is in " + all);
    }
    for (String property : new String[] {"user.dir", "user.home", "java.home", "java.io.tmpdir"}) {
      String folder = System.getProperty(property);
      assertNotEquals("/", folder);
      assertFalse(all.contains(folder), property + " is in " + all);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "-Xmx1g, -Xmx1g",
    "--enable-native-access=ALL-UNNAMED, --enable-native-access=ALL-UNNAMED",
    "-Djava.io.tmpdir=/home/somebody/tmp, -Djava.io.tmpdir=…/tmp",
    "-agentpath:/opt/tools/lib/agent.so=start, -agentpath:…/agent.so=start",
    "-javaagent:/home/somebody/a.jar=x=/b/c, -javaagent:…/a.jar=x=…/c",
    "-Xbootclasspath/a:/home/x/a.jar:/home/x/b.jar, -Xbootclasspath/a:…/a.jar:…/b.jar",
    "-Xlog:gc*:file=/var/log/gc.log, -Xlog:gc*:file=…/gc.log",
  })
  void aFlagKeepsNothingOfAFolderButItsLastName(String flag, String published) {
    assertEquals(published, EnvironmentProbe.withoutFolders(flag));
  }
}
