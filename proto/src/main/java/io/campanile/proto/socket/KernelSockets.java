package io.campanile.proto.socket;

import io.campanile.proto.codec.ChannelStamps;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.util.Optional;

/**
 * Makes datagram sockets whose datagrams the kernel stamps, and has it stamp what comes in over connections. The module {@code os}
 * has it for Linux: it is found where that is on the class path or the module path.
 */
public interface KernelSockets {

    /** The event loops' channel: reads {@link StampedPacket} where there is a stamp, and heeds {@link DepartingPacket}. */
    interface Stamping extends Channel {

        /** Whether the next datagram is stamped as it leaves: not so where there are too many. */
        boolean stampsDepartures();
    }

    /** Why there can be none on this machine, in one sentence; empty if there can. */
    Optional<String> objection();

    /** Why no network card of this machine stamps datagrams, and what to do, in one sentence; empty if one does, or will when it is asked to. */
    Optional<String> objectionToCards();

    /**
     * Makes one.
     *
     * @param loop serves epoll
     * @param bufferBytes how many bytes may wait in the kernel each way, if the system allows it
     * @param datagramBytes of a longer datagram only so much is read
     * @param sharesPort whether other sockets of this process listen on the same port
     * @param wanted {@link TimeStamps#AUTO} stamps departures only while that takes little; {@link TimeStamps#HARDWARE} has a network
     *     card stamp, as far as it does
     */
    Bootstrap datagrams(EventLoop loop, int bufferBytes, int datagramBytes, boolean sharesPort, TimeStamps wanted);

    /**
     * Has the kernel stamp what comes in over a connection; to be called before anything has.
     *
     * @param wanted {@link TimeStamps#AUTO} looks at the stamps only while that takes little
     * @return what the connection knows from then on; empty if it is no socket of Netty's epoll, or refuses
     */
    Optional<ChannelStamps> arrivals(Channel connection, TimeStamps wanted);
}
