package dev.pruefstand.server.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.pruefstand.conversation.Conversations;
import dev.pruefstand.http.Limits;
import dev.pruefstand.os.Sockets;
import dev.pruefstand.os.linux.LinuxAbi;
import dev.pruefstand.server.TestSite;
import dev.pruefstand.stats.LoopCounter;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
class SlotTableTest {
  private static final int MANY = 5_000;

  private final Sockets sockets = new Sockets(LinuxAbi.ABI);
  private final Conversations conversations =
      new Conversations(TestSite.SITE, Limits.DEFAULT, null);
  private final SlotTable table = new SlotTable();

  @AfterEach
  void close() {
    sockets.close();
  }

  private RingConnection add() {
    var connection =
        new RingConnection(
            table.reserve(), 0, conversations.open("", 0), sockets, new LoopCounter());
    table.add(connection);
    return connection;
  }

  @Test
  void aSlotIsOneConnectionsUntilItIsRemoved() {
    RingConnection first = add();
    RingConnection second = add();
    assertSame(first, table.at(first.slot));
    assertSame(second, table.at(second.slot));
    table.remove(first);
    assertNull(table.at(first.slot));
    assertEquals(first.slot, add().slot);
    assertEquals(2, table.open());
  }

  @Test
  void aSlotThatWasReservedAndNotUsedIsReservedAgain() {
    int slot = table.reserve();
    assertEquals(slot, table.reserve());
    assertEquals(slot, add().slot);
    table.remove(add());
    assertEquals(table.reserve(), table.reserve());
  }

  @Test
  void manyComeAndGo() {
    for (int i = 0; i < MANY; i++) {
      add();
    }
    assertEquals(MANY, table.open());
    Set<Integer> slots = new HashSet<>();
    table.forEach(
        connection -> {
          slots.add(connection.slot);
          table.remove(connection);
        });
    assertEquals(MANY, slots.size());
    assertEquals(0, table.open());
    for (int i = 0; i < MANY; i++) {
      slots.remove(add().slot);
    }
    assertEquals(Set.of(), slots);
  }

  @ParameterizedTest
  @EnumSource
  void aTokenTellsTheOperationAndTheSlot(Operation operation) {
    for (int slot : new int[] {0, 1, MANY, Integer.MAX_VALUE}) {
      long token = operation.on(slot);
      assertEquals(operation, Operation.of(token));
      assertEquals(slot, Operation.slot(token));
      assertEquals(false, token < 0, "negative ones are the ring's own");
    }
  }
}
