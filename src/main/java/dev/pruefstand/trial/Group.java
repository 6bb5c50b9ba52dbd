package dev.pruefstand.trial;

/** Who is compared with whom. */
public enum Group {
  /** The strategies: one code base, one variable. */
  OURS,
  /** Servers that people really use. */
  PEERS,
  /** Whatever somebody brought along. */
  GUESTS
}
