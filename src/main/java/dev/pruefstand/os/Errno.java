package dev.pruefstand.os;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * Where a call's errno is captured, and the one place that turns −1 into an exception.
 *
 * <p>Belongs to one thread: the next captured call overwrites it. Source: errno(3), strerror(3).
 */
public final class Errno implements AutoCloseable {
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle VALUE = STATE.varHandle(PathElement.groupElement("errno"));
  private static final long LONGEST_MESSAGE = 1024;

  private final Arena arena = Arena.ofConfined();
  private final MemorySegment state = arena.allocate(STATE);

  /**
   * A handle on a C function whose leading argument is {@link #state()}.
   *
   * @param variadicFrom the index of the first variadic argument, −1 for an ordinary function; on
   *     macOS/arm64 variadic arguments travel elsewhere, so leaving it out corrupts them
   * @throws UnsatisfiedLinkError if the library has no such function
   */
  @SuppressWarnings("restricted")
  public static MethodHandle downcall(
      SymbolLookup library, String name, FunctionDescriptor type, int variadicFrom) {
    MemorySegment function =
        library
            .find(name)
            .orElseThrow(() -> new UnsatisfiedLinkError("the C library has no function " + name));
    Linker.Option capture = Linker.Option.captureCallState("errno");
    return variadicFrom < 0
        ? Linker.nativeLinker().downcallHandle(function, type, capture)
        : Linker.nativeLinker()
            .downcallHandle(function, type, capture, Linker.Option.firstVariadicArg(variadicFrom));
  }

  /** The segment to pass as the leading argument of every captured call. */
  public MemorySegment state() {
    return state;
  }

  /** The errno of the last captured call. Meaningful only if that call reported a failure. */
  public int value() {
    return (int) VALUE.get(state, 0L);
  }

  /** The exception for the last captured call. */
  public OsException failure(String call) {
    int errno = value();
    return new OsException(call, errno, meaning(errno));
  }

  /** Passes a call's result on if it is not negative. */
  public int check(String call, int result) {
    if (result < 0) {
      throw failure(call);
    }
    return result;
  }

  /** The system's own words for an error number. */
  @SuppressWarnings("restricted")
  static String meaning(int errno) {
    try {
      MethodHandle strerror =
          Linker.nativeLinker()
              .downcallHandle(
                  Linker.nativeLinker().defaultLookup().findOrThrow("strerror"),
                  FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
      MemorySegment text = (MemorySegment) strerror.invokeExact(errno);
      return text.reinterpret(LONGEST_MESSAGE).getString(0);
    } catch (Throwable impossible) {
      throw unexpected(impossible);
    }
  }

  /**
   * What a method handle threw although no downcall throws; errors of the JVM stay what they are.
   */
  public static AssertionError unexpected(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    return new AssertionError("a downcall threw", thrown);
  }

  @Override
  public void close() {
    arena.close();
  }
}
