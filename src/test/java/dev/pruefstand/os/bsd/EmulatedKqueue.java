package dev.pruefstand.os.bsd;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.pruefstand.os.Errno;
import dev.pruefstand.os.Platform;
import dev.pruefstand.os.Poller;
import dev.pruefstand.os.linux.LinuxAbi;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * A C library whose {@code kqueue} and {@code kevent} are Java over epoll: <em>emulated</em>. The
 * poller's calls, structs and loop are the real ones; what a BSD kernel would answer is not, and
 * how long it takes even less so.
 *
 * <p>It is strict where a kernel would be lenient (flags and members that the poller has no reason
 * to set are EINVAL), reports all READ filters of a batch before the WRITE filters, so that the two
 * of one descriptor are never neighbours, and can be told to fail. One instance serves one poller,
 * on the poller's thread. Source: kqueue(2), epoll(7).
 */
@SuppressWarnings("restricted")
public final class EmulatedKqueue implements SymbolLookup {
  /** One entry of a change list, as it was passed. */
  record Change(long ident, short filter, short flags) {}

  /** One entry of an event list, to be answered. */
  record Event(long ident, short filter, int flags, long data) {}

  private record Fault(int errno, List<Event> events, int limit) {}

  static final int EINTR = 4;
  private static final int EIO = 5;
  private static final int EBADF = 9;
  private static final int EINVAL = 22;

  private static final int EPOLLIN = 0x001;
  private static final int EPOLLOUT = 0x004;
  private static final int EPOLLERR = 0x008;
  private static final int EPOLLHUP = 0x010;
  private static final int EPOLLRDHUP = 0x2000;
  private static final int EPOLL_CTL_ADD = 1;
  private static final int EPOLL_CTL_DEL = 2;
  private static final int EPOLL_CTL_MOD = 3;
  private static final int EPOLL_CLOEXEC = 0x80000;
  private static final boolean PACKED = System.getProperty("os.arch").matches("amd64|x86_64");
  private static final long EPOLL_EVENT_BYTES = PACKED ? 12 : 16;
  private static final long EPOLL_DATA_AT = PACKED ? 4 : 8;
  private static final int BATCH = 512;
  private static final int DESCRIPTORS = 65_536;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final MethodHandle EPOLL_CREATE1 = epoll("epoll_create1", JAVA_INT);
  private static final MethodHandle EPOLL_CTL =
      epoll("epoll_ctl", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS);
  private static final MethodHandle EPOLL_WAIT =
      epoll("epoll_wait", JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
  private static final MethodHandle ERRNO_LOCATION =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("__errno_location"), FunctionDescriptor.of(ADDRESS));

  private final KeventLayout layout;
  // Collected with the poller: nobody else knows when the last call has returned.
  private final Arena arena = Arena.ofAuto();
  private final MemorySegment errno = arena.allocate(Linker.Option.captureStateLayout());
  private final MemorySegment change = arena.allocate(EPOLL_EVENT_BYTES, 8);
  private final MemorySegment batch = arena.allocate(BATCH * EPOLL_EVENT_BYTES, 8);
  private final MemorySegment kqueue;
  private final MemorySegment kevent;

  /** The filters that were added, as marks of the poller, by descriptor. */
  private final byte[] added = new byte[DESCRIPTORS];

  private final Queue<Fault> openings = new ArrayDeque<>();
  private final Queue<Fault> changings = new ArrayDeque<>();
  private final Queue<Fault> waits = new ArrayDeque<>();
  private List<Change> changes = List.of();
  private String timeout = "";

  /** A library that was compiled with this {@code struct kevent}. */
  public EmulatedKqueue(KeventLayout layout) {
    this.layout = layout;
    kqueue = stub("kqueue", FunctionDescriptor.of(JAVA_INT));
    kevent =
        stub(
            "kevent",
            FunctionDescriptor.of(
                JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS));
  }

  /** Linux with pollers over emulated kqueues, each of its own; for any number of threads. */
  public static Platform platform(KeventLayout layout) {
    return new Platform(LinuxAbi.ABI, () -> new EmulatedKqueue(layout).poller());
  }

  /** A poller over this kqueue. */
  KqueuePoller poller() {
    return new KqueuePoller(new Kqueue(this, layout), LinuxAbi.ABI);
  }

  @Override
  public Optional<MemorySegment> find(String name) {
    return switch (name) {
      case "kqueue" -> Optional.of(kqueue);
      case "kevent" -> Optional.of(kevent);
      default -> Optional.empty();
    };
  }

  /** The next {@code kqueue} fails. */
  void failNextOpening(int errno) {
    openings.add(new Fault(errno, List.of(), 0));
  }

