package io.campanile.slave;

import io.campanile.core.LocalClock;
import io.campanile.core.inquiry.Hearing;
import io.campanile.core.message.Testimony;
import io.campanile.core.session.AddressRace;
import io.campanile.core.session.MasterChoice;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks masters side by side what time they have, each once and over a connection of its own, and tells what they say. All addresses of a
 * name are one master, tried as {@link AddressRace} says until one of them answers.
 *
 * <p>Guarantee: it is over after {@link Hearing#PATIENCE_NANOS}, and leaves no connection open.
 *
 * <p>The event loop calls everything.
 */
final class Inquiry {

    private final Dialer dialer;
    private final EventLoop loop;
    private final LocalClock local;
    private final Answers answers;
    private final List<Master> masters = new ArrayList<>();
    private @Nullable ScheduledFuture<?> patience;

    /** Whoever wants to know. Of each master that is asked, one of the two is called, once. */
    interface Answers {

        /**
         * This master has said what time it has.
         *
         * @param askedNanos local time before the question went out
         * @param heardNanos and when the answer had come in
         */
        void testified(InetSocketAddress master, Testimony told, long askedNanos, long heardNanos);

        /** One does not answer, or not what it was asked. */
        void silent();
    }

    /**
     * One that has not begun.
     *
     * @param dialer opens connections on {@code loop}
     */
    Inquiry(Dialer dialer, EventLoop loop, LocalClock local, Answers answers) {
        this.dialer = dialer;
        this.loop = loop;
        this.local = local;
        this.answers = answers;
    }

    /** Begins; to be called once. */
    void start(List<InetSocketAddress> whom) {
        whom.forEach(address -> masters.add(new Master(address)));
        patience = loop.schedule(this::giveUp, Hearing.PATIENCE_NANOS, TimeUnit.NANOSECONDS);
        masters.forEach(Master::ask);
    }

    /** Who has not answered by now is not waited for. */
    private void giveUp() {
        masters.forEach(Master::end);
    }

    /** Nobody wants to know any more: tells nothing from now on. Idempotent. */
    void stop() {
        if (patience != null) {
            patience.cancel(false);
        }
        masters.forEach(Master::leave);
    }

    /** One master that is asked. */
    private final class Master {

        private final InetSocketAddress name;
        private final Map<InetSocketAddress, Channel> channels = new LinkedHashMap<>();
        private @Nullable AddressRace<InetSocketAddress> race;
        private @Nullable ScheduledFuture<?> next;
        private boolean over;

        Master(InetSocketAddress name) {
            this.name = name;
        }

        void ask() {
            dialer.addresses(name).addListener((Future<List<InetSocketAddress>> found) -> {
                if (found.isSuccess()) {
                    race = new AddressRace<>(found.getNow());
                    carryOn();
                } else {
                    end();
                }
            });
        }

        private void carryOn() {
            AddressRace<InetSocketAddress> running = race;
            if (over || running == null) {
                return;
            }
            for (Optional<InetSocketAddress> due = running.next(now()); due.isPresent(); due = running.next(now())) {
                dial(due.get(), running);
            }
            stopWaiting();
            if (running.isLost()) {
                end();
            } else if (!over && running.nextAtNanos() != MasterChoice.NEVER) {
                long wait = Math.max(0, running.nextAtNanos() - now());
                next = loop.schedule(this::carryOn, wait, TimeUnit.NANOSECONDS);
            }
        }

        private void dial(InetSocketAddress address, AddressRace<InetSocketAddress> running) {
            ChannelFuture connecting = dialer.dialToAsk(address, new QuestionHandler(local, this::answered));
            Channel channel = connecting.channel();
            channels.put(address, channel);
            connecting.addListener(f -> {
                if (f.isSuccess()) {
                    running.connected(address, now()).forEach(this::close);
                }
            });
            // One that could not be reached is closed, too.
            channel.closeFuture().addListener(f -> {
                channels.remove(address, channel);
                running.failed(address, now());
                carryOn();
            });
        }

        private void answered(Testimony told, long askedNanos, long heardNanos) {
            if (!over) {
                leave();
                answers.testified(name, told, askedNanos, heardNanos);
            }
        }

        private void end() {
            if (!over) {
                leave();
                answers.silent();
            }
        }

        private void leave() {
            over = true;
            stopWaiting();
            List.copyOf(channels.keySet()).forEach(this::close);
        }

        private void close(InetSocketAddress address) {
            Channel channel = channels.remove(address);
            if (channel != null) {
                channel.close();
            }
        }

        private void stopWaiting() {
            if (next != null) {
                next.cancel(false);
            }
        }

        private long now() {
            return loop.ticker().nanoTime();
        }
    }
}
