/**
 * HTTP/1.1 as bytes: request and response parser, response heads, status, limits. No I/O, no
 * threads.
 */
@NullMarked
package dev.pruefstand.http;

import org.jspecify.annotations.NullMarked;
