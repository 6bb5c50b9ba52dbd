package dev.pruefstand.trial;

import java.io.Serializable;
import java.util.List;

/** Whether a measurement may be believed, check by check. */
public record Certificate(List<Check> checks) implements Serializable {
  /** Of a measurement in earlier days, of which nothing was judged. */
  public static final Certificate NONE = new Certificate(List.of());

  /** Copies the list. */
  public Certificate {
    checks = List.copyOf(checks);
  }

  /** Whether no check failed. What could not be judged does not make a measurement wrong. */
  public boolean isValid() {
    return failed().isEmpty();
  }

  /** The checks that failed, in their order. */
  public List<Check> failed() {
    return checks.stream().filter(check -> check.verdict() == Verdict.FAILED).toList();
  }
}
