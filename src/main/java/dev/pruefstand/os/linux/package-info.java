/** Linux: epoll behind the neutral Poller, and this system's constants. */
@NullMarked
package dev.pruefstand.os.linux;

import org.jspecify.annotations.NullMarked;
