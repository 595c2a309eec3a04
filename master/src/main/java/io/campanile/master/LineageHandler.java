package io.campanile.master;

import io.campanile.core.message.Caller;
import io.campanile.core.message.Lineage;
import io.campanile.core.message.Message.Hello;
import io.campanile.core.session.MasterSession;
import io.campanile.core.session.MasterSession.Phase;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells one slave that is a master itself whose time this master has, at once and whenever that changes. It stands in front of the
 * session's own handler once that has let the slave in.
 *
 * <p>One for each connection; not sharable. Any thread may call {@link #accept}, and the channel's event loop everything else.
 */
final class LineageHandler extends ChannelInboundHandlerAdapter implements Consumer<Lineage> {

    private final Ancestry ancestry;
    private final MasterSession session;
    private @Nullable ChannelHandlerContext context;

    private LineageHandler(Ancestry ancestry, MasterSession session) {
        this.ancestry = ancestry;
        this.session = session;
    }

    /** Puts one in front of a session's own handler, in this context, if it is a master that has said this hello. */
    static void addBefore(ChannelHandlerContext role, Ancestry ancestry, MasterSession session, Hello hello) {
        if (hello.caller() == Caller.MASTER) {
            role.pipeline().addBefore(role.name(), null, new LineageHandler(ancestry, session));
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        ancestry.join(this);
    }

    @Override
    public void accept(Lineage lineage) {
        ChannelHandlerContext ctx = Objects.requireNonNull(context, "not in a pipeline yet");
        ctx.executor().execute(() -> {
            if (session.phase() == Phase.ACTIVE && ctx.channel().isWritable()) {
                ctx.writeAndFlush(lineage.in(session.session()), ctx.voidPromise());
            }
        });
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        ancestry.leave(this);
    }
}
