/**
 * The oracle: servers whose timing is known, and the mathematics beside them. What the penetrator
 * measures against the one is compared with the other, so that its percentiles have a truth.
 */
@NullMarked
package dev.pruefstand.bench.oracle;

import org.jspecify.annotations.NullMarked;