  /** The next {@code kevent} with changes fails, before (EINTR: after) it has applied them. */
  void failNextChange(int errno) {
    changings.add(new Fault(errno, List.of(), 0));
  }

  /** The next {@code kevent} that waits fails. */
  void failNextWait(int errno) {
    waits.add(new Fault(errno, List.of(), 0));
  }

  /** The next {@code kevent} that waits answers this, at once. */
  void answerNextWait(Event... events) {
    waits.add(new Fault(0, List.of(events), 0));
  }

  /** The next {@code kevent} that waits answers at most so many events. */
  void limitNextWait(int events) {
    waits.add(new Fault(0, List.of(), events));
  }

  /** All change lists since the last call of this method, one after the other. */
  List<Change> takeChanges() {
    List<Change> taken = changes;
    changes = new ArrayList<>();
    return taken;
  }

  /** The last timeout as {@code seconds.nanoseconds}, or {@code NULL}. */
  String lastTimeout() {
    return timeout;
  }

  private int kqueue() {
    try {
      Fault fault = openings.poll();
      if (fault != null) {
        return fail(fault.errno);
      }
      Arrays.fill(added, (byte) 0);
      int queue = (int) EPOLL_CREATE1.invokeExact(errno, EPOLL_CLOEXEC);
      return queue < 0 ? fail(errno.get(JAVA_INT, 0)) : queue;
    } catch (Throwable escaped) {
      return broken(escaped);
    }
  }

  private int kevent(
      int queue,
      MemorySegment changeList,
      int changeCount,
      MemorySegment eventList,
      int room,
      MemorySegment atMost) {
    try {
      MemorySegment events = eventList.reinterpret(room * layout.bytes);
      int errors = 0;
      if (changeCount > 0) {
        Fault fault = changings.poll();
        if (fault != null && fault.errno != EINTR) {
          return fail(fault.errno);
        }
        MemorySegment list = changeList.reinterpret(changeCount * layout.bytes);
        for (int i = 0; i < changeCount; i++) {
          Change asked = read(list.asSlice(i * layout.bytes, layout.bytes));
          int error = apply(queue, asked);
          if (error != 0 && errors == room) {
            return fail(error);
          }
          if (error != 0) {
            write(events, errors++, new Event(asked.ident, asked.filter, Kqueue.EV_ERROR, error));
          }
        }
        if (fault != null) {
          return fail(fault.errno);
        }
      }
      return errors > 0 || room == 0 ? errors : await(queue, events, room, atMost);
    } catch (Throwable escaped) {
      return broken(escaped);
    }
  }

  private Change read(MemorySegment entry) {
    Change asked =
        new Change(
            entry.get(JAVA_LONG, KeventLayout.IDENT_AT),
            entry.get(JAVA_SHORT, KeventLayout.FILTER_AT),
            entry.get(JAVA_SHORT, KeventLayout.FLAGS_AT));
    for (long at = KeventLayout.FFLAGS_AT; at < layout.bytes; at += JAVA_INT.byteSize()) {
      if (entry.get(JAVA_INT, at) != 0) {
        throw new IllegalArgumentException("expected zero at offset " + at + " of " + asked);
      }
    }
    if (changes instanceof ArrayList<Change> wanted) {
      wanted.add(asked);
    }
    return asked;
  }

  /** Returns 0 or the errno. */
  private int apply(int queue, Change asked) throws Throwable {
    int mark =
        switch (asked.filter) {
          case Kqueue.EVFILT_READ -> Poller.READ;
          case Kqueue.EVFILT_WRITE -> Poller.WRITE;
          default -> 0;
        };
    boolean add = asked.flags == Kqueue.EV_ADD;
    if (mark == 0 || !add && asked.flags != Kqueue.EV_DELETE) {
      return EINVAL;
    }
    if (asked.ident < 0 || asked.ident >= DESCRIPTORS) {
      return EBADF;
    }
    int descriptor = (int) asked.ident;
    int before = added[descriptor];
    if (!add && (before & mark) == 0) {
      return Kqueue.ENOENT;
    }
    int after = add ? before | mark : before & ~mark;
    // Without a filter it must leave epoll: that would report a hang-up for ever.
    int how = after == 0 ? EPOLL_CTL_DEL : before == 0 ? EPOLL_CTL_ADD : EPOLL_CTL_MOD;
    int error = control(queue, how, descriptor, after);
    if (error == Kqueue.ENOENT && add) {
      // Closed without EV_DELETE, which ends its filters; the number is another's now.
      after = mark;
      error = control(queue, EPOLL_CTL_ADD, descriptor, after);
    }
    added[descriptor] = (byte) (error == 0 ? after : 0);
    return error;
  }

