package dev.pruefstand.trial;

import java.util.Map;

/**
 * What connections that wait for nothing take of a server's memory: one contender in one fresh
 * process.
 *
 * @param fork which of the repetitions this is, from 1
 * @param connections how many were opened, answered once and then left alone
 * @param empty the server's memory before they came
 * @param filled the same with all of them open
 * @param errors connections that were not answered rightly or did not stay, by kind; empty when all
 *     were and did
 */
public record IdleRun(
    Contender contender,
    int fork,
    int connections,
    Memory empty,
    Memory filled,
    Map<String, Long> errors) {

  /**
   * The memory of a server's processes after a full collection. The heap is touched as a whole when
   * its JVM starts, so that what becomes resident later on lies outside of it.
   *
   * @param heapBytes live objects on the Java heap; 0 where there is none, or none that can be
   *     asked: all memory is resident memory then
   * @param residentBytes resident memory of all its processes, as the system counts it for each
   */
  public record Memory(long heapBytes, long residentBytes) {}

  /** Refuses what has no figure per connection, and copies the map. */
  public IdleRun {
    if (connections < 1) {
      throw new IllegalArgumentException(
          "expected a run with connections, found one with " + connections);
    }
    errors = Map.copyOf(errors);
  }

  /** Live objects on the Java heap, bytes for each connection. */
  public double heapPerConnection() {
    return perConnection(filled.heapBytes - empty.heapBytes);
  }

  /**
   * What became resident outside the heap, bytes for each connection: stacks, buffers, tables. The
   * compiler is in it, too, so that it may be some hundred bytes off, and below zero.
   */
  public double nativePerConnection() {
    return perConnection(filled.residentBytes - empty.residentBytes);
  }

  /** Both together, bytes. */
  public double bytesPerConnection() {
    return heapPerConnection() + nativePerConnection();
  }

  private double perConnection(long bytes) {
    return (double) bytes / connections;
  }

  /** How many connections were not answered rightly or did not stay. */
  public long failures() {
    return errors.values().stream().mapToLong(Long::longValue).sum();
  }
}
