package dev.pruefstand.cli;

import dev.pruefstand.penetrator.Second;

/** Shows a run while it goes on. */
interface LoadView {
  /** Another second has passed. */
  void show(Second second);

  /** The run is over, however it ended. */
  void end();
}
