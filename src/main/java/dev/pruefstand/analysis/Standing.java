package dev.pruefstand.analysis;

import dev.pruefstand.trial.Check;
import dev.pruefstand.trial.ResponseRun;
import java.util.List;

/** What a run of the open loop may be used for. */
public enum Standing {
  /** Its times are the server's. */
  VALID,
  /** They are the server's, too, but tell only how long it was asked for too much. */
  SATURATED,
  /** Client or machine are at fault, or answers were wrong: it says nothing about the server. */
  INVALID;

  /** As its certificate says. A run of earlier days has none, and nothing speaks against it. */
  public static Standing of(ResponseRun run) {
    if (!faults(run).isEmpty()) {
      return INVALID;
    }
    return run.saturated() ? SATURATED : VALID;
  }

  /** The checks that failed for another reason than that the server was asked for too much. */
  public static List<Check> faults(ResponseRun run) {
    return run.certificate().failed().stream()
        .filter(check -> !check.reason().equals(Saturation.REASON))
        .toList();
  }
}
