package dev.pruefstand.analysis;

import dev.pruefstand.trial.Certificate;
import dev.pruefstand.trial.Check;
import java.util.List;
import java.util.Set;

/**
 * Which failed checks of a run forbid to believe what it says about a server's limit.
 *
 * <p>A run that <b>kept</b> the objective is a measurement like any other: its whole certificate
 * has to hold.
 *
 * <p>A run that <b>broke</b> it is the server's failure, unless a check failed that speaks of the
 * client or the machine. The others fail by nature above a limit: a saturated server does not keep
 * the {@linkplain LoadCertificate#RATE rate}, its queue grows, so that the run is not {@linkplain
 * LoadCertificate#STEADY steady}, and in the end it does not answer {@linkplain
 * LoadCertificate#RIGHT everybody}.
 */
public final class Doubts {
  /** Who fails these is not the server that was to be measured, or not it alone. */
  private static final Set<String> NOT_THE_SERVER =
      Set.of(
          LoadCertificate.COMPLETE,
          LoadCertificate.COUNTED,
          LoadCertificate.SCHEDULE,
          LoadCertificate.TAIL,
          LoadCertificate.CLIENT,
          LoadCertificate.QUIET);

  private Doubts() {}

  /**
   * The names of these checks, in their order.
   *
   * @param kept whether the run kept the objective
   */
  public static List<String> of(Certificate certificate, boolean kept) {
    return certificate.failed().stream()
        .map(Check::name)
        .filter(name -> kept || NOT_THE_SERVER.contains(name))
        .toList();
  }
}
