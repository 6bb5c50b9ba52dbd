package dev.pruefstand.trial;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Writes down where a campaign runs. What a system does not tell is left out or marked unknown. */
public final class EnvironmentProbe {
  private static final String UNKNOWN = "unknown";

  /** Files that tell a setting in their first line, by the name under which it is recorded. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "net.core.somaxconn", "/proc/sys/net/core/somaxconn",
          "net.ipv4.tcp_tw_reuse", "/proc/sys/net/ipv4/tcp_tw_reuse",
          "net.ipv4.ip_local_port_range", "/proc/sys/net/ipv4/ip_local_port_range",
          "net.ipv4.tcp_max_syn_backlog", "/proc/sys/net/ipv4/tcp_max_syn_backlog",
          "cgroup cpu.max", "/sys/fs/cgroup/cpu.max",
          "cgroup memory.max", "/sys/fs/cgroup/memory.max",
          "clocksource", "/sys/devices/system/clocksource/clocksource0/current_clocksource",
          "cpu governor", "/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor");

  private EnvironmentProbe() {}

  /** The machine alone, without a look at the checkout. */
  public static Host host() {
    return new Host(
        jdk(),
        system(),
        System.getProperty("os.version"),
        processor(),
        Runtime.getRuntime().availableProcessors());
  }

  /** The environment now. */
  public static Environment probe(String plan) {
    OperatingSystemMXBean os = ManagementFactory.getOperatingSystemMXBean();
    boolean unix = os instanceof UnixOperatingSystemMXBean;
    return new Environment(
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        plan,
        command("git", "rev-parse", "HEAD").orElse(UNKNOWN),
        command("git", "status", "--porcelain", "--", ".", ":!results")
            .filter(changes -> !changes.isEmpty())
            .isPresent(),
        jdk(),
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .map(EnvironmentProbe::withoutFolders)
            .toList(),
        system(),
        System.getProperty("os.version"),
        processor(),
        Runtime.getRuntime().availableProcessors(),
        ((com.sun.management.OperatingSystemMXBean) os).getTotalMemorySize(),
        os.getSystemLoadAverage(),
        unix ? ((UnixOperatingSystemMXBean) os).getMaxFileDescriptorCount() : -1,
        settings());
  }

  /** Results are published, and where somebody keeps files is nobody's business. */
  static String withoutFolders(String flag) {
    return flag.replaceAll("(?<=[=:,])/(?:[^/,:;=]+/)*", "…/");
  }

  private static String jdk() {
    return System.getProperty("java.vendor") + " " + Runtime.version();
  }

  private static String system() {
    return valueOf(Path.of("/etc/os-release"), "PRETTY_NAME=")
        .orElse(System.getProperty("os.name") + " " + System.getProperty("os.version"));
  }

  private static String processor() {
    return valueOf(Path.of("/proc/cpuinfo"), "model name")
        .or(() -> command("sysctl", "-n", "machdep.cpu.brand_string"))
        .or(() -> command("sysctl", "-n", "hw.model"))
        .orElse(System.getProperty("os.arch"));
  }

  private static Map<String, String> settings() {
    var settings = new LinkedHashMap<String, String>();
    SETTINGS.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            setting ->
                firstLine(Path.of(setting.getValue()))
                    .ifPresent(value -> settings.put(setting.getKey(), value)));
    return settings;
  }

  private static Optional<String> firstLine(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.findFirst().map(line -> line.strip().replace('\t', ' '));
    } catch (IOException missing) {
      return Optional.empty();
    }
  }

  /** The value behind a line's beginning, with the marks around it taken off. */
  private static Optional<String> valueOf(Path file, String beginning) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(beginning))
          .findFirst()
          .map(line -> line.substring(beginning.length()).replaceAll("^[\\s:\"]+|[\\s\"]+$", ""));
    } catch (IOException missing) {
      return Optional.empty();
    }
  }

  /** What a command prints; empty if it is missing, fails or takes longer than a few seconds. */
  private static Optional<String> command(String... words) {
    try {
      Process process =
          new ProcessBuilder(List.of(words)).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      // A command that hangs must not hang the campaign.
      CompletableFuture.delayedExecutor(5, TimeUnit.SECONDS).execute(process::destroyForcibly);
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return process.waitFor() == 0 ? Optional.of(output) : Optional.empty();
    } catch (IOException missing) {
      return Optional.empty();
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
