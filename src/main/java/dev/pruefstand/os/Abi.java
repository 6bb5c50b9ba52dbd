package dev.pruefstand.os;

import java.util.Set;

/**
 * The numbers that a system's C headers give to the names of the sockets API. The names are kept.
 *
 * @param lengthInAddress whether {@code sockaddr} begins with its own length, as on the BSDs
 * @param acceptFlags {@code SOCK_NONBLOCK | SOCK_CLOEXEC} for {@code accept4}, 0 where that call is
 *     missing
 * @param soReusePort socket option with which several sockets listen on one address and the system
 *     spreads the connections over them: {@code SO_REUSEPORT} on Linux, {@code SO_REUSEPORT_LB} on
 *     FreeBSD; 0 where there is none that spreads them
 * @param soNoSigPipe socket option that turns SIGPIPE off, 0 where there is none
 * @param sendFlags {@code MSG_NOSIGNAL}, 0 where there is none
 */
public record Abi(
    String system,
    int afInet,
    int afInet6,
    boolean lengthInAddress,
    int acceptFlags,
    int solSocket,
    int soReuseAddr,
    int soReusePort,
    int soSndBuf,
    int soError,
    int soNoSigPipe,
    int sendFlags,
    int oNonBlock,
    Errnos errnos) {
  /** {@code IPPROTO_TCP}, the same everywhere. */
  static final int IPPROTO_TCP = 6;

  /** {@code TCP_NODELAY}, the same everywhere. */
  static final int TCP_NODELAY = 1;

  /** {@code SOCK_STREAM}, the same everywhere. */
  static final int SOCK_STREAM = 1;

  /** {@code SHUT_WR}, the same everywhere. */
  static final int SHUT_WR = 1;

  static final int F_GETFL = 3;
  static final int F_SETFL = 4;
  static final int F_SETFD = 2;
  static final int FD_CLOEXEC = 1;

  /** Whether the system spreads connections over several sockets that listen on one address. */
  public boolean spreadsConnections() {
    return soReusePort != 0;
  }

  /** The same system, if it did not spread connections. */
  public Abi withoutSpreading() {
    return new Abi(
        system,
        afInet,
        afInet6,
        lengthInAddress,
        acceptFlags,
        solSocket,
        soReuseAddr,
        0,
        soSndBuf,
        soError,
        soNoSigPipe,
        sendFlags,
        oNonBlock,
        errnos);
  }

  /**
   * The error numbers that have a meaning beyond failure.
   *
   * @param deadInQueue what accept(2) reports of a connection that died before it was accepted, and
   *     of the network's errors that Linux passes on there: no reason to stop
   */
  public record Errnos(
      int eintr,
      int eagain,
      int enfile,
      int emfile,
      int enobufs,
      int enomem,
      int epipe,
      int econnAborted,
      int econnReset,
      int econnRefused,
      int enotConn,
      int etimedOut,
      int einProgress,
      int eaddrInUse,
      int eaddrNotAvail,
      int eperm,
      int eproto,
      int enetDown,
      int enetUnreach,
      int enetReset,
      int ehostDown,
      int ehostUnreach,
      Set<Integer> deadInQueue) {
    /**
     * Whether accept(2) tells of a connection that died in the queue, and nothing of the others.
     */
    public boolean isDeadInQueue(int errno) {
      return deadInQueue.contains(errno);
    }

    /** Whether no descriptors or buffers are left in the process or the system. */
    public boolean isExhausted(int errno) {
      return errno == emfile || errno == enfile || errno == enobufs || errno == enomem;
    }

    /**
     * Whether nothing is left of a connection: the peer ended it, gave no sign of life, or the
     * network (an ICMP message, an interface that went down, a firewall's rule) took it away.
     */
    public boolean isGone(int errno) {
      return errno == econnReset
          || errno == epipe
          || errno == econnAborted
          || errno == econnRefused
          || errno == etimedOut
          || errno == enotConn
          || isUnreachable(errno);
    }

    /** Whether there is no way to the peer, for now or for good. */
    boolean isUnreachable(int errno) {
      return errno == ehostUnreach
          || errno == enetUnreach
          || errno == enetDown
          || errno == ehostDown
          || errno == enetReset
          || errno == eproto
          || errno == eperm;
    }
  }
}
