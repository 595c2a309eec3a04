package io.campanile.cli.log;

import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.campanile.core.message.Printable;

/** A log line's message, whatever a peer had a part in: one line, with nothing in it that a terminal obeys or hides. */
public final class SafeMessage extends MessageConverter {

    @Override
    public String convert(ILoggingEvent event) {
        return Printable.text(super.convert(event));
    }
}
