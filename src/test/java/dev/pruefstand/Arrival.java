package dev.pruefstand;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Bytes and the pieces in which they arrive. In what a fuzzer makes up each {@code |} is a cut and
 * no byte: cuts then move with the bytes around them, and a seed can be read by people. HTTP treats
 * {@code |} like {@code ^} or {@code ~}, so that nothing is left untried.
 */
public record Arrival(byte[] bytes, List<byte[]> pieces) {
  private static final byte CUT = '|';

  /** Takes the marks out of the input from {@code from} on. */
  public static Arrival of(byte[] input, int from) {
    var bytes = new ByteArrayOutputStream();
    var pieces = new ArrayList<byte[]>();
    int at = from;
    for (int i = from; i <= input.length; i++) {
      if (i == input.length || input[i] == CUT) {
        if (i > at) {
          pieces.add(Arrays.copyOfRange(input, at, i));
          bytes.write(input, at, i - at);
        }
        at = i + 1;
      }
    }
    return new Arrival(bytes.toByteArray(), pieces);
  }

  /** All the bytes at once. */
  public List<byte[]> whole() {
    return bytes.length == 0 ? List.of() : List.of(bytes);
  }

  /** Each byte by itself. */
  public List<byte[]> single() {
    var single = new ArrayList<byte[]>();
    for (byte each : bytes) {
      single.add(new byte[] {each});
    }
    return single;
  }
}
