/** What is gathered around a load for its certificate: of the client, the server, the machine. */
@NullMarked
package dev.pruefstand.evidence;

import org.jspecify.annotations.NullMarked;
