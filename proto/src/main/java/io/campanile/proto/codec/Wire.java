package io.campanile.proto.codec;

import com.google.protobuf.ByteString;
import io.campanile.core.message.Body;
import io.campanile.core.message.Caller;
import io.campanile.core.message.Correct;
import io.campanile.core.message.Message;
import io.campanile.proto.v1.Announcement;
import io.campanile.proto.v1.AnnouncementKind;
import io.campanile.proto.v1.Departure;
import io.campanile.proto.v1.Envelope;
import io.campanile.proto.v1.Goodbye;
import io.campanile.proto.v1.GoodbyeReason;
import io.campanile.proto.v1.Hello;
import io.campanile.proto.v1.Probe;
import io.campanile.proto.v1.Question;
import io.campanile.proto.v1.Reading;
import io.campanile.proto.v1.Redirect;
import io.campanile.proto.v1.RejectionReason;
import io.campanile.proto.v1.Stamps;
import io.campanile.proto.v1.Standing;
import io.campanile.proto.v1.Testimony;
import io.campanile.proto.v1.Welcome;
import java.util.Optional;

/** Field by field between core's records and the wire's messages. */
public final class Wire {

    /** The longest message: it fits any datagram, and nobody can make us keep more than this of an unfinished one. */
    public static final int MAX_MESSAGE_BYTES = 1024;

    private static final WireEnums<io.campanile.core.message.Standing, Standing> STANDINGS =
            new WireEnums<>(io.campanile.core.message.Standing.class, Standing.class);
    private static final WireEnums<io.campanile.core.message.RejectionReason, RejectionReason> REJECTIONS =
            new WireEnums<>(io.campanile.core.message.RejectionReason.class, RejectionReason.class);
    private static final WireEnums<io.campanile.core.message.AnnouncementKind, AnnouncementKind> ANNOUNCEMENTS =
            new WireEnums<>(io.campanile.core.message.AnnouncementKind.class, AnnouncementKind.class);
    private static final WireEnums<io.campanile.core.message.GoodbyeReason, GoodbyeReason> GOODBYES =
            new WireEnums<>(io.campanile.core.message.GoodbyeReason.class, GoodbyeReason.class);

    private static final WireEnums<io.campanile.core.message.Stamps, Stamps> STAMPS =
            new WireEnums<>(io.campanile.core.message.Stamps.class, Stamps.class);

    private Wire() {}

    /** What goes onto the wire. */
    public static Envelope toEnvelope(Message message) {
        Envelope.Builder envelope = Envelope.newBuilder().setSession(message.session());
        if (message instanceof Message.Probe m) {
            envelope.setProbe(toWire(m));
        } else if (message instanceof Message.Reading m) {
            envelope.setReading(toWire(m));
        } else if (message instanceof Correct m) {
            envelope.setCorrection(WireClocks.toWire(m.correction()));
        } else if (message instanceof Message.Hello m) {
            envelope.setHello(toWire(m));
        } else if (message instanceof Message.Welcome m) {
            envelope.setWelcome(toWire(m));
        } else if (message instanceof Message.Announcement m) {
            envelope.setAnnouncement(toWire(m));
        } else if (message instanceof Message.Redirect m) {
            envelope.setRedirect(
                    Redirect.newBuilder().setHost(m.host()).setPort(m.port()).setEpoch(m.epoch()));
        } else if (message instanceof Message.Goodbye m) {
            envelope.setGoodbye(
                    Goodbye.newBuilder().setReason(GOODBYES.toWire(m.reason())).setDetail(m.detail()));
        } else if (message instanceof io.campanile.core.message.Question) {
            envelope.setQuestion(Question.getDefaultInstance());
        } else if (message instanceof io.campanile.core.message.Testimony m) {
            envelope.setTestimony(toWire(m));
        } else if (message instanceof io.campanile.core.message.Lineage m) {
            envelope.setLineage(WireLineage.toWire(m));
        } else {
            throw new IllegalArgumentException(
                    "there is no way to write a " + message.getClass().getSimpleName());
        }
        return envelope.build();
    }

