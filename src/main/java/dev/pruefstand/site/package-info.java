/** The served directory, loaded once into memory: path to Resource. */
@NullMarked
package dev.pruefstand.site;

import org.jspecify.annotations.NullMarked;
