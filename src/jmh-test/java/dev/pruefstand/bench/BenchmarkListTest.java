package dev.pruefstand.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Without its annotation processor JMH finds no benchmark and succeeds. */
@Timeout(30)
class BenchmarkListTest {
  @Test
  void jmhFindsOurBenchmarksAndNoOthers() throws IOException {
    var silent = OutputFormatFactory.createFormatInstance(System.err, VerboseMode.SILENT);
    Set<String> found =
        BenchmarkList.defaultList().getAll(silent, List.of()).stream()
            .map(entry -> entry.getUsername())
            .collect(Collectors.toSet());
    assertEquals(
        Set.of(
            AccuracyBenchmark.class.getName() + ".run",
            IdleConnectionsBenchmark.class.getName() + ".hold",
            ResponseTimeBenchmark.class.getName() + ".run",
            ThroughputBenchmark.class.getName() + ".requests",
            BaselineBenchmark.class.getName() + ".empty",
            BaselineBenchmark.class.getName() + ".fixedBytes"),
        found);
  }

  @Test
  void theGeneratedCodeIsThere() throws IOException {
    try (var list = getClass().getResourceAsStream("/META-INF/BenchmarkList")) {
      assertTrue(list != null && list.readAllBytes().length > 0);
    }
  }
}
