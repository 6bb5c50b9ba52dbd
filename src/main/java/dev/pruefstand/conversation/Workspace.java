package dev.pruefstand.conversation;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/**
 * The buffers of a thread that drives conversations, one at a time. An idle connection therefore
 * needs none. The native memory belongs to the arena it was made with.
 */
public final class Workspace {
  static final int INPUT_BYTES = 32 * 1024;
  static final int OUTPUT_BYTES = 64 * 1024;

  private final MemorySegment ownInput;
  private final MemorySegment ownOutput;
  private MemorySegment input;
  private MemorySegment output;
  private final ByteBuffer inputBuffer;
  private final ByteBuffer outputBuffer;

  /** Where requests are parsed. */
  final byte[] request = new byte[INPUT_BYTES];

  /** How many bytes of {@link #output} wait to be sent. */
  int staged;

  private MemorySegment piece;
  private boolean pieceIsOutput;

  public Workspace(Arena arena) {
    ownInput = arena.allocate(INPUT_BYTES, Long.BYTES);
    ownOutput = arena.allocate(OUTPUT_BYTES, Long.BYTES);
    input = ownInput;
    output = ownOutput;
    inputBuffer = input.asByteBuffer();
    outputBuffer = output.asByteBuffer();
    piece = output;
  }

  /** A turn begins: what a connection that died left here is not for the next one. */
  void begin() {
    begin(ownInput, ownOutput);
  }

  /**
   * The same where bytes have arrived in other memory, or answers have to stay in other memory
   * beyond the turn.
   *
   * @param room {@link #OUTPUT_BYTES} long
   */
  void begin(MemorySegment arrived, MemorySegment room) {
    input = arrived;
    output = room;
    staged = 0;
  }

  /** What was put together in that room in an earlier turn is the piece again. */
  void resume(MemorySegment room, int bytes) {
    output = room;
    staged = bytes;
  }

  /** The thread's own memory: nothing in it outlives a turn. */
  MemorySegment ownInput() {
    return ownInput;
  }

  MemorySegment ownOutput() {
    return ownOutput;
  }

  /** Where arriving bytes are put, from the start on. */
  public MemorySegment input() {
    return input;
  }

  /** The same memory for java.nio, cleared: ready to be read into. */
  public ByteBuffer inputBuffer() {
    return inputBuffer.clear();
  }

  /** Where answers are put together. */
  MemorySegment output() {
    return output;
  }

  /** What {@link Conversation#pending} offers to send. */
  public MemorySegment piece() {
    return piece;
  }

  /** The first bytes of {@link #piece()} for java.nio. */
  public ByteBuffer pieceBuffer(long bytes) {
    if (pieceIsOutput) {
      return outputBuffer.clear().limit((int) bytes);
    }
    return piece.asSlice(0, Math.min(bytes, Integer.MAX_VALUE)).asByteBuffer();
  }

  long offerStaged() {
    piece = output;
    pieceIsOutput = true;
    return staged;
  }

  long offer(MemorySegment rest) {
    piece = rest;
    pieceIsOutput = false;
    return rest.byteSize();
  }
}
