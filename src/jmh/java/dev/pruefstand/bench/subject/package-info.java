/**
 * What is measured, wherever it runs: in this process, in one of its own, or as somebody else's
 * program.
 */
@NullMarked
package dev.pruefstand.bench.subject;

import org.jspecify.annotations.NullMarked;
