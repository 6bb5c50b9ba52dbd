package dev.pruefstand.penetrator;

import java.util.zip.CRC32C;

/**
 * What every answer is held against.
 *
 * @param bodyBytes the body's length
 * @param crc32c the body's CRC-32C
 */
public record Expectation(int status, long bodyBytes, long crc32c) {
  /** 200 with exactly this body. */
  public static Expectation of(byte[] body) {
    var checksum = new CRC32C();
    checksum.update(body);
    return new Expectation(200, body.length, checksum.getValue());
  }
}
