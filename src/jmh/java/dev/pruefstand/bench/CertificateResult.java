package dev.pruefstand.bench;

import static java.util.Comparator.comparingInt;

import dev.pruefstand.trial.Certificate;
import dev.pruefstand.trial.Check;
import dev.pruefstand.trial.Verdict;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.Aggregator;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ResultRole;

/**
 * A certificate as a JMH result, on its way from the fork to the host. Its score is the number of
 * checks that failed. Several together are as good as the worst of each check.
 */
final class CertificateResult extends Result<CertificateResult> {
  private static final long serialVersionUID = 1L;

  private static final List<Verdict> FROM_BAD_TO_GOOD =
      List.of(Verdict.FAILED, Verdict.NOT_JUDGED, Verdict.PASSED);

  private final Certificate certificate;

  CertificateResult(String label, Certificate certificate) {
    super(
        ResultRole.SECONDARY,
        label,
        of(certificate.failed().size()),
        "failed checks",
        AggregationPolicy.MAX);
    this.certificate = certificate;
  }

  Certificate certificate() {
    return certificate;
  }

  @Override
  protected Aggregator<CertificateResult> getThreadAggregator() {
    return CertificateResult::worst;
  }

  @Override
  protected Aggregator<CertificateResult> getIterationAggregator() {
    return CertificateResult::worst;
  }

  private static CertificateResult worst(Collection<CertificateResult> parts) {
    CertificateResult first = parts.iterator().next();
    List<Check> checks =
        first.certificate.checks().stream().map(check -> worst(check.name(), parts)).toList();
    return new CertificateResult(first.getLabel(), new Certificate(checks));
  }

  /** All of them hold the same checks. */
  private static Check worst(String name, Collection<CertificateResult> parts) {
    List<Check> same =
        parts.stream()
            .flatMap(part -> part.certificate.checks().stream())
            .filter(check -> check.name().equals(name))
            .toList();
    return Collections.min(same, comparingInt(check -> FROM_BAD_TO_GOOD.indexOf(check.verdict())));
  }
}
