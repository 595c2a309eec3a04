package io.campanile.load;

import io.campanile.slave.Dialer;
import io.netty.channel.EventLoop;

/**
 * How a slave reaches its master.
 *
 * @param loop does its work
 * @param dialer opens its connections, on that loop
 */
record Uplink(EventLoop loop, Dialer dialer) {}
