package io.campanile.group;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import org.apache.ratis.io.MD5Hash;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RoleInfoProto;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftGroupMemberId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.storage.FileInfo;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.StateMachineStorage;
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.statemachine.impl.BaseStateMachine;
import org.apache.ratis.statemachine.impl.SimpleStateMachineStorage;
import org.apache.ratis.statemachine.impl.SingleFileSnapshotInfo;
import org.apache.ratis.util.AtomicFileOutputStream;
import org.apache.ratis.util.LifeCycle;
import org.apache.ratis.util.MD5FileUtil;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the {@link Facts} from the log, keeps them in snapshots, and reports what Raft notices. Ratis' threads call it;
 * {@link #facts} may be read by any thread.
 */
final class FactsMachine extends BaseStateMachine {

    private static final Logger log = LoggerFactory.getLogger(FactsMachine.class);

    private final SimpleStateMachineStorage storage = new SimpleStateMachineStorage();
    private final Observer observer;
    private volatile Facts facts = Facts.NONE;

    /** Is told what happens; returns at once. */
    interface Observer {

        /** Something may have changed: who leads, or who knows of it. */
        void changed();

        /** These facts follow from an entry of the log. Called in the order of the log. */
        void learned(Facts facts);

        /** The log cannot be written any more. */
        void logFailed(Throwable cause);

        /** Raft takes no part any more, of its own accord or since it was closed. */
        void ended();
    }

    FactsMachine(Observer observer) {
        this.observer = observer;
    }

    Facts facts() {
        return facts;
    }

    @Override
    public void initialize(RaftServer server, RaftGroupId group, RaftStorage raftStorage) throws IOException {
        getLifeCycle()
                .startAndTransition(
                        () -> {
                            super.initialize(server, group, raftStorage);
                            storage.init(raftStorage);
                            load();
                        },
                        IOException.class);
    }

    @Override
    public void pause() {
        getLifeCycle().transition(LifeCycle.State.PAUSING);
        getLifeCycle().transition(LifeCycle.State.PAUSED);
    }

    @Override
    public void reinitialize() throws IOException {
        load();
        if (getLifeCycleState() == LifeCycle.State.PAUSED) {
            getLifeCycle().transition(LifeCycle.State.STARTING);
            getLifeCycle().transition(LifeCycle.State.RUNNING);
        }
    }

    private void load() throws IOException {
        SingleFileSnapshotInfo snapshot = storage.loadLatestSnapshot();
        if (snapshot == null) {
            return;
        }
        File file = snapshot.getFile().getPath().toFile();
        MD5Hash md5 = snapshot.getFile().getFileDigest();
        if (md5 != null) {
            MD5FileUtil.verifySavedMD5(file, md5);
        }
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file.toPath())))) {
            learn(Facts.read(in));
        } catch (IllegalArgumentException e) {
            throw new IOException("the snapshot %s is damaged".formatted(file), e);
        }
        setLastAppliedTermIndex(SimpleStateMachineStorage.getTermIndexFromSnapshotFile(file));
    }

    @Override
    public long takeSnapshot() throws IOException {
        TermIndex last = getLastAppliedTermIndex();
        if (last.getIndex() < 0) {
            return super.takeSnapshot();
        }
        File file = storage.getSnapshotFile(last.getTerm(), last.getIndex());
        store(file);
        MD5Hash md5 = MD5FileUtil.computeAndSaveMd5ForFile(file);
        storage.updateLatestSnapshot(
                new SingleFileSnapshotInfo(new FileInfo(file.toPath(), md5), last.getTerm(), last.getIndex()));
        return last.getIndex();
    }

    private void store(File file) throws IOException {
        AtomicFileOutputStream atomic = new AtomicFileOutputStream(file);
        try {
            DataOutputStream out = new DataOutputStream(atomic);
            facts.write(out);
            out.close();
        } catch (IOException e) {
            // Closing would put half a snapshot into its place.
            atomic.abort();
            throw e;
        }
    }

    @Override
    public StateMachineStorage getStateMachineStorage() {
        return storage;
    }

    @Override
    public CompletableFuture<Message> applyTransaction(TransactionContext transaction) {
        LogEntryProto entry = transaction.getLogEntry();
        updateLastAppliedTermIndex(entry.getTerm(), entry.getIndex());
        try {
            Command command =
                    Command.decode(entry.getStateMachineLogEntry().getLogData().toByteArray());
            Facts next = facts.after(command, entry.getTerm());
            if (!next.equals(facts)) {
                learn(next);
            }
            return CompletableFuture.completedFuture(Message.EMPTY);
        } catch (IOException | IllegalArgumentException e) {
            // Every member finds the same, and goes on without it.
            log.error("an entry of the group's log cannot be read: {}", e.getMessage());
            return CompletableFuture.failedFuture(e);
        }
    }

    private void learn(Facts next) {
        facts = next;
        observer.learned(next);
    }

    @Override
    public void notifyLeaderChanged(RaftGroupMemberId member, RaftPeerId leader) {
        observer.changed();
    }

    @Override
    public void notifyNotLeader(Collection<TransactionContext> pending) {
        observer.changed();
    }

    @Override
    public void notifyLeaderReady() {
        observer.changed();
    }

    @Override
    public void notifyExtendedNoLeader(RoleInfoProto role) {
        observer.changed();
    }

    @Override
    public void notifyServerShutdown(RoleInfoProto role, boolean allServer) {
        observer.ended();
    }

    @Override
    public void notifyLogFailed(Throwable cause, @Nullable LogEntryProto entry) {
        observer.logFailed(cause);
    }
}
