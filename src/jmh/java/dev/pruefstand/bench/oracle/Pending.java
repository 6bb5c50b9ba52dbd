package dev.pruefstand.bench.oracle;

/**
 * What is to be answered, and when: a ring that grows, so that nothing is allocated per request. A
 * queue is enough because a {@link Schedule} never lets anybody overtake.
 */
final class Pending {
  private long[] due = new long[1 << 10];
  private KnownConnection[] connections = new KnownConnection[due.length];
  private long head;
  private long tail;

  void add(KnownConnection connection, long dueNanos) {
    if (size() == due.length) {
      grow();
    }
    int at = index(tail++);
    due[at] = dueNanos;
    connections[at] = connection;
  }

  int size() {
    return (int) (tail - head);
  }

  boolean isEmpty() {
    return head == tail;
  }

  long firstDueNanos() {
    return due[index(head)];
  }

  KnownConnection first() {
    return connections[index(head)];
  }

  /** How many at the head are due and go out on the same connection, in one piece. */
  int dueTogether(long nowNanos) {
    int count = 0;
    while (count < size()
        && connections[index(head + count)] == connections[index(head)]
        && due[index(head + count)] <= nowNanos) {
      count++;
    }
    return count;
  }

  /** Takes the first out and gives its due instant. */
  long remove() {
    return due[index(head++)];
  }

  private int index(long position) {
    return (int) position & (due.length - 1);
  }

  private void grow() {
    int size = size();
    long[] grownDue = new long[2 * due.length];
    KnownConnection[] grownConnections = new KnownConnection[2 * due.length];
    for (int i = 0; i < size; i++) {
      grownDue[i] = due[index(head + i)];
      grownConnections[i] = connections[index(head + i)];
    }
    due = grownDue;
    connections = grownConnections;
    head = 0;
    tail = size;
  }
}
