package io.campanile.it;

import io.campanile.core.message.Message;
import io.campanile.proto.v1.Announcement;
import io.campanile.proto.v1.AnnouncementKind;
import io.campanile.proto.v1.Envelope;
import io.campanile.proto.v1.Hello;
import io.campanile.proto.v1.Question;
import io.campanile.proto.v1.Reading;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a hostile peer may do to a master that listens on this machine. One turn of each ends by itself; it is to be repeated. */
enum Attack {
    /** Frames without a byte in them, 64,000 at once. */
    EMPTY_FRAMES {
        @Override
        void turn(int port) throws IOException {
            try (Socket socket = connect(port)) {
                pour(socket, new byte[64_000]);
            }
        }
    },
    /** Readings that answer no probe, as fast as they go. */
    STRAY_READINGS {
        @Override
        void turn(int port) throws IOException {
            try (Socket socket = connect(port)) {
                long session = join(socket);
                Reading reading = Reading.newBuilder().setSequence(1 << 30).build();
                pour(
                        socket,
                        many(Envelope.newBuilder()
                                .setSession(session)
                                .setReading(reading)
                                .build()));
            }
        }
    },
    /** Messages that no release knows. */
    UNKNOWN_MESSAGES {
        @Override
        void turn(int port) throws IOException {
            byte[] frames = new byte[64_000];
            for (int i = 0; i < frames.length; i += 4) {
                // Three bytes: field 99 of the envelope is 1.
                System.arraycopy(new byte[] {3, (byte) 0x98, 6, 1}, 0, frames, i, 4);
            }
            try (Socket socket = connect(port)) {
                pour(socket, frames);
            }
        }
    },
    /** Connections that say nothing. */
    SILENT_CONNECTIONS {
        @Override
        void turn(int port) throws IOException {
            List<Socket> silent = new ArrayList<>();
            try {
                for (int i = 0; i < 200; i++) {
                    silent.add(connect(port));
                }
                sleep(200);
            } finally {
                for (Socket socket : silent) {
                    socket.close();
                }
            }
        }
    },
    /** Somebody who only asks what time it is, again and again, each time over a connection of its own. */
    QUESTIONS {
        @Override
        void turn(int port) throws IOException {
            Envelope question = Envelope.newBuilder()
                    .setQuestion(Question.getDefaultInstance())
                    .build();
            for (int i = 0; i < 500; i++) {
                try (Socket socket = connect(port)) {
                    question.writeDelimitedTo(socket.getOutputStream());
                    Envelope answer = Envelope.parseDelimitedFrom(socket.getInputStream());
                    if (answer == null || !answer.hasTestimony()) {
                        throw new IOException("no answer: " + answer);
                    }
                }
            }
        }
    },
    /** Hellos over UDP from a thousand addresses, a part of which prove their address and never answer a probe. */
    HELLO_FLOOD {
        @Override
        void turn(int port) throws IOException {
            InetSocketAddress master = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            for (int i = 0; i < 1000; i++) {
                byte[] address = {127, 1, (byte) (i / 250), (byte) (1 + i % 250)};
                try (DatagramSocket socket =
                        new DatagramSocket(new InetSocketAddress(InetAddress.getByAddress(address), 0))) {
                    socket.setSoTimeout(50);
                    for (int hello = 1; hello <= 20; hello++) {
                        send(socket, master, i * 100L + hello, 0);
                    }
                    if (i % 4 == 0) {
                        prove(socket, master);
                    }
                }
            }
        }
    },
    /** Somebody that joins and leaves the announcements all the time. */
    ANNOUNCEMENTS_CHURN {
        @Override
        void turn(int port) throws IOException {
            try (Socket socket = connect(port)) {
                long session = join(socket);
                ByteArrayOutputStream both = new ByteArrayOutputStream();
                announcement(session, AnnouncementKind.ANNOUNCEMENT_KIND_JOINED).writeDelimitedTo(both);
                announcement(session, AnnouncementKind.ANNOUNCEMENT_KIND_LEFT).writeDelimitedTo(both);
                for (int i = 0; i < 300; i++) {
                    socket.getOutputStream().write(both.toByteArray());
                }
                sleep(100);
            }
        }
    };

    /** Does it once. The end of the connection is the master's answer, and no failure. */
    abstract void turn(int port) throws IOException;

    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 2000);
        socket.setSoTimeout(2000);
        return socket;
    }

    private static long join(Socket socket) throws IOException {
        Hello hello = Hello.newBuilder()
                .setProtocolVersion(Message.PROTOCOL_VERSION)
                .setName("mallory")
                .setObserver(true)
                .setInstance(System.nanoTime())
                .build();
        Envelope.newBuilder().setHello(hello).build().writeDelimitedTo(socket.getOutputStream());
        Envelope answer = Envelope.parseDelimitedFrom(socket.getInputStream());
        if (answer == null || !answer.hasWelcome()) {
            throw new IOException("not welcome: " + answer);
        }
        return answer.getSession();
    }

    private static byte[] many(Envelope envelope) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (bytes.size() < 64_000) {
            envelope.writeDelimitedTo(bytes);
        }
        return bytes.toByteArray();
    }

    /** Two seconds of it, unless the master ends the connection before. */
    private static void pour(Socket socket, byte[] bytes) throws IOException {
        OutputStream out = socket.getOutputStream();
        long end = System.nanoTime() + 2_000_000_000L;
        while (System.nanoTime() < end) {
            out.write(bytes);
        }
    }

    private static Envelope announcement(long session, AnnouncementKind kind) {
        Announcement announcement =
                Announcement.newBuilder().setFrom("mallory").setKind(kind).build();
        return Envelope.newBuilder()
                .setSession(session)
                .setAnnouncement(announcement)
                .build();
    }

    private static void send(DatagramSocket socket, InetSocketAddress to, long nonce, long cookie) throws IOException {
        Hello hello = Hello.newBuilder()
                .setProtocolVersion(Message.PROTOCOL_VERSION)
                .setName("mallory")
                .setObserver(true)
                .setInstance(nonce)
                .setNonce(nonce)
                .setCookie(cookie)
                .build();
        byte[] bytes = Envelope.newBuilder().setHello(hello).build().toByteArray();
        socket.send(new DatagramPacket(bytes, bytes.length, to));
    }

    private static void prove(DatagramSocket socket, InetSocketAddress master) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
        for (int i = 0; i < 5; i++) {
            socket.receive(packet);
            Envelope answer = Envelope.parseFrom(Arrays.copyOf(packet.getData(), packet.getLength()));
            if (answer.hasChallenge()) {
                send(
                        socket,
                        master,
                        answer.getChallenge().getNonce(),
                        answer.getChallenge().getCookie());
            }
        }
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
