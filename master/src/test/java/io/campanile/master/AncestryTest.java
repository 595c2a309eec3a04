package io.campanile.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.message.Caller;
import io.campanile.core.message.Lineage;
import io.campanile.core.message.Lineage.Ancestor;
import io.campanile.core.message.Message;
import io.campanile.core.message.Message.Hello;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class AncestryTest {

    private static final Ancestor SELF = new Ancestor(1, "self");
    private static final Lineage PARENTS = Lineage.root(new Ancestor(3, "root")).of(new Ancestor(2, "parent"));

    private final Ancestry ancestry = new Ancestry(SELF);
    private final List<String> told = new ArrayList<>();

    private static Hello hello(long instance, Caller caller) {
        return new Hello("x", instance, Message.PROTOCOL_VERSION, true, 0, true, caller, false);
    }

    @Test
    void tellsFollowersAtOnceAndOfEveryChange() {
        ancestry.join(lineage -> told.add(lineage.path()));
        ancestry.follows(PARENTS);
        ancestry.follows(PARENTS);
        ancestry.followsNobody();

        assertThat(told).containsExactly("self", "self -> parent -> root", "self");
    }

    @Test
    void tellsNothingToWhoHasLeft() {
        Consumer<Lineage> follower = lineage -> told.add(lineage.path());
        ancestry.join(follower);
        ancestry.leave(follower);
        ancestry.follows(PARENTS);

        assertThat(told).containsExactly("self");
    }

    @Test
    void turnsAwayAMasterThatItFollowsItself() {
        ancestry.follows(PARENTS);

        assertThat(ancestry.objection(hello(3, Caller.MASTER)).orElseThrow()).contains("x -> self -> parent -> root");
        assertThat(ancestry.objection(hello(3, Caller.SLAVE))).isEmpty();
        assertThat(ancestry.objection(hello(4, Caller.MASTER))).isEmpty();
    }

    @Test
    void leavesAParentThatComesToFollowIt() {
        ancestry.follows(PARENTS);
        Lineage loop = Lineage.root(SELF).of(new Ancestor(2, "parent"));

        assertThat(ancestry.follows(loop).orElseThrow()).contains("self -> parent -> self");
        assertThat(ancestry.lineage().path()).isEqualTo("self -> parent -> root");
    }
}
