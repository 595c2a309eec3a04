package io.campanile.cli.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

class WarningLimiterTest {

    private final AtomicLong now = new AtomicLong();
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger log = logger();

    private Logger logger() {
        LoggerContext context = new LoggerContext();
        context.addTurboFilter(new WarningLimiter(now::get));
        ch.qos.logback.classic.Logger logger = context.getLogger("test");
        logger.addAppender(lines);
        lines.start();
        return logger;
    }

    private void warn(int times) {
        for (int i = 0; i < times; i++) {
            log.warn("dropped {}", i);
        }
    }

    @Test
    void letsTwentyOfAKindThrough() {
        warn(1000);
        log.warn("something else");
        assertThat(lines.list).hasSize(21);
        assertThat(lines.list.get(19).getFormattedMessage()).isEqualTo("dropped 19");
        assertThat(lines.list.get(20).getFormattedMessage()).isEqualTo("something else");
    }

    @Test
    void saysLaterHowManyMoreThereWere() {
        warn(1000);
        now.addAndGet(11_000_000_000L);
        warn(1);
        assertThat(lines.list).hasSize(22);
        assertThat(lines.list.get(20).getFormattedMessage())
                .isEqualTo("980 more like this in the ten seconds before: dropped {}");
        assertThat(lines.list.get(21).getFormattedMessage()).isEqualTo("dropped 0");
    }

    @Test
    void saysNothingAboutAFew() {
        warn(20);
        now.addAndGet(11_000_000_000L);
        warn(20);
        assertThat(lines.list).hasSize(40);
    }

    @Test
    void leavesOtherLevelsAlone() {
        for (int i = 0; i < 100; i++) {
            log.info("a round");
        }
        assertThat(lines.list).hasSize(100);
    }
}
