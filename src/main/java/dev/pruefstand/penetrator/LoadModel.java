package dev.pruefstand.penetrator;

/**
 * Who decides when the next request is due: the last answer (closed loop, salvo) or a plan (open
 * loop).
 *
 * <p>Source: Schroeder, Wierman, Harchol-Balter, <i>Open Versus Closed: A Cautionary Tale</i>, NSDI
 * 2006.
 */
public sealed interface LoadModel permits ClosedLoop, OpenLoop, Salvo {
  /** How many connections are opened before the first request. */
  int connections();

  /** How many connections may be open at the same time. */
  int mostConnections();

  /** How many requests a connection may carry that are not answered yet. */
  int pipeline();

  /** One line for people. */
  String describe();
}
