package dev.pruefstand.bench.peer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.AsciiString;

/**
 * A file in Netty's own types.
 *
 * @param body native memory that the garbage collector frees, so that answers need not count
 *     references
 */
record NettyPage(
    AsciiString contentType,
    AsciiString etag,
    AsciiString lastModified,
    AsciiString length,
    ByteBuf body) {
  static NettyPage of(Page page) {
    return new NettyPage(
        AsciiString.cached(page.contentType()),
        AsciiString.cached(page.etag()),
        AsciiString.cached(page.lastModified()),
        AsciiString.cached(page.length()),
        Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(page.body())));
  }
}