    /**
     * What came off the wire; empty for a kind of message that this release does not handle.
     *
     * @throws IllegalArgumentException if a value is out of its range: one sentence for the sender
     */
    static Optional<Message> toMessage(Envelope envelope) {
        long session = envelope.getSession();
        return switch (envelope.getBodyCase()) {
            case HELLO -> Optional.of(fromWire(envelope.getHello()));
            case WELCOME -> Optional.of(fromWire(session, envelope.getWelcome()));
            case PROBE -> Optional.of(fromWire(session, envelope.getProbe()));
            case READING -> Optional.of(fromWire(session, envelope.getReading()));
            case CORRECTION -> Optional.of(new Correct(session, WireClocks.fromWire(envelope.getCorrection())));
            case REDIRECT -> Optional.of(fromWire(session, envelope.getRedirect()));
            case GOODBYE -> Optional.of(fromWire(session, envelope.getGoodbye()));
            case ANNOUNCEMENT -> fromWire(session, envelope.getAnnouncement());
            case QUESTION -> Optional.of(new io.campanile.core.message.Question());
            case TESTIMONY -> Optional.of(fromWire(envelope.getTestimony()));
            case LINEAGE -> Optional.of(WireLineage.fromWire(session, envelope.getLineage()));
            case CHALLENGE, KEY_REQUEST, KEYS, UNKNOWN_KEY, BODY_NOT_SET -> Optional.empty();
        };
    }

    /** {@link Message.Hello#newerThan} of one of which nothing else is known to be right. */
    public static long newerThan(Hello hello) {
        return hello.getSeeksNewer() ? hello.getLastEpoch() : 0;
    }

    private static Hello toWire(Message.Hello m) {
        return Hello.newBuilder()
                .setProtocolVersion(m.protocolVersion())
                .setName(m.name())
                .setInstance(m.instance())
                .setObserver(!m.votes())
                .setLastEpoch(m.lastEpoch())
                .setEchoesNonces(m.echoes())
                .setStandby(m.standby())
                .setMaster(m.caller() == Caller.MASTER)
                .setSeeksNewer(m.seeksNewer())
                .build();
    }

    private static Message.Hello fromWire(Hello m) {
        return new Message.Hello(
                m.getName(),
                m.getInstance(),
                m.getProtocolVersion(),
                !m.getObserver(),
                m.getLastEpoch(),
                m.getEchoesNonces(),
                m.getStandby() ? Caller.STANDBY : m.getMaster() ? Caller.MASTER : Caller.SLAVE,
                m.getSeeksNewer());
    }

    private static Welcome toWire(Message.Welcome m) {
        return Welcome.newBuilder()
                .setName(m.name())
                .setEpoch(m.epoch())
                .setRoundNanos(m.roundNanos())
                .setIdleNanos(m.idleNanos())
                .build();
    }

    private static Message.Welcome fromWire(long session, Welcome m) {
        return new Message.Welcome(session, m.getName(), m.getEpoch(), m.getRoundNanos(), m.getIdleNanos());
    }

    private static Probe toWire(Message.Probe m) {
        Probe.Builder probe = Probe.newBuilder()
                .setRound(m.round())
                .setSequence(m.sequence())
                .setNonce(m.nonce())
                .setStanding(STANDINGS.toWire(m.standing()));
        if (m.rejection() != null) {
            probe.setRejection(REJECTIONS.toWire(m.rejection()));
        }
        if (m.correction() != null) {
            probe.setCorrection(WireClocks.toWire(m.correction()));
        }
        if (m.wrongByNanos() != null) {
            probe.setWrongByNanos(m.wrongByNanos());
        }
        return probe.build();
    }

