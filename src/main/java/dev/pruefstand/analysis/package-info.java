/** Statistics over trials: intervals, ranking, latency, cost. */
@NullMarked
package dev.pruefstand.analysis;

import org.jspecify.annotations.NullMarked;