  private int control(int queue, int how, int descriptor, int marks) throws Throwable {
    int events =
        ((marks & Poller.READ) != 0 ? EPOLLIN | EPOLLRDHUP : 0)
            | ((marks & Poller.WRITE) != 0 ? EPOLLOUT : 0);
    change.set(JAVA_INT_UNALIGNED, 0, events);
    change.set(JAVA_INT_UNALIGNED, EPOLL_DATA_AT, descriptor);
    int result = (int) EPOLL_CTL.invokeExact(errno, queue, how, descriptor, change);
    return result < 0 ? errno.get(JAVA_INT, 0) : 0;
  }

  private int await(int queue, MemorySegment events, int room, MemorySegment atMost)
      throws Throwable {
    int millis = millis(atMost);
    Fault fault = waits.poll();
    if (fault != null && fault.errno != 0) {
      return fail(fault.errno);
    }
    if (fault != null && fault.limit == 0) {
      int count = 0;
      for (Event event : fault.events) {
        write(events, count++, event);
      }
      return count;
    }
    int most = fault != null ? Math.min(fault.limit, room) : room;
    int asked = Math.clamp(most / 2, 1, BATCH);
    int ready = (int) EPOLL_WAIT.invokeExact(errno, queue, batch, asked, millis);
    if (ready < 0) {
      return fail(errno.get(JAVA_INT, 0));
    }
    int readable = report(0, most, events, ready, Kqueue.EVFILT_READ);
    return report(readable, most, events, ready, Kqueue.EVFILT_WRITE);
  }

  private int report(int from, int most, MemorySegment events, int ready, short filter) {
    int mark = filter == Kqueue.EVFILT_READ ? Poller.READ : Poller.WRITE;
    int wanted = filter == Kqueue.EVFILT_READ ? EPOLLIN : EPOLLOUT;
    int ended = EPOLLERR | EPOLLHUP | (filter == Kqueue.EVFILT_READ ? EPOLLRDHUP : 0);
    int count = from;
    for (int i = 0; i < ready && count < most; i++) {
      long at = i * EPOLL_EVENT_BYTES;
      int seen = batch.get(JAVA_INT_UNALIGNED, at);
      int descriptor = batch.get(JAVA_INT_UNALIGNED, at + EPOLL_DATA_AT);
      if ((added[descriptor] & mark) != 0 && (seen & (wanted | ended)) != 0) {
        int flags = (seen & ended) != 0 ? Kqueue.EV_EOF : 0;
        write(events, count++, new Event(descriptor, filter, flags, 0));
      }
    }
    return count;
  }

  private void write(MemorySegment events, int index, Event event) {
    MemorySegment entry = events.asSlice(index * layout.bytes, layout.bytes).fill((byte) 0);
    entry.set(JAVA_LONG, KeventLayout.IDENT_AT, event.ident);
    entry.set(JAVA_SHORT, KeventLayout.FILTER_AT, event.filter);
    entry.set(JAVA_SHORT, KeventLayout.FLAGS_AT, (short) event.flags);
    entry.set(JAVA_LONG, KeventLayout.DATA_AT, event.data);
  }

  private int millis(MemorySegment atMost) {
    if (atMost.address() == 0) {
      timeout = "NULL";
      return -1;
    }
    MemorySegment timespec = atMost.reinterpret(Kqueue.TIMESPEC_BYTES);
    long seconds = timespec.get(JAVA_LONG, Kqueue.TV_SEC_AT);
    long nanos = timespec.get(JAVA_LONG, Kqueue.TV_NSEC_AT);
    timeout = seconds + "." + nanos;
    return (int) Math.min(seconds * 1000 + (nanos + 999_999) / 1_000_000, Integer.MAX_VALUE);
  }

  private static int fail(int errno) throws Throwable {
    MemorySegment location = (MemorySegment) ERRNO_LOCATION.invokeExact();
    location.reinterpret(JAVA_INT.byteSize()).set(JAVA_INT, 0, errno);
    return -1;
  }

  /** What leaves a stub ends the virtual machine, so it is printed here and becomes EIO. */
  private static int broken(Throwable escaped) {
    escaped.printStackTrace();
    try {
      return fail(EIO);
    } catch (Throwable again) {
      return -1;
    }
  }

  private MemorySegment stub(String name, FunctionDescriptor type) {
    try {
      MethodHandle method = MethodHandles.lookup().bind(this, name, type.toMethodType());
      return LINKER.upcallStub(method, type, arena);
    } catch (ReflectiveOperationException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static MethodHandle epoll(String name, MemoryLayout... arguments) {
    return Errno.downcall(
        LINKER.defaultLookup(), name, FunctionDescriptor.of(JAVA_INT, arguments), -1);
  }
}
