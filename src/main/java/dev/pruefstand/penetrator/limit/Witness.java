package dev.pruefstand.penetrator.limit;

import dev.pruefstand.penetrator.LoadPlan;
import dev.pruefstand.penetrator.LoadResult;

/** Looks at server and machine before and after each run, and says whether it may be believed. */
@FunctionalInterface
public interface Witness {
  /** Believes everything. */
  Witness CREDULOUS = (_, _) -> (_, _) -> Evidence.NONE;

  /** What is said when a run is over. */
  @FunctionalInterface
  interface Statement {
    /**
     * To be asked at once.
     *
     * @param kept whether the run kept the objective
     */
    Evidence of(LoadResult result, boolean kept);
  }

  /**
   * Looks around before a run begins.
   *
   * @param alone whether the server gets no other load from here meanwhile
   */
  Statement before(LoadPlan plan, boolean alone);
}
