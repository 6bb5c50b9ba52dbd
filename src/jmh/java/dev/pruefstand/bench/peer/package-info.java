/**
 * The peers: servers that people really use, as contenders of a group of their own. One adapter per
 * peer, configured as its documentation advises, serving the same files from memory.
 */
@NullMarked
package dev.pruefstand.bench.peer;

import org.jspecify.annotations.NullMarked;
