package dev.pruefstand.os.bsd;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.pruefstand.os.Abi;
import dev.pruefstand.os.Errno;
import dev.pruefstand.os.OsException;
import dev.pruefstand.os.Poller;
import dev.pruefstand.os.WakeUp;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * The neutral poller over kqueue, level-triggered. The constructing thread is the one that polls.
 *
 * <p>Has run on emulations of kqueue over epoll only, never on a BSD or macOS kernel: what is
 * measured over such an emulation is to be marked <em>emulated</em>.
 *
 * <p>kqueue watches pairs of descriptor and filter, so what a descriptor is watched for is kept
 * here, and the two events of one descriptor become one callback. A descriptor with interest 0 has
 * no filter and hence reports nothing, not even errors: those come with the next interest. {@code
 * udata} is not used, because every change overwrites it.
 *
 * <p>Each change is one system call of its own, as with epoll, in Redis' {@code ae} and in {@code
 * mio}: so a change that fails throws where it was asked for, and with connections that stay open
 * there is next to nothing a batch could save.
 */
public final class KqueuePoller implements Poller {
  private static final int BATCH = 1024;
  private static final int FIRST_DESCRIPTORS = 256;
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  /** macOS answers longer waits with EINVAL. Source: Go's {@code netpoll_kqueue.go}. */
  private static final long LONGEST_SECONDS = 1_000_000;

  private final Kqueue library;
  private final Abi.Errnos known;
  private final WakeUp wakeUp;
  private final Errno errno;
  private final Arena arena = Arena.ofConfined();
  private final MemorySegment changes;
  private final MemorySegment batch;
  private final MemorySegment timeout;
  private final int queue;
  private boolean closed;

  /** What each descriptor is watched for, by its number. */
  private byte[] interests = new byte[FIRST_DESCRIPTORS];

  /**
   * A descriptor's place in {@link #found}, by its number; holds only if that place holds the
   * descriptor. Such a set needs no clearing between two batches. Source: Briggs and Torczon, An
   * Efficient Representation for Sparse Sets, 1993.
   */
  private int[] places = new int[FIRST_DESCRIPTORS];

  private final int[] found = new int[BATCH];
  private final int[] foundMarks = new int[BATCH];

  /**
   * @param library where kqueue is
   * @param abi the numbers of the system it runs on
   */
  public KqueuePoller(Kqueue library, Abi abi) {
    this.library = library;
    this.known = abi.errnos();
    // The first, because it is the one that may fail, and then nothing else has to be given back.
    wakeUp = new WakeUp(abi);
    errno = new Errno();
    changes = arena.allocate(2 * library.layout.bytes, 8);
    batch = arena.allocate(BATCH * library.layout.bytes, 8);
    timeout = arena.allocate(Kqueue.TIMESPEC_BYTES, 8);
    int opened = -1;
    try {
      opened = errno.check("kqueue", (int) library.kqueue.invokeExact(errno.state()));
      queue = opened;
      add(wakeUp.descriptor(), READ);
    } catch (Throwable failure) {
      release(opened);
      throw rethrow(failure);
    }
  }

  @Override
  public void add(int descriptor, int interest) {
    // What is kept may be from before a close, and of that the kernel knows nothing any more.
    apply("kevent(EV_ADD)", descriptor, interest, interest(descriptor) & ~interest);
  }

  @Override
  public void change(int descriptor, int interest) {
    int before = interest(descriptor);
    apply("kevent(EV_ADD, EV_DELETE)", descriptor, interest & ~before, before & ~interest);
  }

  private int interest(int descriptor) {
    return descriptor >= 0 && descriptor < interests.length ? interests[descriptor] : 0;
  }

  private void apply(String call, int descriptor, int added, int deleted) {
    int count =
        put(put(0, descriptor, added, Kqueue.EV_ADD), descriptor, deleted, Kqueue.EV_DELETE);
    if (count == 0) {
      return;
    }
    if (!change(call, changes, count)) {
      // kevent stopped at the first filter that was not there: the others are still to be done.
      for (int i = 0; i < count; i++) {
        MemorySegment one = changes.asSlice(i * library.layout.bytes, library.layout.bytes);
        if (!change(call, one, 1)
            && one.get(JAVA_SHORT, KeventLayout.FLAGS_AT) != Kqueue.EV_DELETE) {
          throw errno.failure(call);
        }
      }
    }
    if (descriptor >= interests.length) {
      int room = Math.max(descriptor + 1, 2 * interests.length);
      interests = Arrays.copyOf(interests, room);
      places = Arrays.copyOf(places, room);
    }
    interests[descriptor] = (byte) ((interests[descriptor] | added) & ~deleted);
  }

