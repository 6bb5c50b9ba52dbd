/**
 * Dispatch to threads: a front that watches connections and workers that serve requests, or
 * blocking code that has a thread for each connection.
 */
@NullMarked
package dev.pruefstand.server.threads;

import org.jspecify.annotations.NullMarked;
