package io.campanile.proto.codec;

import io.campanile.core.Mapping;
import io.campanile.core.ReferenceReading;
import io.campanile.core.discipline.Bound;
import io.campanile.core.discipline.ClockState;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.discipline.Correction;
import io.campanile.core.message.AnnouncementKind;
import io.campanile.core.message.Body;
import io.campanile.core.message.Caller;
import io.campanile.core.message.Correct;
import io.campanile.core.message.Departure;
import io.campanile.core.message.GoodbyeReason;
import io.campanile.core.message.Lineage;
import io.campanile.core.message.Lineage.Ancestor;
import io.campanile.core.message.Message;
import io.campanile.core.message.Message.Announcement;
import io.campanile.core.message.Message.Goodbye;
import io.campanile.core.message.Message.Hello;
import io.campanile.core.message.Message.Probe;
import io.campanile.core.message.Message.Reading;
import io.campanile.core.message.Message.Redirect;
import io.campanile.core.message.Message.Welcome;
import io.campanile.core.message.NodeName;
import io.campanile.core.message.Question;
import io.campanile.core.message.RejectionReason;
import io.campanile.core.message.Stamps;
import io.campanile.core.message.Standing;
import io.campanile.core.message.Testimony;
import io.campanile.core.session.SessionConfig;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Valid messages of every kind, their values anywhere in their ranges and often at the ends. */
public final class RandomMessages {

    /** Every kind of message that there is. */
    public static final List<Class<?>> KINDS = List.of(Message.class.getPermittedSubclasses());

    private static final long DAY = 86_400_000_000_000L;

    private final RandomGenerator random;
    private final Map<Class<?>, Supplier<Message>> makers = Map.ofEntries(
            Map.entry(Hello.class, this::hello),
            Map.entry(Welcome.class, this::welcome),
            Map.entry(Probe.class, this::probe),
            Map.entry(Reading.class, this::reading),
            Map.entry(Correct.class, () -> new Correct(any(), correction())),
            Map.entry(Announcement.class, this::announcement),
            Map.entry(Redirect.class, this::redirect),
            Map.entry(Goodbye.class, this::goodbye),
            Map.entry(Question.class, Question::new),
            Map.entry(Testimony.class, this::testimony),
            Map.entry(Lineage.class, this::lineage));

    public RandomMessages(RandomGenerator random) {
        this.random = random;
    }

    public Message next() {
        return ofKind(KINDS.get(random.nextInt(KINDS.size())));
    }

    /**
     * One of this kind.
     *
     * @throws IllegalArgumentException if nobody has said how to make one
     */
    public Message ofKind(Class<?> kind) {
        Supplier<Message> maker = makers.get(kind);
        if (maker == null) {
            throw new IllegalArgumentException("say here how to make a random " + kind.getSimpleName());
        }
        return maker.get();
    }

    private Hello hello() {
        return new Hello(
                name(),
                any(),
                (int) any(),
                random.nextBoolean(),
                upTo(Long.MAX_VALUE),
                random.nextBoolean(),
                one(Caller.values()),
                random.nextBoolean());
    }

    private Lineage lineage() {
        return new Lineage(
                any(),
                Stream.generate(() -> new Ancestor(any(), name()))
                        .limit(1 + upTo(Lineage.MAX_DEPTH - 1))
                        .toList());
    }

    private Probe probe() {
        return new Probe(
                any(),
                any(),
                any(),
                any(),
                one(Standing.values()),
                random.nextBoolean() ? null : one(RejectionReason.values()),
                random.nextBoolean() ? null : correction(),
                random.nextBoolean() ? null : any());
    }

    private Announcement announcement() {
        return new Announcement(
                any(),
                one(AnnouncementKind.values()),
                name(),
                Body.of(text(Body.MAX_BYTES / 4)),
                time(),
                upTo(Message.MAX_NANOS));
    }

