package dev.pruefstand.os.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.pruefstand.os.Errno;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/**
 * {@code linux/io_uring.h} in Java, C names kept, and what its calls need of {@code sys/mman.h},
 * {@code poll.h} and {@code sys/socket.h}. The C library has no functions for io_uring: they are
 * called by number. Source: io_uring_setup(2), io_uring_enter(2), io_uring_register(2), mmap(2).
 *
 * <pre>
 * struct io_uring_sqe {              struct io_uring_cqe {
 *   __u8   opcode;       0             __u64  user_data;   0
 *   __u8   flags;        1             __s32  res;         8
 *   __u16  ioprio;       2             __u32  flags;      12
 *   __s32  fd;           4           };                   16 bytes
 *   __u64  off;          8
 *   __u64  addr;        16           struct io_uring_buf {
 *   __u32  len;         24             __u64  addr;        0
 *   __u32  msg_flags;   28             __u32  len;         8
 *   __u64  user_data;   32             __u16  bid;        12
 *   __u16  buf_group;   40             __u16  resv;       14  (the ring's tail, in entry 0)
 * };                    64 bytes     };                   16 bytes
 * </pre>
 */
final class IoUring {
  static final long SQE_BYTES = 64;
  static final long SQE_OPCODE = 0;
  static final long SQE_FLAGS = 1;
  static final long SQE_IOPRIO = 2;
  static final long SQE_FD = 4;
  static final long SQE_OFF = 8;
  static final long SQE_ADDR = 16;
  static final long SQE_LEN = 24;
  static final long SQE_MSG_FLAGS = 28;
  static final long SQE_USER_DATA = 32;
  static final long SQE_BUF_GROUP = 40;
  static final long SQE_ADDR3 = 48;

  static final long CQE_BYTES = 16;
  static final long CQE_USER_DATA = 0;
  static final long CQE_RES = 8;
  static final long CQE_FLAGS = 12;

  static final long BUF_BYTES = 16;
  static final long BUF_ADDR = 0;
  static final long BUF_LEN = 8;
  static final long BUF_BID = 12;
  static final long BUF_RING_TAIL = 14;

  /** struct io_uring_params, with struct io_sqring_offsets and io_cqring_offsets at its end. */
  static final long PARAMS_BYTES = 120;

  static final long PARAMS_SQ_ENTRIES = 0;
  static final long PARAMS_CQ_ENTRIES = 4;
  static final long PARAMS_FLAGS = 8;
  static final long PARAMS_SQ_HEAD = 40;
  static final long PARAMS_SQ_TAIL = 44;
  static final long PARAMS_SQ_ARRAY = 64;
  static final long PARAMS_CQ_HEAD = 80;
  static final long PARAMS_CQ_TAIL = 84;
  static final long PARAMS_CQ_CQES = 100;

  /** struct io_uring_getevents_arg */
  static final long GETEVENTS_ARG_BYTES = 24;

  static final long GETEVENTS_ARG_TS = 16;

  /** struct io_uring_buf_reg */
  static final long BUF_REG_BYTES = 40;

  static final long BUF_REG_RING_ADDR = 0;
  static final long BUF_REG_RING_ENTRIES = 8;
  static final long BUF_REG_BGID = 12;

  /** struct io_uring_rsrc_update */
  static final long RSRC_UPDATE_BYTES = 16;

  static final long RSRC_UPDATE_OFFSET = 0;
  static final long RSRC_UPDATE_DATA = 8;

  static final int IORING_OP_POLL_ADD = 6;
  static final int IORING_OP_ACCEPT = 13;
  static final int IORING_OP_ASYNC_CANCEL = 14;
  static final int IORING_OP_CLOSE = 19;
  static final int IORING_OP_SEND = 26;
  static final int IORING_OP_RECV = 27;

  static final int IOSQE_BUFFER_SELECT = 1 << 5;

