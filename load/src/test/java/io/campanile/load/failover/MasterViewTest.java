package io.campanile.load.failover;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MasterViewTest {

    @Test
    void takesWhatItNeedsFromAStatus() throws Exception {
        assertThat(MasterView.parse("""
                {"master": {"epoch": 17}, "round": {"members": 22, "truechimers": 23, "heard": 22}, "slaves": []}
                """)).hasValue(new MasterView(17, 22, 23));
    }

    @Test
    void aMasterWithoutARoundLeadsNobody() throws Exception {
        assertThat(MasterView.parse("{\"master\": {\"epoch\": 17}, \"round\": null}"))
                .isEmpty();
        assertThat(MasterView.parse("{}")).isEmpty();
    }
}
