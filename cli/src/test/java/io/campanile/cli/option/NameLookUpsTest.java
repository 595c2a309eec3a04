package io.campanile.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.Security;
import org.junit.jupiter.api.Test;

class NameLookUpsTest {

    @Test
    void seeWithinSecondsThatANameLeadsElsewhere() {
        NameLookUps.retrySoon();
        assertThat(Security.getProperty("networkaddress.cache.ttl")).isEqualTo("5");
        assertThat(Security.getProperty("networkaddress.cache.negative.ttl")).isEqualTo("1");
    }
}
