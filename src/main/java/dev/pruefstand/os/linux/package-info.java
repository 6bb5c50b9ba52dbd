/** Linux: epoll behind the neutral Poller, io_uring as a Ring, and this system's constants. */
@NullMarked
package dev.pruefstand.os.linux;

import org.jspecify.annotations.NullMarked;
