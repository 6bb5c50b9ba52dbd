package dev.pruefstand.server.threads;

import dev.pruefstand.conversation.Workspace;
import java.lang.foreign.Arena;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Workspaces to borrow for a turn, so that a short-lived thread need not make one of its own. There
 * are never more than workers at the same time. The last one given back is the next one lent: it is
 * the likeliest to be in a cache.
 */
final class Workspaces implements AutoCloseable {
  private final Arena arena = Arena.ofShared();
  private final ConcurrentLinkedDeque<Workspace> free = new ConcurrentLinkedDeque<>();

  Workspace take() {
    Workspace workspace = free.pollFirst();
    return workspace != null ? workspace : new Workspace(arena);
  }

  void giveBack(Workspace workspace) {
    free.addFirst(workspace);
  }

  /** Frees all of them; to be called when no worker is left. */
  @Override
  public void close() {
    arena.close();
  }
}
