/**
 * The benchmarks, their states, and the campaign runner. The penetrator is the benchmark method;
 * the server is started in {@code @Setup}.
 */
@NullMarked
package dev.pruefstand.bench;

import org.jspecify.annotations.NullMarked;
