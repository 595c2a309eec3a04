package io.campanile.core.message;

/** What a slave's session has to say back to its master: the {@link Answer} to a probe, or a {@link Message.Goodbye}. */
public sealed interface Reply permits Answer, Message.Goodbye {}
