package io.campanile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.Security;
import org.junit.jupiter.api.Test;

class MainTest {

    @Test
    void seesWithinSecondsThatANameLeadsElsewhere() {
        Main.rememberNamesBriefly();
        assertThat(Security.getProperty("networkaddress.cache.ttl")).isEqualTo("5");
        assertThat(Security.getProperty("networkaddress.cache.negative.ttl")).isEqualTo("1");
    }
}
