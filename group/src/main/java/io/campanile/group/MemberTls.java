package io.campanile.group;

import io.campanile.master.access.Access;
import io.campanile.master.access.AccessList;
import io.campanile.master.access.Role;
import io.campanile.proto.tls.PeerNames;
import io.campanile.proto.tls.TlsManagers;
import io.campanile.proto.tls.WatchedFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.grpc.GrpcTlsConfig;
import org.apache.ratis.grpc.GrpcUtil;
import org.apache.ratis.thirdparty.io.grpc.netty.NettyChannelBuilder;
import org.apache.ratis.thirdparty.io.netty.handler.ssl.SslContext;
import org.jspecify.annotations.Nullable;

/**
 * How members of a group prove to each other who they are, on the port on which Raft listens. Who connects has to be certified
 * under the name or the host of a member, and be a master if there is an access list; who is connected to, under the host in
 * the group's list. Raft itself does not compare the member that a message names with the certificate: one member can speak for
 * another.
 *
 * <p>Without certificates it encrypts nothing. Thread-safe.
 */
final class MemberTls {

    private final @Nullable TlsManagers managers;
    private final @Nullable WatchedFiles<AccessList> allowed;
    private final @Nullable GrpcTlsConfig config;
    private final @Nullable SslContext client;

    /**
     * Reads the files.
     *
     * @throws IOException if something is wrong with one: one sentence that says what to do
     */
    MemberTls(GroupConfig group) throws IOException {
        Access access = group.access();
        Path list = access.allowed();
        allowed = list == null ? null : new WatchedFiles<>(List.of(list), () -> AccessList.read(list));
        if (access.tls() == null) {
            managers = null;
            config = null;
            client = null;
            return;
        }
        managers = new TlsManagers(access.tls(), members(group));
        config = GrpcTlsConfig.newBuilder()
                .setKeyManager(managers.keys())
                .setTrustManager(managers.trust())
                .setMutualTls(true)
                .setProtocols("TLSv1.3")
                .build();
        client = GrpcUtil.buildSslContextForClient(config);
    }

    private Predicate<PeerNames> members(GroupConfig group) {
        return names -> group.members().entrySet().stream()
                        .anyMatch(member -> names.has(member.getKey())
                                || names.has(member.getValue().host()))
                && Optional.ofNullable(allowed)
                        .map(list -> list.current().allows(names, Role.MASTER))
                        .orElse(true);
    }

    /** Has Raft listen and connect so. */
    void applyTo(Parameters parameters) {
        if (config != null) {
            GrpcConfigKeys.TLS.setConf(parameters, config);
        }
    }

    /** Has a channel connect so. */
    NettyChannelBuilder applyTo(NettyChannelBuilder channel) {
        return client == null
                ? channel.usePlaintext()
                : channel.useTransportSecurity().sslContext(client);
    }

    /** Looks soon whether the files have changed. */
    void look() {
        if (managers != null) {
            managers.look();
        }
        if (allowed != null) {
            allowed.look();
        }
    }
}
