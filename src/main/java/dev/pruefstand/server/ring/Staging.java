package dev.pruefstand.server.ring;

import dev.pruefstand.conversation.CompletionTurns;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Where answers are put together and stay until they have been sent: one behind the other, from the
 * start again as soon as none is left. A send does not wait for its client, so that all of them are
 * done when the loop comes back from the kernel.
 */
final class Staging {
  private static final long CACHE_LINE_BYTES = 64;

  private final MemorySegment memory;

  /** The room from each cache line on, made when it is first offered and not for each answer. */
  private final @Nullable MemorySegment[] rooms;

  private long takenBytes;
  private int pieces;
  private @Nullable MemorySegment room;

  /** Some of the arena's memory. */
  Staging(Arena arena, long bytes) {
    memory = arena.allocate(bytes, CACHE_LINE_BYTES);
    rooms = new MemorySegment[(int) (bytes / CACHE_LINE_BYTES)];
  }

  /** Room for one more turn; null if there is none for now. */
  @Nullable MemorySegment room() {
    if (room == null && takenBytes + CompletionTurns.ROOM_BYTES <= memory.byteSize()) {
      room = roomAt((int) (takenBytes / CACHE_LINE_BYTES));
    }
    return room;
  }

  private MemorySegment roomAt(int line) {
    MemorySegment known = rooms[line];
    if (known == null) {
      known = memory.asSlice(line * CACHE_LINE_BYTES, CompletionTurns.ROOM_BYTES);
      rooms[line] = known;
    }
    return known;
  }

  /** A piece is on its way, which is in the room if it begins there. */
  void took(MemorySegment piece, long bytes) {
    pieces++;
    if (room != null && piece.address() == room.address()) {
      takenBytes += (bytes + CACHE_LINE_BYTES - 1) & -CACHE_LINE_BYTES;
      room = null;
    }
  }

  /** A piece has been sent, as far as the socket took it. */
  void gaveBack() {
    pieces--;
    if (pieces == 0) {
      takenBytes = 0;
      room = null;
    }
  }
}
