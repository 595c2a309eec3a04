package io.campanile.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The group's list, as people write it. */
class MembersTest {

    @Test
    void listIsReadInAnyOrderAndWithIpv6() {
        Map<String, Endpoint> list = Members.parse("m2=host2:9081, m1=[::1]:9081,m-3.x_y=127.0.0.1:1");
        assertThat(list)
                .isEqualTo(Map.of(
                        "m1", new Endpoint("::1", 9081),
                        "m2", new Endpoint("host2", 9081),
                        "m-3.x_y", new Endpoint("127.0.0.1", 1)));
        assertThat(Members.text(list)).isEqualTo("m-3.x_y=127.0.0.1:1,m1=[::1]:9081,m2=host2:9081");
        assertThat(Members.parse(Members.text(list))).isEqualTo(list);
        assertThat(Members.id(list))
                .isEqualTo(Members.id(Members.parse("m1=[::1]:9081,m2=host2:9081,m-3.x_y=127.0.0.1:1")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | write NAME=HOST:PORT",
                "m1 | write NAME=HOST:PORT",
                "m1=host | write NAME=HOST:PORT",
                "m1=host:1,, | write NAME=HOST:PORT",
                "m1=:9081 | write NAME=HOST:PORT",
                "m1=::1:9081 | write NAME=HOST:PORT",
                "m1=host:99999 | port 99999 is not within 1 to 65535",
                "m1=host:0 | port 0 is not within 1 to 65535",
                "=host:1 | is no name of a member",
                "m/1=host:1 | is no name of a member",
                "m1=host:1,m1=host:2 | names m1 twice",
                "m1=host:1,m2=host:1 | m1 and m2 have the same address host:1",
                "a=h:1,b=h:2,c=h:3,d=h:4,e=h:5,f=h:6,g=h:7,h=h:8,i=h:9,j=h:10 | has 10 members; choose 1 to 9",
            })
    void mistakeIsNamedWithWhatToDo(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Members.parse(text))
                .withMessageContaining(message);
    }

    @Test
    void memberMustBeListed() {
        Map<String, Endpoint> list = Members.parse("m1=host1:9081");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GroupConfig("m2", list, Path.of("data"), new Endpoint("host2", 8080), null))
                .withMessageContaining("m2 is not in the group's list m1=host1:9081");
    }

    @Test
    void differenceNamesEveryMemberThatDiffers() {
        assertThat(Members.difference(Members.parse("m1=a:1,m2=b:1,m3=c:1"), Members.parse("m1=a:1,m2=b:2,m4=d:1")))
                .isEqualTo(
                        "m2 is b:1 here and b:2 there, m3 is missing in the other list, m4 is only in the other list");
    }
}