  private int put(int count, int descriptor, int marks, short flags) {
    int next = count;
    if ((marks & READ) != 0) {
      put(next++, descriptor, Kqueue.EVFILT_READ, flags);
    }
    if ((marks & WRITE) != 0) {
      put(next++, descriptor, Kqueue.EVFILT_WRITE, flags);
    }
    return next;
  }

  private void put(int index, int descriptor, short filter, short flags) {
    long at = index * library.layout.bytes;
    changes.set(JAVA_LONG, at + KeventLayout.IDENT_AT, descriptor);
    changes.set(JAVA_SHORT, at + KeventLayout.FILTER_AT, filter);
    changes.set(JAVA_SHORT, at + KeventLayout.FLAGS_AT, flags);
  }

  /** Returns false if something is not there: of a filter that is to be deleted, no error. */
  private boolean change(String call, MemorySegment list, int count) {
    // Without room for events kevent does not wait, and a change that fails is −1 and errno.
    int result = kevent(list, count, MemorySegment.NULL, 0, MemorySegment.NULL);
    // kevent(2): when interrupted, it has applied all changes.
    if (result >= 0 || errno.value() == known.eintr()) {
      return true;
    }
    if (errno.value() == Kqueue.ENOENT) {
      return false;
    }
    throw errno.failure(call);
  }

  @Override
  public int poll(long timeoutNanos, Ready ready) {
    int count = merge(await(timespec(timeoutNanos)));
    int reported = 0;
    for (int i = 0; i < count; i++) {
      int descriptor = found[i];
      // Neither what a callback before it has switched off nor what was never added is reported.
      if (interests[descriptor] != 0) {
        ready.ready(descriptor, foundMarks[i]);
        reported++;
      }
    }
    return reported;
  }

  private MemorySegment timespec(long nanos) {
    if (nanos < 0) {
      return MemorySegment.NULL;
    }
    timeout.set(JAVA_LONG, Kqueue.TV_SEC_AT, Math.min(nanos / NANOS_PER_SECOND, LONGEST_SECONDS));
    timeout.set(JAVA_LONG, Kqueue.TV_NSEC_AT, nanos % NANOS_PER_SECOND);
    return timeout;
  }

  private int await(MemorySegment atMost) {
    int events = kevent(MemorySegment.NULL, 0, batch, BATCH, atMost);
    // ETIMEDOUT is undocumented, but macOS has been seen to answer it. Source: golang/go#59679.
    if (events < 0 && (errno.value() == known.eintr() || errno.value() == known.etimedOut())) {
      return 0;
    }
    return errno.check("kevent", events);
  }

  /** One entry per descriptor out of one event per filter; returns how many there are. */
  private int merge(int events) {
    int count = 0;
    for (int i = 0; i < events; i++) {
      long at = i * library.layout.bytes;
      long ident = batch.get(JAVA_LONG, at + KeventLayout.IDENT_AT);
      if (ident == wakeUp.descriptor()) {
        wakeUp.drain();
      } else if (ident >= 0 && ident < interests.length) {
        int descriptor = (int) ident;
        int marks = marks(at);
        int place = places[descriptor];
        if (place < count && found[place] == descriptor) {
          foundMarks[place] |= marks;
        } else {
          places[descriptor] = count;
          found[count] = descriptor;
          foundMarks[count++] = marks;
        }
      }
    }
    return count;
  }

  private int marks(long at) {
    if ((batch.get(JAVA_SHORT, at + KeventLayout.FLAGS_AT) & (Kqueue.EV_EOF | Kqueue.EV_ERROR))
        != 0) {
      return READ | WRITE;
    }
    return batch.get(JAVA_SHORT, at + KeventLayout.FILTER_AT) == Kqueue.EVFILT_READ ? READ : WRITE;
  }

  private int kevent(
      MemorySegment list, int count, MemorySegment events, int room, MemorySegment atMost) {
    try {
      return (int)
          library.kevent.invokeExact(errno.state(), queue, list, count, events, room, atMost);
    } catch (Throwable impossible) {
      throw Errno.unexpected(impossible);
    }
  }

  @Override
  public void wakeUp() {
    wakeUp.signal();
  }

  @Override
  public String name() {
    return "kqueue";
  }

  @Override
  public void close() {
    release(queue);
  }

  private void release(int opened) {
    if (closed) {
      // The number may be another's by now.
      return;
    }
    closed = true;
    try {
      if (opened >= 0) {
        errno.check("close", (int) library.close.invokeExact(errno.state(), opened));
      }
    } catch (Throwable failure) {
      throw rethrow(failure);
    }
    wakeUp.close();
    arena.close();
    errno.close();
  }

  private static RuntimeException rethrow(Throwable thrown) {
    if (thrown instanceof OsException failure) {
      throw failure;
    }
    throw Errno.unexpected(thrown);
  }
}
