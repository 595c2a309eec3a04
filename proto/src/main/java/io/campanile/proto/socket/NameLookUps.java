package io.campanile.proto.socket;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.resolver.InetSocketAddressResolver;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Looks the names of masters up as the JDK does, which may take many seconds, and lets no event loop wait for it: while one
 * name is not found, a slave goes on answering its master and asking others. The threads are shared, and end when there
 * is nothing to look up.
 */
public final class NameLookUps extends AddressResolverGroup<InetSocketAddress> {

    /** For every slave of this process. */
    public static final NameLookUps SHARED = new NameLookUps();

    private static final int MOST_AT_ONCE = 8;

    private final ThreadPoolExecutor threads;

    private NameLookUps() {
        threads = new ThreadPoolExecutor(
                MOST_AT_ONCE,
                MOST_AT_ONCE,
                1,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new DefaultThreadFactory("campanile-look-up", true));
        threads.allowCoreThreadTimeOut(true);
    }

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
        return new InetSocketAddressResolver(executor, new InetNameResolver(executor) {
            @Override
            protected void doResolve(String host, Promise<InetAddress> found) throws UnknownHostException {
                if (NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host)) {
                    found.setSuccess(InetAddress.getByName(host));
                } else {
                    threads.execute(() -> lookUp(host, found, executor));
                }
            }

            @Override
            protected void doResolveAll(String host, Promise<List<InetAddress>> found) throws UnknownHostException {
                throw new UnsupportedOperationException("one address is enough to connect to");
            }
        });
    }

    private static void lookUp(String host, Promise<InetAddress> found, EventExecutor executor) {
        try {
            InetAddress address = InetAddress.getByName(host);
            if (!executor.isShuttingDown()) {
                found.trySuccess(address);
            }
        } catch (UnknownHostException e) {
            if (!executor.isShuttingDown()) {
                found.tryFailure(e);
            }
        }
    }
}
