package io.campanile.admin.master;

import io.campanile.master.GroupStatus;

/** What a member of a group of masters does, as it knows itself. */
enum GroupRole {
    /** It leads. */
    LEADING,
    /** Another member leads. */
    FOLLOWING,
    /** Nobody leads, as far as it knows. */
    NOBODY_LEADS;

    /** What the member does that tells this. */
    static GroupRole of(GroupStatus group) {
        if (group.leader() == null) {
            return NOBODY_LEADS;
        }
        return group.leader().equals(group.self()) ? LEADING : FOLLOWING;
    }
}
