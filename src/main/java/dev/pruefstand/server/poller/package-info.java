/** One or more event loops over the system's readiness facility, called through os.Poller. */
@NullMarked
package dev.pruefstand.server.poller;

import org.jspecify.annotations.NullMarked;
