package dev.pruefstand.bench.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PendingTest {
  private final Pending pending = new Pending();
  private Selector selector;
  private KnownConnection one;
  private KnownConnection other;

  @BeforeEach
  void open() throws IOException {
    selector = Selector.open();
    one = connection();
    other = connection();
  }

  private KnownConnection connection() throws IOException {
    SocketChannel channel = SocketChannel.open();
    channel.configureBlocking(false);
    SelectionKey key = channel.register(selector, 0);
    return new KnownConnection(channel, key, ByteBuffer.allocate(1), 1);
  }

  @AfterEach
  void close() throws IOException {
    one.drop();
    other.drop();
    selector.close();
  }

  @Test
  void whatIsDueOnTheSameConnectionGoesTogether() {
    pending.add(one, 10);
    pending.add(one, 20);
    pending.add(one, 30);
    pending.add(other, 30);
    assertEquals(0, pending.dueTogether(9));
    assertEquals(1, pending.dueTogether(10));
    assertEquals(2, pending.dueTogether(29));
    assertEquals(3, pending.dueTogether(1_000));
  }

  @Test
  void itGrowsInTheMiddleOfItsRingAndKeepsTheOrder() {
    long added = 0;
    long removed = 0;
    for (int round = 0; round < 10; round++) {
      for (int i = 0; i < 700; i++) {
        pending.add(added % 3 == 0 ? one : other, added++);
      }
      for (int i = 0; i < 300; i++) {
        assertEquals(removed, pending.firstDueNanos());
        assertSame(removed % 3 == 0 ? one : other, pending.first());
        assertEquals(removed++, pending.remove());
      }
    }
    assertEquals(added - removed, pending.size());
    while (!pending.isEmpty()) {
      assertEquals(removed++, pending.remove());
    }
    assertEquals(added, removed);
    assertTrue(pending.isEmpty());
  }
}
