package dev.pruefstand.os.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

/**
 * Buffers that are lent to the kernel for whatever arrives first. Each that comes back with a
 * completion is ours until it is given back. An idle connection needs none.
 *
 * <p>The ring's tail stands in what would be the unused end of entry 0. So an entry is never
 * cleared, but written member by member.
 */
final class BufferRing {
  /** The only group there is. */
  static final int GROUP = 0;

  private static final VarHandle TAIL = JAVA_SHORT.varHandle();

  private final MemorySegment ring;
  private final MemorySegment[] buffers;
  private final int bufferBytes;
  private int tail;

  /**
   * Lends all of them.
   *
   * @param count a power of two, at most 32,768
   */
  BufferRing(RingDescriptor descriptor, int count, int bufferBytes, Arena arena) {
    this.bufferBytes = bufferBytes;
    ring = Mapping.anonymous(count * IoUring.BUF_BYTES, arena);
    MemorySegment memory = Mapping.anonymous((long) count * bufferBytes, arena);
    buffers = new MemorySegment[count];
    MemorySegment request = arena.allocate(IoUring.BUF_REG_BYTES, Long.BYTES);
    request.set(JAVA_LONG, IoUring.BUF_REG_RING_ADDR, ring.address());
    request.set(JAVA_INT, IoUring.BUF_REG_RING_ENTRIES, count);
    request.set(JAVA_SHORT, IoUring.BUF_REG_BGID, (short) GROUP);
    descriptor.register("PBUF_RING", IoUring.IORING_REGISTER_PBUF_RING, request);
    for (int i = 0; i < count; i++) {
      buffers[i] = memory.asSlice((long) i * bufferBytes, bufferBytes);
      giveBack(i);
    }
  }

  /** The buffer that a completion names. */
  MemorySegment buffer(int id) {
    return buffers[id];
  }

  /** Lends it again. */
  void giveBack(int id) {
    long entry = (tail & (buffers.length - 1)) * IoUring.BUF_BYTES;
    ring.set(JAVA_LONG, entry + IoUring.BUF_ADDR, buffers[id].address());
    ring.set(JAVA_INT, entry + IoUring.BUF_LEN, bufferBytes);
    ring.set(JAVA_SHORT, entry + IoUring.BUF_BID, (short) id);
    tail++;
    TAIL.setRelease(ring, IoUring.BUF_RING_TAIL, (short) tail);
  }

  /** Takes them back from the kernel. What still receives fails. */
  void unregister(RingDescriptor descriptor, Arena arena) {
    MemorySegment request = arena.allocate(IoUring.BUF_REG_BYTES, Long.BYTES);
    request.set(JAVA_SHORT, IoUring.BUF_REG_BGID, (short) GROUP);
    descriptor.register("UNREGISTER_PBUF_RING", IoUring.IORING_UNREGISTER_PBUF_RING, request);
  }
}
