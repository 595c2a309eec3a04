package io.campanile.proto.socket;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.resolver.InetSocketAddressResolver;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Looks the names of masters up as the JDK does, which may take many seconds, and lets no event loop wait for it: while one
 * name is not found, a slave goes on answering its master and asking others. The threads are shared, and end when there
 * is nothing to look up. What the JDK has found it remembers, for 30 s unless its property {@code networkaddress.cache.ttl} says
 * otherwise.
 *
 * <p>All addresses of a name come in the order of RFC 8305, section 4: the families in turn, beginning with that of the first one
 * that the JDK names ({@code java.net.preferIPv6Addresses} says which). Of very many, {@value #MOST_ADDRESSES} count.
 */
public final class NameLookUps extends AddressResolverGroup<InetSocketAddress> {

    /** For every slave of this process. */
    public static final NameLookUps SHARED = new NameLookUps();

    /** Who has more of them finds a master among these. */
    static final int MOST_ADDRESSES = 32;

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

    /**
     * Where a master can be reached, in the order in which to try.
     *
     * @param master unresolved; one that is given by its address stays as it is
     * @param loop on which the answer comes
     */
    public Future<List<InetSocketAddress>> addresses(InetSocketAddress master, EventExecutor loop) {
        return isAddress(master.getHostString())
                ? loop.newSucceededFuture(List.of(master))
                : getResolver(loop).resolveAll(master);
    }

    private static boolean isAddress(String host) {
        return NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host);
    }

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
        return new InetSocketAddressResolver(executor, new InetNameResolver(executor) {
            @Override
            protected void doResolve(String host, Promise<InetAddress> found) throws UnknownHostException {
                Promise<List<InetAddress>> all = executor.newPromise();
                all.addListener((Future<List<InetAddress>> f) -> {
                    if (f.isSuccess()) {
                        found.trySuccess(f.getNow().get(0));
                    } else {
                        found.tryFailure(f.cause());
                    }
                });
                doResolveAll(host, all);
            }

            @Override
            protected void doResolveAll(String host, Promise<List<InetAddress>> found) throws UnknownHostException {
                if (isAddress(host)) {
                    found.setSuccess(List.of(InetAddress.getByName(host)));
                } else {
                    threads.execute(() -> lookUp(host, found, executor));
                }
            }
        });
    }

    private static void lookUp(String host, Promise<List<InetAddress>> found, EventExecutor executor) {
        try {
            List<InetAddress> addresses = inTurn(List.of(InetAddress.getAllByName(host)));
            if (!executor.isShuttingDown()) {
                found.trySuccess(addresses);
            }
        } catch (UnknownHostException e) {
            if (!executor.isShuttingDown()) {
                found.tryFailure(e);
            }
        }
    }

    /** The families in turn, each in its order. */
    static List<InetAddress> inTurn(List<InetAddress> addresses) {
        Class<?> first = addresses.get(0).getClass();
        Deque<InetAddress> ofFirst = new ArrayDeque<>();
        Deque<InetAddress> ofOther = new ArrayDeque<>();
        addresses.forEach(address -> (first.isInstance(address) ? ofFirst : ofOther).add(address));
        List<InetAddress> inTurn = new ArrayList<>();
        while (inTurn.size() < MOST_ADDRESSES && !(ofFirst.isEmpty() && ofOther.isEmpty())) {
            boolean firstsTurn = inTurn.size() % 2 == 0;
            inTurn.add((firstsTurn && !ofFirst.isEmpty()) || ofOther.isEmpty() ? ofFirst.remove() : ofOther.remove());
        }
        return inTurn;
    }
}
