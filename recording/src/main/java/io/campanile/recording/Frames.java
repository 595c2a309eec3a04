package io.campanile.recording;

import com.google.protobuf.InvalidProtocolBufferException;
import io.campanile.recording.v1.Block;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** What a file is made of: a first line that says what it is, and frames, each with a block and its checksum. */
final class Frames {

    /** The first line of every file. */
    private static final byte[] FIRST_LINE = "campanile recording 1\n".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] ANY_VERSION = "campanile recording ".getBytes(StandardCharsets.US_ASCII);

    private static final int HEADER_BYTES = 8;

    /** The largest block that is read: many times what is ever written. */
    private static final int MOST_BYTES = 1 << 24;

    private final DataInputStream in;
    private long at;
    private boolean cut;

    /**
     * The frames of a file.
     *
     * @param in the file from its beginning; it stays the caller's
     * @throws RecordingException if that is no recording: a sentence without the file's name
     */
    Frames(InputStream in) throws IOException {
        this.in = new DataInputStream(in);
        byte[] line = this.in.readNBytes(FIRST_LINE.length);
        if (!Arrays.equals(line, FIRST_LINE)) {
            boolean otherVersion = line.length == FIRST_LINE.length
                    && Arrays.equals(Arrays.copyOf(line, ANY_VERSION.length), ANY_VERSION);
            throw new RecordingException(
                    otherVersion
                            ? "is a recording of another form than this release reads: use the release that wrote it"
                            : "is no recording of a master or a slave");
        }
        at = line.length;
    }

    /** The first line as it is written. */
    static byte[] firstLine() {
        return FIRST_LINE.clone();
    }

    /** A block as it is written. */
    static byte[] frame(Block block) {
        byte[] payload = block.toByteArray();
        return ByteBuffer.allocate(HEADER_BYTES + payload.length)
                .putInt(payload.length)
                .putInt(checksum(payload))
                .put(payload)
                .array();
    }

    private static int checksum(byte[] payload) {
        CRC32C sum = new CRC32C();
        sum.update(payload);
        return (int) sum.getValue();
    }

    /**
     * The next block; null at the end, or where the file was {@linkplain #isCut cut}.
     *
     * @throws RecordingException if the file is damaged: a sentence without its name
     */
    @Nullable
    Block next() throws IOException {
        byte[] header = in.readNBytes(HEADER_BYTES);
        if (header.length < HEADER_BYTES) {
            cut = header.length > 0;
            return null;
        }
        ByteBuffer fields = ByteBuffer.wrap(header);
        int length = fields.getInt();
        int sum = fields.getInt();
        if (length == 0 && sum == 0) {
            // Some file systems leave zeros where a machine lost its power.
            cut = true;
            return null;
        }
        if (length <= 0 || length > MOST_BYTES) {
            throw damaged("a length of %s".formatted(length));
        }
        return block(length, sum);
    }

    private @Nullable Block block(int length, int sum) throws IOException {
        byte[] payload = in.readNBytes(length);
        if (payload.length < length) {
            cut = true;
            return null;
        }
        if (checksum(payload) != sum) {
            throw damaged("a wrong checksum");
        }
        try {
            Block block = Block.parseFrom(payload);
            at += HEADER_BYTES + length;
            return block;
        } catch (InvalidProtocolBufferException e) {
            throw damaged("no block");
        }
    }

    private RecordingException damaged(String what) {
        return new RecordingException("is damaged: there is %s at byte %s; copy it again".formatted(what, at));
    }

    /** Whether the file ended within a frame: its writer was killed, or its disk full. */
    boolean isCut() {
        return cut;
    }
}
