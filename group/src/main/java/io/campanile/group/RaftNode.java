package io.campanile.group;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
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

    /** How the names of the directories of logs begin; the rest tells the list. */
    private static final String STORAGE = "raft-";

    private final RaftPeerId self;
    private final RaftGroup group;
    private final Path storage;
    private final RaftServer server;
    private final ClientId client = ClientId.randomId();
    private final AtomicLong calls = new AtomicLong();
    private volatile boolean formed;

    private RaftNode(RaftPeerId self, RaftGroup group, Path storage, RaftServer server, boolean formed) {
        this.self = self;
        this.group = group;
        this.storage = storage;
        this.server = server;
        this.formed = formed;
    }

    /**
     * Starts.
     *
     * @param machine makes facts from the log
     * @param greetings what it answers besides, on the same port
     * @throws IOException if it cannot: one sentence that says what to do
     */
    static RaftNode open(GroupConfig config, FactsMachine machine, ServerServiceDefinition greetings)
            throws IOException {
        // Ratis ends the process when it cannot listen, unless it is told not to.
        ExitUtils.disableSystemExit();
        Endpoint address = config.address();
        boolean everywhere = !isLoopback(address);
        requireFreePort(address, everywhere);
        RaftGroup group = group(config.members());
        RaftPeerId self = RaftPeerId.valueOf(config.self());
        Path storage = storage(config);
        boolean formed = isFormed(storage, group);
        Parameters parameters = new Parameters();
        GrpcConfigKeys.Server.setServicesCustomizer(parameters, (builder, types) -> builder.addService(greetings));
        RaftServer server = null;
        try {
            if (!formed) {
                // What a process left that ended while it formed the group.
                deleteAll(storage);
            }
            Files.createDirectories(storage);
            server = RaftServer.newBuilder()
                    .setServerId(self)
                    .setGroup(formed ? group : null)
                    .setOption(StartupOption.RECOVER)
                    .setProperties(Settings.of(storage, address, everywhere))
                    .setParameters(parameters)
                    .setStateMachineRegistry(id -> machine)
                    .build();
            server.start();
            return new RaftNode(self, group, storage, server, formed);
        } catch (IOException | RuntimeException e) {
            if (server != null) {
                close(server);
            }
            throw Failures.atStart(e, storage, address);
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
        } catch (BindException e) {
            throw Failures.portTaken(address, e);
        }
    }

    private static RaftGroup group(Map<String, Endpoint> members) {
        List<RaftPeer> peers = members.entrySet().stream()
                .map(member -> RaftPeer.newBuilder()
                        .setId(member.getKey())
                        .setAddress(member.getValue().toString())
                        .build())
                .toList();
        return RaftGroup.valueOf(RaftGroupId.valueOf(Members.id(members)), peers);
    }

    /** Each list has a log of its own. */
    private static Path storage(GroupConfig config) {
        return config.dataDir().resolve(storageName(Members.id(config.members())));
    }

    private static String storageName(UUID list) {
        return STORAGE + list;
    }

    private static boolean isFormed(Path storage, RaftGroup group) {
        UUID id = group.getGroupId().getUuid();
        return Files.exists(storage.resolve(id.toString()).resolve("current").resolve("raft-meta"));
    }

    private static void deleteAll(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
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
            deleteOtherLists();
            RaftClientReply reply = server.groupManagementAsync(
                            GroupManagementRequest.newAdd(client, self, calls.incrementAndGet(), group, true))
                    .join();
            if (!reply.isSuccess()) {
                throw new IOException(reply.getException());
            }
            formed = true;
        } catch (IOException | CompletionException e) {
            throw Failures.inStorage(e, storage);
        }
    }

    private void deleteOtherLists() throws IOException {
        String own = storageName(group.getGroupId().getUuid());
        try (Stream<Path> files = Files.list(storage.resolveSibling("."))) {
            for (Path file : files.toList()) {
                String name = String.valueOf(file.getFileName());
                if (name.startsWith(STORAGE) && !name.equals(own)) {
                    deleteAll(file);
                }
            }
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
