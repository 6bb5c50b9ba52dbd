/**
 * The fairness audit: whether contenders do the same work for the same request, seen from outside.
 * It knows addresses, not servers.
 */
@NullMarked
package dev.pruefstand.bench.fairness;

import org.jspecify.annotations.NullMarked;
