package io.campanile.slave;

import io.campanile.core.message.Lineage;
import io.campanile.core.message.Message.Goodbye;
import io.campanile.core.session.AddressRace;
import io.campanile.core.session.MasterChoice;
import io.campanile.proto.socket.SocketFailure;
import io.campanile.slave.ApproachListener.Failure;
import io.campanile.slave.SlaveHandler.Ending;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a master: looks its name up, tries the addresses as {@link AddressRace} says, and tells how the session goes that
 * comes of it. What one address says that ends the attempt, ends it for all: a redirect, or that the slave is not to come back at
 * once. An address that does not let the slave in is one that failed.
 *
 * <p>The event loop calls everything.
 */
final class Approach {

    private final InetSocketAddress master;
    private final Dialer dialer;
    private final EventLoop loop;
    private final Function<SessionListener, SlaveHandler> handlers;
    private final ApproachListener listener;
    private final Set<Path> paths = new LinkedHashSet<>();
    private final Map<InetSocketAddress, String> failures = new HashMap<>();
    private @Nullable AddressRace<InetSocketAddress> race;
    private @Nullable ScheduledFuture<?> next;
    private Failure failure = Failure.UNREACHABLE;

    /** At the address where it came furthest. */
    private Optional<Goodbye> said = Optional.empty();

    private boolean decided;

    /**
     * An attempt that has not begun.
     *
     * @param handlers makes the end of a session
     */
    Approach(
            InetSocketAddress master,
            Dialer dialer,
            EventLoop loop,
            Function<SessionListener, SlaveHandler> handlers,
            ApproachListener listener) {
        this.master = master;
        this.dialer = dialer;
        this.loop = loop;
        this.handlers = handlers;
        this.listener = listener;
    }

    void start() {
        dialer.addresses(master).addListener((Future<List<InetSocketAddress>> found) -> onFound(found));
    }

    private void onFound(Future<List<InetSocketAddress>> found) {
        if (decided) {
            return;
        }
        if (found.isSuccess()) {
            race = new AddressRace<>(found.getNow());
            carryOn();
        } else {
            fail(SocketFailure.reason(found.cause()));
        }
    }

    /** Tries the addresses that are due, and comes back when the next one is. */
    private void carryOn() {
        AddressRace<InetSocketAddress> running = race;
        if (decided || running == null) {
            return;
        }
        for (Optional<InetSocketAddress> due = running.next(now()); due.isPresent(); due = running.next(now())) {
            Path path = new Path(due.get());
            paths.add(path);
            path.dial();
        }
        stopWaiting();
        if (decided) {
            return;
        }
        if (running.isLost()) {
            fail(reasons());
        } else if (running.nextAtNanos() != MasterChoice.NEVER) {
            next = loop.schedule(this::carryOn, Math.max(0, running.nextAtNanos() - now()), TimeUnit.NANOSECONDS);
        }
    }

    private void stopWaiting() {
        if (next != null) {
            next.cancel(false);
            next = null;
        }
    }

    private long now() {
        return loop.ticker().nanoTime();
    }

    private void fail(String why) {
        decide(null);
        listener.failed(failure, new Ending(false, Optional.empty(), said, why));
        overIfClosed();
    }

    private String reasons() {
        return failures.entrySet().stream()
                .map(failure -> failure.getKey().isUnresolved()
                        ? failure.getValue()
                        : NetUtil.toAddressString(failure.getKey().getAddress()) + ": " + failure.getValue())
                // A name server may name them in another order each time, and the log tells the same trouble once.
                .sorted()
                .collect(Collectors.joining("; "));
    }

    /** Ends its session at once, if it has one, and its connections as soon as the goodbyes are out. */
    void giveUp() {
        decide(null);
        overIfClosed();
    }

    /** Nothing more is tried, and whatever is under way is given up, except for this. */
    private void decide(@Nullable Path kept) {
        decided = true;
        stopWaiting();
        List.copyOf(paths).stream().filter(path -> path != kept).forEach(Path::giveUp);
    }

    private void overIfClosed() {
        if (decided && paths.isEmpty()) {
            listener.over();
        }
    }

    /** One address, and the connection to it. */
    private final class Path implements SessionListener {

        private final InetSocketAddress address;
        private final SlaveHandler handler;
        private @Nullable Channel channel;
        private boolean givenUp;

        Path(InetSocketAddress address) {
            this.address = address;
            this.handler = handlers.apply(this);
        }

        void dial() {
            ChannelFuture connecting = dialer.dial(address, handler);
            channel = connecting.channel();
            connecting.addListener(f -> {
                if (f.isSuccess()) {
                    handler.ended().thenAccept(this::onEnding);
                    onConnected();
                } else {
                    onFailure(f.cause());
                }
            });
        }

        void giveUp() {
            givenUp = true;
            if (channel == null) {
                return;
            }
            ChannelHandlerContext ctx = channel.pipeline().context(handler);
            if (ctx == null || !channel.isActive()) {
                // A dialer may still look the name up, and then nobody tells that it was in vain.
                channel.close().addListener(f -> onOver());
            } else {
                handler.leave(ctx);
            }
        }

        private void onConnected() {
            if (givenUp || race == null) {
                return;
            }
            List<InetSocketAddress> others = race.connected(address, now());
            List.copyOf(paths).stream()
                    .filter(path -> others.contains(path.address))
                    .forEach(Path::giveUp);
            carryOn();
        }

        @Override
        public void welcomed(long epoch) {
            decide(this);
            listener.welcomed(epoch);
        }

        @Override
        public Optional<String> descends(Lineage lineage) {
            return listener.descends(lineage);
        }

        @Override
        public void quiet() {
            listener.quiet();
        }

        @Override
        public void heard() {
            listener.heard();
        }

        private void onOver() {
            paths.remove(this);
            overIfClosed();
        }

        private void onFailure(Throwable cause) {
            Optional<ClassPathException> why = handler.hopeless().or(() -> ClassPathException.in(cause));
            if (why.isPresent()) {
                listener.hopeless(why.get());
            } else if (!givenUp) {
                fail(Failure.UNREACHABLE, Optional.empty(), SocketFailure.reason(cause));
            }
            onOver();
        }

        private void onEnding(Ending ending) {
            if (handler.hopeless().isPresent()) {
                listener.hopeless(handler.hopeless().get());
            } else if (!givenUp) {
                conclude(ending);
            }
            onOver();
        }

        private void conclude(Ending ending) {
            boolean decisive = ending.welcomed() || ending.redirect().isPresent() || handler.isDistrusting();
            if (decisive) {
                paths.remove(this);
                decide(null);
                listener.ended(handler, ending);
            } else {
                fail(handler.isRefused() ? Failure.REFUSED : Failure.ENDED, ending.goodbye(), ending.reason());
            }
        }

        private void fail(Failure how, Optional<Goodbye> goodbye, String reason) {
            if (how.compareTo(failure) > 0) {
                failure = how;
                said = goodbye;
            }
            failures.put(address, reason);
            if (race != null) {
                race.failed(address, now());
            }
            carryOn();
        }
    }
}
