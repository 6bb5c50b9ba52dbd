package dev.pruefstand.penetrator;

/** How the planned instants of an open loop follow one another. */
public enum Arrivals {
  /** At equal distances, as a clock ticks. */
  CONSTANT,
  /** At random, as independent users come: the distances are exponentially distributed. */
  POISSON
}
