package dev.pruefstand.bench.peer;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/**
 * Netty with one event loop, which accepts, parses and answers: what one core can use. Over its
 * native epoll where that can be loaded, and over java.nio elsewhere.
 *
 * <p>Source: Netty's user guide and its wiki page on native transports.
 */
final class NettyPeer implements PeerServer {
  private static final int EVENT_LOOPS = 1;
  private static final int STOP_SECONDS = 5;

  private final EventLoopGroup loops;
  private final Channel listener;

  private NettyPeer(PeerConfig config) throws IOException {
    boolean epoll = Epoll.isAvailable();
    IoHandlerFactory handlers = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    Class<? extends ServerSocketChannel> channel =
        epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    loops = new MultiThreadIoEventLoopGroup(EVENT_LOOPS, handlers);
    var pages = new Pages<>(config.site(), NettyPage::of);
    try {
      listener =
          new ServerBootstrap()
              .group(loops)
              .channel(channel)
              .option(ChannelOption.SO_BACKLOG, PeerConfig.BACKLOG)
              .childOption(ChannelOption.TCP_NODELAY, true)
              .childHandler(
                  new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel connection) {
                      connection.pipeline().addLast(new HttpServerCodec(), new NettyAnswers(pages));
                    }
                  })
              .bind(config.address())
              .syncUninterruptibly()
              .channel();
    } catch (Exception notBound) {
      // Netty throws the cause as it is, be it declared or not.
      close();
      throw new IOException("Netty cannot start: " + notBound.getMessage(), notBound);
    }
  }

  static PeerServer start(PeerConfig config) throws IOException {
    return new NettyPeer(config);
  }

  @Override
  public InetSocketAddress address() {
    return (InetSocketAddress) listener.localAddress();
  }

  /** Also closes the channels of its loops. */
  @Override
  public void close() {
    loops.shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
