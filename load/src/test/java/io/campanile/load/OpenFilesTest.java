package io.campanile.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OpenFilesTest {

    @Test
    void haveNothingToSayWhenAllFit() {
        assertThat(new OpenFiles(50, 20_000).adviceFor(19_850)).isEmpty();
    }

    @Test
    void sayHowManyFitAndWhatToDo() {
        assertThat(new OpenFiles(50, 1024).adviceFor(10_000))
                .hasValueSatisfying(advice -> assertThat(advice)
                        .contains("10000 slaves", "room for 874", "1024 files")
                        .contains("choose 874 slaves", "ulimit -n 10150", "several processes", "use UDP"));
    }

    @Test
    void neverOfferLessThanNothing() {
        assertThat(new OpenFiles(50, 64).adviceFor(1))
                .hasValueSatisfying(advice -> assertThat(advice).contains("room for 0"));
    }

    @Test
    void areCountedWhereTheSystemTells() {
        OpenFiles.now().ifPresent(files -> {
            assertThat(files.open()).isPositive();
            assertThat(files.limit()).isGreaterThan(files.open());
        });
    }
}
