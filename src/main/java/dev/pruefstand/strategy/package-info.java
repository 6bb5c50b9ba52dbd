/**
 * The catalogue of contenders; the only code that names implementations or asks which OS this is.
 */
@NullMarked
package dev.pruefstand.strategy;

import org.jspecify.annotations.NullMarked;
