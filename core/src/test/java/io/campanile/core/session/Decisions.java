package io.campanile.core.session;

import io.campanile.core.Mapping;
import io.campanile.core.ensemble.Finding;
import io.campanile.core.ensemble.Handover;
import io.campanile.core.ensemble.Outside;
import io.campanile.core.ensemble.Rejection;
import io.campanile.core.ensemble.RoundResult;
import io.campanile.core.ensemble.Suffrage;
import io.campanile.core.ensemble.Turnout;
import io.campanile.core.ensemble.Verdict;
import io.campanile.core.message.RejectionReason;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rounds' decisions as a coordinator would hand them out. */
final class Decisions {

    static final Verdict CLEAN = new Verdict(true, true, Suffrage.KEPT, null);
    static final Verdict FOUNDER = new Verdict(true, true, Suffrage.GRANTED, null);
    static final Verdict JUMPED = rejected(false, Suffrage.REVOKED, RejectionReason.INCONSISTENT);
    static final Verdict SILENT = rejected(false, Suffrage.KEPT, RejectionReason.SILENT);

    private Decisions() {}

    static final long VALID_FOR = 600_000_000_000L;

    static Verdict rejected(boolean corrected, Suffrage suffrage, RejectionReason reason) {
        return new Verdict(corrected, false, suffrage, new Rejection("a", reason, "for a test"));
    }

    /** Round 7 of epoch 3 decided this about one session. */
    static RoundResult of(Mapping clusterTime, double rateAllowancePpb, long session, Verdict verdict) {
        return of(clusterTime, rateAllowancePpb, Outside.NONE, null, session, verdict);
    }

    /** The same with what is not known of a reference and of an earlier time. */
    static RoundResult of(
            Mapping clusterTime,
            double rateAllowancePpb,
            Outside outside,
            @Nullable Handover handover,
            long session,
            Verdict verdict) {
        return new RoundResult(
                7,
                3,
                0,
                Finding.AGREED,
                new Turnout(1, 1, 2, 2, 0),
                1,
                clusterTime,
                rateAllowancePpb,
                outside,
                handover,
                3_000_000_000L,
                VALID_FOR,
                Map.of(session, verdict),
                List.of());
    }
}
