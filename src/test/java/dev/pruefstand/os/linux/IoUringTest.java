package dev.pruefstand.os.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The numbers of {@code linux/io_uring.h}: written down twice, and asked of a C compiler. */
@Timeout(60)
class IoUringTest {
  private static final Path HEADER = Path.of("/usr/include/linux/io_uring.h");

  /** What C calls the numbers that have no name there. */
  private static final Map<String, String> IN_C =
      Map.ofEntries(
          Map.entry("SQE_BYTES", "sizeof(struct io_uring_sqe)"),
          Map.entry("CQE_BYTES", "sizeof(struct io_uring_cqe)"),
          Map.entry("BUF_BYTES", "sizeof(struct io_uring_buf)"),
          Map.entry("BUF_RING_TAIL", "offsetof(struct io_uring_buf_ring, tail)"),
          Map.entry("PARAMS_BYTES", "sizeof(struct io_uring_params)"),
          Map.entry("PARAMS_SQ_HEAD", "offsetof(struct io_uring_params, sq_off.head)"),
          Map.entry("PARAMS_SQ_TAIL", "offsetof(struct io_uring_params, sq_off.tail)"),
          Map.entry("PARAMS_SQ_ARRAY", "offsetof(struct io_uring_params, sq_off.array)"),
          Map.entry("PARAMS_CQ_HEAD", "offsetof(struct io_uring_params, cq_off.head)"),
          Map.entry("PARAMS_CQ_TAIL", "offsetof(struct io_uring_params, cq_off.tail)"),
          Map.entry("PARAMS_CQ_CQES", "offsetof(struct io_uring_params, cq_off.cqes)"),
          Map.entry("GETEVENTS_ARG_BYTES", "sizeof(struct io_uring_getevents_arg)"),
          Map.entry("BUF_REG_BYTES", "sizeof(struct io_uring_buf_reg)"),
          Map.entry("RSRC_UPDATE_BYTES", "sizeof(struct io_uring_rsrc_update)"),
          Map.entry("MAP_FAILED", "(long)MAP_FAILED"));

  private static final List<String> STRUCTS =
      List.of("sqe", "cqe", "buf_reg", "buf", "params", "getevents_arg", "rsrc_update");

  private static Map<String, Long> numbers() {
    Map<String, Long> numbers = new TreeMap<>();
    for (Field field : IoUring.class.getDeclaredFields()) {
      boolean number = field.getType() == int.class || field.getType() == long.class;
      if (number && !Modifier.isPrivate(field.getModifiers())) {
        try {
          numbers.put(field.getName(), ((Number) field.get(null)).longValue());
        } catch (IllegalAccessException impossible) {
          throw new AssertionError(impossible);
        }
      }
    }
    return numbers;
  }

  @ParameterizedTest
  @CsvSource({
    "64,  SQE_BYTES",
    "0,  SQE_OPCODE",
    "1,  SQE_FLAGS",
    "2,  SQE_IOPRIO",
    "4,  SQE_FD",
    "8,   SQE_OFF",
    "16, SQE_ADDR",
    "24, SQE_LEN",
    "28, SQE_MSG_FLAGS",
    "32, SQE_USER_DATA",
    "40,  SQE_BUF_GROUP",
    "48, SQE_ADDR3",
    "16, CQE_BYTES",
    "0,  CQE_USER_DATA",
    "8,  CQE_RES",
    "12,  CQE_FLAGS",
    "16, BUF_BYTES",
    "0,  BUF_ADDR",
    "8,  BUF_LEN",
    "12, BUF_BID",
    "14,  BUF_RING_TAIL",
    "120, PARAMS_BYTES",
    "40, PARAMS_SQ_HEAD",
    "44,  PARAMS_SQ_TAIL",
    "64, PARAMS_SQ_ARRAY",
    "80, PARAMS_CQ_HEAD",
    "84, PARAMS_CQ_TAIL",
    "100, PARAMS_CQ_CQES",
    "24, GETEVENTS_ARG_BYTES",
    "16, GETEVENTS_ARG_TS",
    "40, BUF_REG_BYTES",
    "12,  BUF_REG_BGID",
    "16, RSRC_UPDATE_BYTES",
    "8,  RSRC_UPDATE_DATA",
    "6,   IORING_OP_POLL_ADD",
    "13, IORING_OP_ACCEPT",
    "14, IORING_OP_ASYNC_CANCEL",
    "19,  IORING_OP_CLOSE",
    "26, IORING_OP_SEND",
    "27, IORING_OP_RECV",
    "32,  IOSQE_BUFFER_SELECT",
    "8,  IORING_SETUP_CQSIZE",
    "4096, IORING_SETUP_SINGLE_ISSUER",
    "8192, IORING_SETUP_DEFER_TASKRUN",
    "22, IORING_REGISTER_PBUF_RING",
    "2,   IORING_CQE_F_MORE",
    "1,  IORING_ACCEPT_MULTISHOT",
    "2,  IORING_RECV_MULTISHOT",
    "62,  ETIME",
    "125, ECANCELED"
  })
  void theNumbersAreThoseOfTheHeader(long number, String name) {
    assertEquals(number, numbers().get(name));
  }

  @Test
  void aCompilerFindsTheSameNumbersInTheHeader(@TempDir Path folder) throws Exception {
    assumeTrue(Files.exists(HEADER), "there is no " + HEADER);
    Map<String, Long> numbers = numbers();
    var source =
        new StringBuilder(
            "#include <errno.h>\n#include <poll.h>\n#include <stddef.h>\n#include <stdio.h>\n"
                + "#include <sys/mman.h>\n#include <sys/socket.h>\n#include <linux/io_uring.h>\n"
                + "int main(void) {\n");
    for (String name : numbers.keySet()) {
      source.append("printf(\"%ld\\n\", (long)(").append(inC(name)).append("));\n");
    }
    source.append("}\n");
    Files.writeString(folder.resolve("numbers.c"), source);
    run(folder, "gcc", "-o", "numbers", "numbers.c");
    assertEquals(
        numbers.values().stream().toList(),
        run(folder, "./numbers").lines().map(Long::valueOf).toList(),
        () -> "of " + numbers.keySet());
  }

  private static String inC(String name) {
    String known = IN_C.get(name);
    if (known != null) {
      return known;
    }
    for (String struct : STRUCTS) {
      String prefix = struct.toUpperCase(Locale.ROOT) + "_";
      if (name.startsWith(prefix)) {
        String member = name.substring(prefix.length()).toLowerCase(Locale.ROOT);
        return "offsetof(struct io_uring_" + struct + ", " + member + ")";
      }
    }
    return name;
  }

  private static String run(Path folder, String... command) throws Exception {
    Process process;
    try {
      process =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    } catch (IOException noCompiler) {
      return abort("there is no C compiler: " + noCompiler.getMessage());
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor(30, TimeUnit.SECONDS);
    assertEquals(0, process.exitValue(), output);
    return output;
  }
}
