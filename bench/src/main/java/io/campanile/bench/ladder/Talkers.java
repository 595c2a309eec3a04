package io.campanile.bench.ladder;

import io.campanile.core.Units;
import io.campanile.core.message.AnnouncementKind;
import io.campanile.core.message.Body;
import io.campanile.proto.socket.SocketIo;
import io.campanile.slave.Slave;
import io.netty.channel.EventLoopGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Slaves that take part in the conversation, and announce something in turn, each announcement as long as it may be. */
final class Talkers implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 60;
    private static final long JOIN_MILLIS = 20;

    private final EventLoopGroup loops = SocketIo.best().eventLoops(1, "talkers");
    private final ScheduledExecutorService turns = Executors.newSingleThreadScheduledExecutor();
    private final List<Slave> slaves = new ArrayList<>();
    private final AtomicLong heard = new AtomicLong();
    private final byte[] words = new byte[Body.MAX_BYTES];
    private int next;

    /**
     * Joins and begins to talk.
     *
     * @param count how many take part; with none it is quiet
     * @param perSecond how much they announce, all together
     */
    static Talkers start(int port, int count, int perSecond) throws InterruptedException {
        Talkers talkers = new Talkers(port, count);
        talkers.join();
        if (count > 0) {
            talkers.turns.scheduleAtFixedRate(talkers::talk, 0, Units.SECOND_NANOS / perSecond, TimeUnit.NANOSECONDS);
        }
        return talkers;
    }

    private Talkers(int port, int count) {
        for (int i = 0; i < count; i++) {
            slaves.add(io.campanile.slave.Campanile.slave()
                    .master("127.0.0.1", port)
                    .name("talker-" + i)
                    .observer()
                    .eventLoopGroup(loops)
                    .onAnnouncement(a -> {
                        if (a.kind() == AnnouncementKind.SENT) {
                            heard.incrementAndGet();
                        }
                    })
                    .build());
        }
    }

    /** One after the other: a master seats a hundred a second. */
    private void join() throws InterruptedException {
        List<CompletableFuture<?>> all = new ArrayList<>();
        for (Slave slave : slaves) {
            all.add(slave.start().toCompletableFuture());
            TimeUnit.MILLISECONDS.sleep(JOIN_MILLIS);
        }
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    private void talk() {
        slaves.get(next++ % slaves.size()).announce(words);
    }

    /** How many announcements were delivered until now, each counted where it arrived. */
    long heard() {
        return heard.get();
    }

    @Override
    public void close() {
        turns.shutdownNow();
        slaves.forEach(Slave::close);
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
