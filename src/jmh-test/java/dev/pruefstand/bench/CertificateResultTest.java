package dev.pruefstand.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.pruefstand.trial.Certificate;
import dev.pruefstand.trial.Check;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ResultRole;
import org.openjdk.jmh.results.SingleShotResult;

@Timeout(30)
class CertificateResultTest {
  private static final Check QUIET = Check.of("quiet", true, "1 %", "5 %");
  private static final Check LOUD = Check.of("quiet", false, "9 %", "5 %");
  private static final Check STEADY = Check.of("steady", true, "1.0", "1");
  private static final Check BRIEF = Check.notJudged("steady", "", "1", "too short");

  private final BenchmarkParams params = Results.params("POOL", 8);

  private IterationResult iteration(Check... checks) {
    var iteration = new IterationResult(params, Results.SECOND, null);
    iteration.addResult(new SingleShotResult(ResultRole.PRIMARY, "run", 1, 1, TimeUnit.SECONDS));
    iteration.addResult(
        new CertificateResult(LoadProfiler.CERTIFICATE, new Certificate(List.of(checks))));
    return iteration;
  }

  @Test
  void severalIterationsAreAsGoodAsTheWorstOfEachCheck() {
    var merged =
        assertInstanceOf(
            CertificateResult.class,
            Results.fork(params, iteration(LOUD, STEADY), iteration(QUIET, BRIEF))
                .getSecondaryResults()
                .get(LoadProfiler.CERTIFICATE));
    assertEquals(new Certificate(List.of(LOUD, BRIEF)), merged.certificate());
    assertEquals(1, merged.getScore());
    assertEquals("failed checks", merged.getScoreUnit());
  }

  @Test
  void itTravelsFromTheForkToTheHost() throws IOException, ClassNotFoundException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new ObjectOutputStream(bytes)) {
      out.writeObject(new CertificateResult("x", new Certificate(List.of(LOUD, BRIEF))));
    }
    try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      var arrived = assertInstanceOf(CertificateResult.class, in.readObject());
      assertEquals(new Certificate(List.of(LOUD, BRIEF)), arrived.certificate());
    }
  }
}
