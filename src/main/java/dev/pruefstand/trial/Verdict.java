package dev.pruefstand.trial;

/** What became of a check. */
public enum Verdict {
  /** The figure keeps its limit. */
  PASSED,
  /** It does not: the numbers must not be believed. */
  FAILED,
  /** There is no telling; the reason says why. */
  NOT_JUDGED
}
