package dev.pruefstand.server.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.pruefstand.conversation.CompletionTurns;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class StagingTest {
  private static final int ROOM_BYTES = CompletionTurns.ROOM_BYTES;

  private final Staging staging = new Staging(Arena.ofAuto(), 2 * ROOM_BYTES);

  private MemorySegment room() {
    MemorySegment room = staging.room();
    if (room == null) {
      throw new AssertionError("expected room, found none");
    }
    assertEquals(ROOM_BYTES, room.byteSize());
    return room;
  }

  @Test
  void roomThatIsNotUsedIsOfferedAgain() {
    assertEquals(room().address(), room().address());
  }

  @Test
  void whatIsOnItsWayIsNotWrittenOver() {
    MemorySegment first = room();
    staging.took(first, 100);
    assertEquals(first.address() + 128, room().address());
    staging.took(room(), 64);
    staging.gaveBack();
    assertEquals(first.address() + 192, room().address());
  }

  @Test
  void thereIsNoneWhenAWholeTurnMightNotFitAndAllOfItWhenNothingIsOnItsWay() {
    long start = room().address();
    staging.took(room(), ROOM_BYTES);
    staging.took(room(), 1);
    assertNull(staging.room());
    staging.gaveBack();
    assertNull(staging.room());
    staging.gaveBack();
    assertEquals(start, room().address());
  }

  @Test
  void aPieceThatLiesElsewhereTakesNoRoomButKeepsThatOfOthers() {
    long start = room().address();
    staging.took(MemorySegment.ofAddress(1), 1_000_000);
    assertEquals(start, room().address());
    staging.took(room(), 64);
    staging.gaveBack();
    assertEquals(start + 64, room().address());
  }
}