  static final int IORING_SETUP_CQSIZE = 1 << 3;
  static final int IORING_SETUP_SUBMIT_ALL = 1 << 7;
  static final int IORING_SETUP_SINGLE_ISSUER = 1 << 12;
  static final int IORING_SETUP_DEFER_TASKRUN = 1 << 13;

  static final int IORING_ENTER_GETEVENTS = 1;
  static final int IORING_ENTER_EXT_ARG = 1 << 3;
  static final int IORING_ENTER_REGISTERED_RING = 1 << 4;

  static final int IORING_REGISTER_RING_FDS = 20;
  static final int IORING_UNREGISTER_RING_FDS = 21;
  static final int IORING_REGISTER_PBUF_RING = 22;
  static final int IORING_UNREGISTER_PBUF_RING = 23;

  static final int IORING_CQE_F_BUFFER = 1;
  static final int IORING_CQE_F_MORE = 1 << 1;
  static final int IORING_CQE_BUFFER_SHIFT = 16;

  static final int IORING_ACCEPT_MULTISHOT = 1;
  static final int IORING_RECV_MULTISHOT = 1 << 1;

  static final int IORING_ASYNC_CANCEL_ALL = 1;
  static final int IORING_ASYNC_CANCEL_ANY = 1 << 2;

  static final long IORING_OFF_SQ_RING = 0;
  static final long IORING_OFF_SQES = 0x10000000L;

  static final int PROT_READ = 1;
  static final int PROT_WRITE = 2;
  static final int MAP_SHARED = 0x01;
  static final int MAP_PRIVATE = 0x02;
  static final int MAP_ANONYMOUS = 0x20;
  static final int MAP_POPULATE = 0x8000;
  static final long MAP_FAILED = -1;

  static final int POLLIN = 0x001;
  static final int POLLOUT = 0x004;
  static final int MSG_DONTWAIT = 0x40;

  static final int EPERM = 1;
  static final int EBUSY = 16;
  static final int EINVAL = 22;
  static final int ENOSYS = 38;
  static final int ETIME = 62;
  static final int ECANCELED = 125;

  private static final long SYS_IO_URING_SETUP = 425;
  private static final long SYS_IO_URING_ENTER = 426;
  private static final long SYS_IO_URING_REGISTER = 427;

  private static final SymbolLookup LIBRARY = Linker.nativeLinker().defaultLookup();

  /** int io_uring_setup(u32 entries, struct io_uring_params *p) */
  static final MethodHandle IO_URING_SETUP = syscall(SYS_IO_URING_SETUP, JAVA_INT, ADDRESS);

  /**
   * int io_uring_enter2(unsigned fd, unsigned to_submit, unsigned min_complete, unsigned flags,
   * void *arg, size_t argsz)
   */
  static final MethodHandle IO_URING_ENTER =
      syscall(SYS_IO_URING_ENTER, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_LONG);

  /** int io_uring_register(unsigned fd, unsigned opcode, void *arg, unsigned nr_args) */
  static final MethodHandle IO_URING_REGISTER =
      syscall(SYS_IO_URING_REGISTER, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);

  /** void *mmap(void *addr, size_t length, int prot, int flags, int fd, off_t offset) */
  static final MethodHandle MMAP =
      Errno.downcall(
          LIBRARY,
          "mmap",
          FunctionDescriptor.of(
              JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG),
          -1);

  /** int munmap(void *addr, size_t length) */
  static final MethodHandle MUNMAP =
      Errno.downcall(LIBRARY, "munmap", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG), -1);

  private IoUring() {}

  /** A handle on {@code long syscall(long number, ...)} with the number filled in. */
  private static MethodHandle syscall(long number, MemoryLayout... arguments) {
    FunctionDescriptor type =
        FunctionDescriptor.of(JAVA_LONG, arguments).insertArgumentLayouts(0, JAVA_LONG);
    return MethodHandles.insertArguments(Errno.downcall(LIBRARY, "syscall", type, 1), 1, number);
  }
}
