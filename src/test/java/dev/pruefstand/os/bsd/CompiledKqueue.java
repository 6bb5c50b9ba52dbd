package dev.pruefstand.os.bsd;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.pruefstand.os.Platform;
import dev.pruefstand.os.linux.LinuxAbi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code src/test/c/kqueue_shim.c}, compiled once per layout: kqueue in C over epoll,
 * <em>emulated</em>. A second opinion on {@code struct kevent}, because here the C compiler says
 * where its members stand.
 */
public final class CompiledKqueue {
  private static final Map<KeventLayout, Optional<Path>> LIBRARIES =
      new EnumMap<>(KeventLayout.class);

  private CompiledKqueue() {}

  /** Linux with pollers over the compiled kqueue; empty without Linux or a C compiler. */
  public static Optional<Platform> platform(KeventLayout layout) {
    return library(layout)
        .map(
            library -> {
              Kqueue kqueue = Kqueue.of(library, layout);
              return new Platform(LinuxAbi.ABI, () -> new KqueuePoller(kqueue, LinuxAbi.ABI));
            });
  }

  /** An array that the C compiler filled with a struct's size and offsets. */
  @SuppressWarnings("restricted")
  static Optional<List<Long>> shape(KeventLayout layout, String name, int numbers) {
    return library(layout)
        .map(library -> SymbolLookup.libraryLookup(library, Arena.global()).findOrThrow(name))
        .map(array -> array.reinterpret(numbers * JAVA_LONG.byteSize()).toArray(JAVA_LONG))
        .map(array -> Arrays.stream(array).boxed().toList());
  }

  /** The shared library's file; empty without Linux or a C compiler. */
  private static synchronized Optional<Path> library(KeventLayout layout) {
    return LIBRARIES.computeIfAbsent(layout, CompiledKqueue::compile);
  }

  private static Optional<Path> compile(KeventLayout layout) {
    if (!System.getProperty("os.name").equals("Linux") || !hasCompiler()) {
      return Optional.empty();
    }
    try {
      Path folder = Files.createTempDirectory("kqueue-shim");
      Path library = folder.resolve(layout + ".so");
      folder.toFile().deleteOnExit();
      library.toFile().deleteOnExit();
      Path source = Path.of(System.getProperty("basedir", ""), "src/test/c/kqueue_shim.c");
      List<String> command = new ArrayList<>();
      command.addAll(List.of("gcc", "-std=c11", "-D_GNU_SOURCE", "-Wall", "-Wextra", "-Werror"));
      command.addAll(List.of("-O2", "-shared", "-fPIC", "-D" + layout));
      command.addAll(List.of("-o", library.toString(), source.toString()));
      Process gcc = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(gcc.getInputStream().readAllBytes());
      if (gcc.waitFor() != 0) {
        throw new AssertionError("expected the shim to compile, found:\n" + said);
      }
      return Optional.of(library);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException failure) {
      throw new AssertionError("interrupted while compiling", failure);
    }
  }

  private static boolean hasCompiler() {
    try {
      return new ProcessBuilder("gcc", "--version")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException missing) {
      return false;
    } catch (InterruptedException failure) {
      throw new AssertionError("interrupted while looking for gcc", failure);
    }
  }
}
