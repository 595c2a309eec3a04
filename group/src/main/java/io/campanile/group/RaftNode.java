package io.campanile.group;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.GroupManagementRequest;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.TransferLeadershipRequest;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.raftlog.RaftLog;
import org.apache.ratis.server.storage.RaftStorage.StartupOption;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;
import org.apache.ratis.thirdparty.io.grpc.ServerServiceDefinition;
import org.apache.ratis.util.ExitUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This member's Raft server. It listens from the start, and takes part once its group is {@linkplain #form formed}, now or in
 * an earlier process. Thread-safe.
 */
final class RaftNode implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RaftNode.class);

    /** A log that is not written in so many looks of {@link Group}, ten seconds, is stuck. */
    private static final int STUCK_LOOKS = (int) (10_000 / Group.BACKGROUND_MILLIS);

    private final RaftPeerId self;
    private final RaftGroup group;
    private final Storage storage;
    private final RaftServer server;
    private final ClientId client = ClientId.randomId();
    private final LogProgress progress = new LogProgress(STUCK_LOOKS);
    private final AtomicLong calls = new AtomicLong();
    private volatile boolean formed;

    private RaftNode(RaftPeerId self, RaftGroup group, Storage storage, RaftServer server, boolean formed) {
        this.self = self;
        this.group = group;
        this.storage = storage;
        this.server = server;
        this.formed = formed;
    }

    /**
     * Starts.
     *
     * @param tls how to listen and connect
     * @param foundAnew whether it forgets the log: Ratis lets nobody lead for the voices of those whose log is empty, as
     *     that of a member is who has lost its directory
     * @param machine makes facts from the log
     * @param greetings what it answers besides, on the same port
     * @throws IOException if it cannot: one sentence that says what to do
     */
    static RaftNode open(
            GroupConfig config,
            MemberTls tls,
            boolean foundAnew,
            FactsMachine machine,
            ServerServiceDefinition greetings)
            throws IOException {
        // Ratis ends the process when it cannot listen, unless it is told not to.
        ExitUtils.disableSystemExit();
        Endpoint address = config.address();
        boolean everywhere = !isLoopback(address);
        requireFreePort(address, everywhere);
        Storage storage = Storage.of(config);
        RaftGroup group = group(storage.list(), config.members());
        RaftPeerId self = RaftPeerId.valueOf(config.self());
        boolean formed = storage.isFormed() && !foundAnew;
        Parameters parameters = new Parameters();
        tls.applyTo(parameters);
        GrpcConfigKeys.Server.setServicesCustomizer(parameters, (builder, types) -> builder.addService(greetings));
        RaftServer server = null;
        try {
            storage.prepare(formed);
            server = RaftServer.newBuilder()
                    .setServerId(self)
                    .setGroup(formed ? group : null)
                    .setOption(StartupOption.RECOVER)
                    .setProperties(Settings.of(storage.directory(), address, everywhere))
                    .setParameters(parameters)
                    .setStateMachineRegistry(id -> machine)
                    .build();
            server.start();
            return new RaftNode(self, group, storage, server, formed);
        } catch (IOException | RuntimeException e) {
            if (server != null) {
                close(server);
            }
            throw Failures.atStart(e, storage.directory(), address);
        }
    }

    private static boolean isLoopback(Endpoint address) {
        InetSocketAddress resolved = new InetSocketAddress(address.host(), address.port());
        return !resolved.isUnresolved() && resolved.getAddress().isLoopbackAddress();
    }

    private static void requireFreePort(Endpoint address, boolean everywhere) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(
                    everywhere
                            ? new InetSocketAddress(address.port())
                            : new InetSocketAddress(InetAddress.getByName(address.host()), address.port()));
        } catch (SocketException e) {
            throw Failures.cannotListen(address, e);
        }
    }

    private static RaftGroup group(UUID list, Map<String, Endpoint> members) {
        List<RaftPeer> peers = members.entrySet().stream()
                .map(member -> RaftPeer.newBuilder()
                        .setId(member.getKey())
                        .setAddress(member.getValue().toString())
                        .build())
                .toList();
        return RaftGroup.valueOf(RaftGroupId.valueOf(list), peers);
    }

    /** Whether it takes part. */
    boolean isFormed() {
        return formed;
    }

    /**
     * Begins to take part in a group in which this member has not been yet, and forgets the log of every earlier list.
     *
     * @throws IOException if it cannot be written: one sentence that says what to do
     */
    void form() throws IOException {
        try {
            storage.deleteOthers();
            RaftClientReply reply = server.groupManagementAsync(
                            GroupManagementRequest.newAdd(client, self, calls.incrementAndGet(), group, true))
                    .join();
            if (!reply.isSuccess()) {
                throw new IOException(reply.getException());
            }
            formed = true;
        } catch (IOException | CompletionException e) {
            throw Failures.inStorage(e, storage.directory());
        }
    }

    /** Where Raft puts this member now. */
    Seat seat() {
        try {
            return formed ? Seat.of(server.getDivision(group.getGroupId()).getInfo()) : Seat.NONE;
        } catch (IOException e) {
            return Seat.NONE;
        }
    }

    /** Whether the log does not get onto the disk any more. One thread looks, again and again. */
    boolean isStuck() {
        if (!formed) {
            return false;
        }
        try {
            RaftLog raftLog = server.getDivision(group.getGroupId()).getRaftLog();
            TermIndex last = raftLog.getLastEntryTermIndex();
            return progress.isStuck(last == null ? -1 : last.getIndex(), raftLog.getFlushIndex());
        } catch (IOException e) {
            return false;
        }
    }

    /** Writes to the log. Completes when the command is applied here; fails if this member does not lead. */
    CompletableFuture<Void> write(Command command) {
        RaftClientRequest request = RaftClientRequest.newBuilder()
                .setClientId(client)
                .setServerId(self)
                .setGroupId(group.getGroupId())
                .setCallId(calls.incrementAndGet())
                .setMessage(Message.valueOf(bytes(command)))
                .setType(RaftClientRequest.writeRequestType())
                .build();
        try {
            return server.submitClientRequestAsync(request).thenAccept(reply -> {
                if (!reply.isSuccess()) {
                    throw new CompletionException(reply.getException());
                }
            });
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static ByteString bytes(Command command) {
        return UnsafeByteOperations.unsafeWrap(command.encode());
    }

    /**
     * Has another member lead, if one is there that can.
     *
     * @param timeoutMillis how long it may take
     * @return whether one was asked
     */
    boolean handOver(long timeoutMillis) {
        Optional<String> heir = seat().heir();
        if (heir.isEmpty()) {
            return false;
        }
        try {
            server.transferLeadershipAsync(new TransferLeadershipRequest(
                    client,
                    self,
                    group.getGroupId(),
                    calls.incrementAndGet(),
                    RaftPeerId.valueOf(heir.get()),
                    timeoutMillis));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        close(server);
    }

    private static void close(RaftServer server) {
        try {
            server.close();
        } catch (IOException e) {
            log.warn("could not close Raft: {}", e.getMessage());
        }
    }
}
