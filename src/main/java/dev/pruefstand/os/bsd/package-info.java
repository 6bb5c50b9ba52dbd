/** macOS and FreeBSD: kqueue behind the neutral Poller, and these systems' constants. */
@NullMarked
package dev.pruefstand.os.bsd;

import org.jspecify.annotations.NullMarked;
