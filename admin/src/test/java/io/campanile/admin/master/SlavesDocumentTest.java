package io.campanile.admin.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.campanile.admin.web.Query;
import io.campanile.core.message.Stamps;
import io.campanile.core.message.Standing;
import io.campanile.master.MasterStatus;
import io.campanile.master.SlaveStatus;
import io.campanile.master.SlaveStatus.Loss;
import io.campanile.proto.socket.Transport;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SlavesDocumentTest {

    private static final MasterStatus STATUS = new MasterStatus(
            1,
            4,
            null,
            0,
            List.of(
                    slave("b", "10.0.0.1:1", Standing.MEMBER, -500L),
                    slave("a", "10.0.0.2:1", Standing.MEMBER, 20L),
                    slave("c", "10.0.0.3:1", Standing.REJECTED, 300L),
                    slave("d", "10.0.0.4:1", Standing.JOINING, null)),
            List.of());

    private static SlaveStatus slave(String name, String address, Standing standing, @Nullable Long offset) {
        return new SlaveStatus(
                name, address, standing, offset, null, null, null, 0, Stamps.USER, Transport.TCP, null, null, null);
    }

    private static SlavesDocument ask(String parameters) {
        return SlavesDocument.of(STATUS, query(parameters), 0);
    }

    private static List<String> names(String parameters) {
        return ask(parameters).slaves().stream().map(StatusDocument.Slave::name).toList();
    }

    @Test
    void listsInOrderOfJoining() {
        assertThat(names("")).containsExactly("b", "a", "c", "d");
    }

    @Test
    void sortsClocksByHowFarTheyAreOff() {
        assertThat(names("sort=offset")).containsExactly("d", "a", "c", "b");
        assertThat(names("sort=-offset")).containsExactly("b", "c", "a", "d");
        assertThat(names("sort=name")).containsExactly("a", "b", "c", "d");
    }

    @Test
    void leavesOutWhoIsInAnotherState() {
        SlavesDocument members = ask("state=member");
        assertThat(members.slaves()).extracting("name").containsExactly("b", "a");
        assertThat(members.total()).isEqualTo(4);
        assertThat(members.matching()).isEqualTo(2);
        assertThat(names("state=lost")).isEmpty();
    }

    @Test
    void searchesNamesAndAddresses() {
        assertThat(names("search=c")).containsExactly("c");
        assertThat(names("search=10.0.0.4")).containsExactly("d");
    }

    @Test
    void turnsPages() {
        assertThat(names("limit=2")).containsExactly("b", "a");
        assertThat(names("offset=3&limit=2")).containsExactly("d");
        assertThat(names("offset=9")).isEmpty();
    }

    @Test
    void saysWhatIsWrongWithAQuery() {
        assertThatThrownBy(() -> ask("limit=1001"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("limit is '1001'; choose a number from 1 to 1000");
        assertThatThrownBy(() -> ask("offset=-1")).hasMessageStartingWith("offset is '-1'");
        assertThatThrownBy(() -> ask("state=foo"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("state is 'FOO'; choose one of [JOINING, PROBATION, MEMBER, OBSERVER, REJECTED, LOST]");
        assertThatThrownBy(() -> ask("sort=colour"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot sort by 'colour'")
                .hasMessageContaining("offset");
    }

    @Test
    void listsWhoIsLostBehindTheOthers() {
        SlaveStatus lost = slave("gone", "10.0.0.5:1", Standing.REJECTED, null).lost(new Loss(-7, "it broke"));
        MasterStatus status = new MasterStatus(1, 4, null, 0, STATUS.slaves(), List.of(lost));
        SlavesDocument all = SlavesDocument.of(status, query("sort=state"), 0);
        assertThat(all.total()).isEqualTo(5);
        assertThat(all.slaves()).last().satisfies(slave -> {
            assertThat(slave.name()).isEqualTo("gone");
            assertThat(slave.state()).isEqualTo("LOST");
            assertThat(slave.lost()).isEqualTo(new io.campanile.admin.master.Loss(-7, "it broke"));
        });
        assertThat(SlavesDocument.of(status, query("state=lost"), 0).matching()).isEqualTo(1);
        assertThat(SlavesDocument.of(status, query("state=rejected"), 0).slaves())
                .extracting("name")
                .containsExactly("c");
    }

    /** A question for slaves with these parameters. */
    static Query query(String parameters) {
        return new Query(new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/api/v1/slaves?" + parameters));
    }
}
