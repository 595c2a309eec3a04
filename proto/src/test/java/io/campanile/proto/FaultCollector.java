package io.campanile.proto;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.ArrayList;
import java.util.List;

/** Stands behind the role, collects what went wrong, and goes on. */
public final class FaultCollector extends ChannelInboundHandlerAdapter {

    final List<Throwable> faults = new ArrayList<>();

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        faults.add(cause);
    }
}
