package dev.pruefstand.trial;

import java.util.List;

/**
 * What a contender does otherwise than is demanded of all: its figures are those of other work.
 *
 * @param contender its name, as in {@link Contender#strategy}
 * @param check what was looked at, {@code date} say
 * @param demand what is demanded
 * @param findings what was found instead
 */
public record Deviation(String contender, String check, String demand, List<String> findings) {
  /** Copies the list. */
  public Deviation {
    findings = List.copyOf(findings);
  }
}
