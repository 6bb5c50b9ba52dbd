package dev.pruefstand.os;

import java.util.function.Supplier;

/**
 * What a native event loop needs of the system it runs on.
 *
 * @param abi the system's numbers
 * @param pollers opens a poller; to be called on the thread that will poll
 */
public record Platform(Abi abi, Supplier<Poller> pollers) {}
