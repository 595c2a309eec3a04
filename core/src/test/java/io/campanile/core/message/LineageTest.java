package io.campanile.core.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.campanile.core.message.Lineage.Ancestor;
import io.campanile.core.message.Message.Hello;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineageTest {

    private static final Ancestor ROOT = new Ancestor(1, "root");
    private static final Ancestor MIDDLE = new Ancestor(2, "middle");
    private static final Ancestor LEAF = new Ancestor(3, "leaf");

    @Test
    void growsFromTheRootDown() {
        Lineage leafs = Lineage.root(ROOT).of(MIDDLE).of(LEAF);

        assertThat(leafs.masters()).containsExactly(LEAF, MIDDLE, ROOT);
        assertThat(leafs.path()).isEqualTo("leaf -> middle -> root");
    }

    @Test
    void namesTheLoopThatWouldClose() {
        Lineage middles = Lineage.root(ROOT).of(MIDDLE);

        assertThat(middles.objection(ROOT).orElseThrow())
                .contains("in a loop, root -> middle -> root: give one of them another parent");
        assertThat(middles.objection(MIDDLE).orElseThrow()).contains("in a loop, middle -> middle:");
        assertThat(middles.objection(LEAF)).isEmpty();
    }

    @Test
    void knowsAProcessByItsNumberAndNotByItsName() {
        Lineage lineage = Lineage.root(ROOT);

        assertThat(lineage.objection(new Ancestor(9, "root"))).isEmpty();
        assertThat(lineage.objection(new Ancestor(1, "another name"))).isPresent();
    }

    @Test
    void leavesOutOfTheLoopWhoIsAboveIt() {
        Lineage middles = Lineage.root(ROOT).of(MIDDLE).of(LEAF);

        assertThat(middles.objection(MIDDLE).orElseThrow()).contains("middle -> leaf -> middle:");
    }

    @Test
    void endsAtEightMasters() {
        Lineage lineage = Lineage.root(new Ancestor(0, "m0"));
        for (int i = 1; i < Lineage.MAX_DEPTH; i++) {
            lineage = lineage.of(new Ancestor(i, "m" + i));
        }
        Lineage deepest = lineage;

        assertThat(deepest.objection(new Ancestor(99, "one more")).orElseThrow())
                .contains("up to 8 masters");
        assertThatIllegalArgumentException().isThrownBy(() -> deepest.of(new Ancestor(99, "one more")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Lineage(1, Collections.nCopies(Lineage.MAX_DEPTH + 1, ROOT)))
                .withMessageContaining("1 to 8");
        assertThatIllegalArgumentException().isThrownBy(() -> new Lineage(1, List.of()));
    }

    @Test
    void cutsLongNamesSoThatAllFitOneMessage() {
        Ancestor named = new Ancestor(1, "x".repeat(NodeName.MAX_LENGTH));
        Ancestor blankAtFirst = new Ancestor(1, " ".repeat(40) + "x");

        assertThat(named.name()).isEqualTo("x".repeat(Ancestor.MAX_NAME));
        assertThat(blankAtFirst.name()).isEqualTo("-");
    }

    @Test
    void isOfWhoSaysHello() {
        Hello hello = new Hello("leaf", 3, Message.PROTOCOL_VERSION, true, 0, true, Caller.MASTER, false);

        assertThat(Ancestor.of(hello)).isEqualTo(LEAF);
    }
}
