/** Files of what a master or a slave was told and decided: {@link Recording} writes them, {@link RecordingReader} reads them. */
@NullMarked
package io.campanile.recording;

import org.jspecify.annotations.NullMarked;
