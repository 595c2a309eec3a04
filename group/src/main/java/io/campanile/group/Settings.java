package io.campanile.group;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.RaftConfigKeys;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.rpc.SupportedRpcType;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.util.SizeInBytes;
import org.apache.ratis.util.TimeDuration;

/** How Ratis runs here: a log of a few entries a day, and elections in a fraction of a second. */
final class Settings {

    /** A follower that hears nothing for this long, or up to {@link #ELECTION_MAX_MILLIS}, has itself elected. */
    static final long ELECTION_MIN_MILLIS = 150;

    static final long ELECTION_MAX_MILLIS = 300;

    /** A request between members that is not answered by then has failed. */
    private static final long REQUEST_MILLIS = 1000;

    /** After this many entries the facts are stored as a snapshot, and the entries before it are dropped. */
    private static final long SNAPSHOT_ENTRIES = 200;

    private static final int SNAPSHOTS_KEPT = 2;

    /** Longer than any machine sleeps: a member that wakes up goes on, as a follower. */
    private static final long NEVER_CLOSE_DAYS = 3650;

    /** How a leader tries to reach a follower that is away: ten times at once, then five times a second for as long as it leads. */
    private static final String RETRIES = "20ms,10, 200ms,1000000000";

    private Settings() {}

    static RaftProperties of(Path storage, Endpoint address, boolean everywhere) {
        RaftProperties properties = new RaftProperties();
        RaftConfigKeys.Rpc.setType(properties, SupportedRpcType.GRPC);
        GrpcConfigKeys.Server.setPort(properties, address.port());
        if (!everywhere) {
            GrpcConfigKeys.Server.setHost(properties, address.host());
        }
        RaftServerConfigKeys.setStorageDir(properties, List.of(storage.toFile()));
        RaftServerConfigKeys.setRemovedGroupsDir(properties, new File(storage.toFile(), "removed"));
        elections(properties);
        sizes(properties);
        return properties;
    }

    private static void elections(RaftProperties properties) {
        TimeDuration min = millis(ELECTION_MIN_MILLIS);
        TimeDuration max = millis(ELECTION_MAX_MILLIS);
        RaftServerConfigKeys.Rpc.setTimeoutMin(properties, min);
        RaftServerConfigKeys.Rpc.setTimeoutMax(properties, max);
        RaftServerConfigKeys.Rpc.setFirstElectionTimeoutMin(properties, min);
        RaftServerConfigKeys.Rpc.setFirstElectionTimeoutMax(properties, max);
        RaftServerConfigKeys.Rpc.setRequestTimeout(properties, millis(REQUEST_MILLIS));
        RaftServerConfigKeys.Log.Appender.setRetryPolicy(properties, RETRIES);
        // There are few entries, and somebody waits for each of them.
        RaftServerConfigKeys.Log.Appender.setWaitTimeMin(properties, millis(0));
        RaftServerConfigKeys.Notification.setNoLeaderTimeout(properties, min);
        RaftServerConfigKeys.LeaderElection.setLeaderStepDownWaitTime(properties, max);
        RaftServerConfigKeys.setCloseThreshold(properties, TimeDuration.valueOf(NEVER_CLOSE_DAYS, TimeUnit.DAYS));
    }

    private static void sizes(RaftProperties properties) {
        RaftServerConfigKeys.Log.setSegmentSizeMax(properties, SizeInBytes.valueOf("128KB"));
        RaftServerConfigKeys.Log.setPreallocatedSize(properties, SizeInBytes.valueOf("16KB"));
        RaftServerConfigKeys.Log.setWriteBufferSize(properties, SizeInBytes.valueOf("256KB"));
        RaftServerConfigKeys.Log.setPurgeUptoSnapshotIndex(properties, true);
        RaftServerConfigKeys.Log.setPurgeGap(properties, 1);
        RaftServerConfigKeys.Log.Appender.setBufferByteLimit(properties, SizeInBytes.valueOf("128KB"));
        RaftServerConfigKeys.Write.setByteLimit(properties, SizeInBytes.valueOf("1MB"));
        RaftServerConfigKeys.Snapshot.setAutoTriggerEnabled(properties, true);
        RaftServerConfigKeys.Snapshot.setAutoTriggerThreshold(properties, SNAPSHOT_ENTRIES);
        RaftServerConfigKeys.Snapshot.setRetentionFileNum(properties, SNAPSHOTS_KEPT);
        GrpcConfigKeys.setMessageSizeMax(properties, SizeInBytes.valueOf("2MB"));
    }

    private static TimeDuration millis(long millis) {
        return TimeDuration.valueOf(millis, TimeUnit.MILLISECONDS);
    }
}