    private static Message.Probe fromWire(long session, Probe m) {
        boolean rejected = m.getRejection() != RejectionReason.REJECTION_REASON_UNSPECIFIED;
        return new Message.Probe(
                session,
                m.getRound(),
                m.getSequence(),
                m.getNonce(),
                STANDINGS.toCore(m.getStanding()),
                rejected ? REJECTIONS.toCore(m.getRejection()) : null,
                m.hasCorrection() ? WireClocks.fromWire(m.getCorrection()) : null,
                m.hasWrongByNanos() ? m.getWrongByNanos() : null);
    }

    private static Reading toWire(Message.Reading m) {
        Reading.Builder reading = Reading.newBuilder()
                .setRound(m.round())
                .setSequence(m.sequence())
                .setNonce(m.nonce())
                .setT2Nanos(m.t2())
                .setT3Nanos(m.t3())
                .setClock(WireClocks.toWire(m.clock()))
                .setStamps(STAMPS.toWire(m.stamps()));
        if (m.before() != null) {
            reading.setBefore(Departure.newBuilder()
                    .setSequence(m.before().sequence())
                    .setT3Nanos(m.before().t3()));
        }
        return reading.build();
    }

    private static Message.Reading fromWire(long session, Reading m) {
        return new Message.Reading(
                session,
                m.getRound(),
                m.getSequence(),
                m.getNonce(),
                m.getT2Nanos(),
                m.getT3Nanos(),
                WireClocks.fromWire(m.getClock()),
                fromWire(m.getStamps()),
                m.hasBefore()
                        ? new io.campanile.core.message.Departure(
                                m.getBefore().getSequence(), m.getBefore().getT3Nanos())
                        : null);
    }

    /** Better stamps, of which this release knows nothing, are good ones of a program's. */
    private static io.campanile.core.message.Stamps fromWire(Stamps stamps) {
        return stamps == Stamps.UNRECOGNIZED ? io.campanile.core.message.Stamps.USER : STAMPS.toCore(stamps);
    }

    private static Announcement toWire(Message.Announcement m) {
        return Announcement.newBuilder()
                .setFrom(m.from())
                .setBody(ByteString.copyFrom(m.body().bytes()))
                .setClusterNanos(m.clusterNanos())
                .setErrorNanos(m.errorNanos())
                .setKind(ANNOUNCEMENTS.toWire(m.kind()))
                .build();
    }

    private static Optional<Message> fromWire(long session, Announcement m) {
        AnnouncementKind kind = m.getKind();
        if (kind == AnnouncementKind.ANNOUNCEMENT_KIND_UNSPECIFIED || kind == AnnouncementKind.UNRECOGNIZED) {
            return Optional.empty();
        }
        if (kind != AnnouncementKind.ANNOUNCEMENT_KIND_SENT && !m.getBody().isValidUtf8()) {
            throw new IllegalArgumentException("the announcement's text is no UTF-8");
        }
        return Optional.of(new Message.Announcement(
                session,
                ANNOUNCEMENTS.toCore(kind),
                m.getFrom(),
                Body.of(m.getBody().toByteArray()),
                m.getClusterNanos(),
                m.getErrorNanos()));
    }

    private static Testimony toWire(io.campanile.core.message.Testimony m) {
        return Testimony.newBuilder()
                .setClusterNanos(m.clusterNanos())
                .setErrorNanos(m.errorNanos())
                .setEpoch(m.epoch())
                .build();
    }

    private static io.campanile.core.message.Testimony fromWire(Testimony m) {
        return new io.campanile.core.message.Testimony(m.getClusterNanos(), m.getErrorNanos(), m.getEpoch());
    }

    private static Message.Redirect fromWire(long session, Redirect m) {
        return new Message.Redirect(session, m.getHost(), m.getPort(), m.getEpoch());
    }

    private static Message.Goodbye fromWire(long session, Goodbye m) {
        // A reason of a later release still is a goodbye.
        io.campanile.core.message.GoodbyeReason reason = m.getReason() == GoodbyeReason.UNRECOGNIZED
                ? io.campanile.core.message.GoodbyeReason.SHUTDOWN
                : GOODBYES.toCore(m.getReason());
        return new Message.Goodbye(session, reason, m.getDetail());
    }
}