    private Testimony testimony() {
        return new Testimony(time(), upTo(Message.MAX_NANOS), upTo(Long.MAX_VALUE));
    }

    private Redirect redirect() {
        return new Redirect(any(), text(255), (int) (1 + upTo(65_534)), any());
    }

    private Goodbye goodbye() {
        return new Goodbye(any(), one(GoodbyeReason.values()), random.nextBoolean() ? "" : text(300));
    }

    private Welcome welcome() {
        long round =
                SessionConfig.MIN_ROUND_NANOS + upTo(SessionConfig.MAX_ROUND_NANOS - SessionConfig.MIN_ROUND_NANOS);
        long idle = round + upTo(Long.MAX_VALUE - round);
        return new Welcome(any(), name(), 1 + upTo(Long.MAX_VALUE - 1), round, idle);
    }

    private Reading reading() {
        long offset = upTo(Message.MAX_OFFSET_NANOS) * (random.nextBoolean() ? 1 : -1);
        Mapping mapping = new Mapping(upTo(Long.MAX_VALUE), time(), offset, rate(Mapping.MAX_RATE_PPB));
        Bound bound = random.nextBoolean()
                ? new Bound(upTo(Message.MAX_NANOS), random.nextDouble() * 1e9, upTo(Message.MAX_NANOS))
                : null;
        ClockState state = new ClockState(
                mapping,
                one(ClockStatus.values()),
                upTo(Long.MAX_VALUE),
                bound,
                any(),
                random.nextBoolean(),
                upTo(Message.MAX_NANOS),
                utc());
        Departure before = random.nextBoolean() ? new Departure(any(), time()) : null;
        return new Reading(any(), any(), any(), any(), time(), time(), state, one(Stamps.values()), before);
    }

    private Correction correction() {
        long valid = upTo(DAY);
        return new Correction(
                1 + upTo(Long.MAX_VALUE - 1),
                any(),
                any(),
                time(),
                upTo(Message.MAX_NANOS) * (random.nextBoolean() ? 1 : -1),
                rate(Double.MAX_VALUE / 2),
                upTo(Message.MAX_NANOS),
                Math.abs(rate(999_999_999)),
                upTo(valid),
                valid,
                utc());
    }

    private @Nullable ReferenceReading utc() {
        return random.nextBoolean()
                ? null
                : new ReferenceReading(
                        time(),
                        upTo(Message.MAX_OFFSET_NANOS) * (random.nextBoolean() ? 1 : -1),
                        rate(Mapping.MAX_RATE_PPB),
                        upTo(Message.MAX_OFFSET_NANOS),
                        Math.abs(rate(999_999_999)),
                        upTo(Message.MAX_NANOS));
    }

    private double rate(double max) {
        return switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> max;
            case 2 -> -max;
            default -> random.nextDouble(-max, max);
        };
    }

    private long time() {
        return upTo(Message.MAX_NANOS - 1);
    }

    private long any() {
        return switch (random.nextInt(5)) {
            case 0 -> 0;
            case 1 -> Long.MIN_VALUE;
            case 2 -> -1;
            default -> random.nextLong();
        };
    }

    private long upTo(long max) {
        return switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> max;
            default -> max == 0 ? 0 : random.nextLong(max);
        };
    }

    private String name() {
        return text(NodeName.MAX_LENGTH);
    }

    /** A text of 1 to this many chars, of one, two, three or four bytes each; never blank. */
    private String text(int maxLength) {
        List<String> alphabet = List.of("a", "é", "鐘", "🔔");
        StringBuilder text = new StringBuilder("a");
        int length = random.nextInt(3) == 0 ? maxLength : random.nextInt(1, maxLength + 1);
        while (text.length() < length) {
            String next = alphabet.get(random.nextInt(alphabet.size()));
            text.append(text.length() + next.length() <= length ? next : "z");
        }
        return text.toString();
    }

    private <T> T one(T[] values) {
        return List.of(values).get(random.nextInt(values.length));
    }
}
