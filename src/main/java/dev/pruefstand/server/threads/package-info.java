/** Dispatch to threads: a front that watches connections, and workers that serve requests. */
@NullMarked
package dev.pruefstand.server.threads;

import org.jspecify.annotations.NullMarked;
