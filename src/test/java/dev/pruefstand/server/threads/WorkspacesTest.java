package dev.pruefstand.server.threads;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.pruefstand.conversation.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class WorkspacesTest {
  @Test
  void theLastOneGivenBackIsTheNextOneLent() {
    try (var workspaces = new Workspaces()) {
      Workspace first = workspaces.take();
      Workspace second = workspaces.take();
      assertNotSame(first, second);
      workspaces.giveBack(first);
      workspaces.giveBack(second);
      assertSame(second, workspaces.take());
      assertSame(first, workspaces.take());
    }
  }

  @Test
  void closingFreesTheMemoryOfThoseThatWereLentToo() {
    Workspace workspace;
    try (var workspaces = new Workspaces()) {
      workspace = workspaces.take();
    }
    assertFalse(workspace.input().scope().isAlive());
  }
}
