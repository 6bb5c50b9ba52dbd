/** A single-threaded event loop over the system's readiness facility, called through os.Poller. */
@NullMarked
package dev.pruefstand.server.poller;

import org.jspecify.annotations.NullMarked;
