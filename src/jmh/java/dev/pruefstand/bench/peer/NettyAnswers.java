package dev.pruefstand.bench.peer;

import dev.pruefstand.http.HttpDate;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.util.AsciiString;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;

/** Answers the requests of one connection, whose event loop calls it. */
final class NettyAnswers extends ChannelInboundHandlerAdapter {
  private static final AsciiString NAME = AsciiString.cached("netty");
  private static final AsciiString ALLOW = AsciiString.cached("GET, HEAD");
  private static final AsciiString NOTHING = AsciiString.cached("0");
  private static final HttpDate DATE = new HttpDate();
  private static final long MILLIS_PER_SECOND = 1000;

  private final Pages<NettyPage> pages;

  NettyAnswers(Pages<NettyPage> pages) {
    this.pages = pages;
  }

  /** A request's body, where it has one, comes as further messages and is of no interest. */
  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    try {
      if (message instanceof HttpRequest request) {
        answer(context, request);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  /** One system call for all the answers to requests that came together. */
  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    context.flush();
  }

  /** A client may end its connection as it likes; anything else is a fault and told. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (!(cause instanceof IOException)) {
      context.fireExceptionCaught(cause);
    }
    context.close();
  }

  private void answer(ChannelHandlerContext context, HttpRequest request) {
    if (request.decoderResult().isFailure() || lacksHost(request)) {
      HttpHeaders headers = headers();
      headers
          .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE)
          .set(HttpHeaderNames.CONTENT_LENGTH, NOTHING);
      write(context, HttpResponseStatus.BAD_REQUEST, headers, Unpooled.EMPTY_BUFFER)
          .addListener(ChannelFutureListener.CLOSE);
      return;
    }
    NettyPage page = pages.find(new QueryStringDecoder(request.uri()).path());
    if (!Pages.isRead(request.method().name())) {
      HttpHeaders headers = headers().set(HttpHeaderNames.ALLOW, ALLOW);
      refuse(context, request, HttpResponseStatus.METHOD_NOT_ALLOWED, headers);
    } else if (page == null) {
      refuse(context, request, HttpResponseStatus.NOT_FOUND, headers());
    } else {
      HttpHeaders headers =
          headers()
              .set(HttpHeaderNames.CONTENT_TYPE, page.contentType())
              .set(HttpHeaderNames.CONTENT_LENGTH, page.length())
              .set(HttpHeaderNames.ETAG, page.etag())
              .set(HttpHeaderNames.LAST_MODIFIED, page.lastModified());
      give(context, request, HttpResponseStatus.OK, headers, page.body().duplicate());
    }
  }

  private static boolean lacksHost(HttpRequest request) {
    return request.protocolVersion().equals(HttpVersion.HTTP_1_1)
        && !request.headers().contains(HttpHeaderNames.HOST);
  }

  private static void refuse(
      ChannelHandlerContext context,
      HttpRequest request,
      HttpResponseStatus status,
      HttpHeaders headers) {
    headers.set(HttpHeaderNames.CONTENT_LENGTH, NOTHING);
    give(context, request, status, headers, Unpooled.EMPTY_BUFFER);
  }

  private static void give(
      ChannelHandlerContext context,
      HttpRequest request,
      HttpResponseStatus status,
      HttpHeaders headers,
      ByteBuf body) {
    boolean keepAlive = HttpUtil.isKeepAlive(request);
    HttpUtil.setKeepAlive(headers, request.protocolVersion(), keepAlive);
    ChannelFuture written = write(context, status, headers, body);
    if (!keepAlive) {
      written.addListener(ChannelFutureListener.CLOSE);
    }
  }

  /** The codec leaves the body out of the answer to HEAD. */
  private static ChannelFuture write(
      ChannelHandlerContext context, HttpResponseStatus status, HttpHeaders headers, ByteBuf body) {
    return context.write(
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, status, body, headers, EmptyHttpHeaders.INSTANCE));
  }

  /** Every name and value is one of ours, so that none has to be validated. */
  private static HttpHeaders headers() {
    byte[] date = DATE.at(System.currentTimeMillis() / MILLIS_PER_SECOND);
    return DefaultHttpHeadersFactory.headersFactory()
        .withValidation(false)
        .newHeaders()
        .set(HttpHeaderNames.SERVER, NAME)
        .set(HttpHeaderNames.DATE, new AsciiString(date, false));
  }
}
