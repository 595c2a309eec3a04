package io.campanile.os.utc;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** chrony's command port, which whoever is on the machine may ask, unless it was closed ({@code cmdport 0}). */
record ChronyPort(InetSocketAddress address) implements ChronyWay {

    @Override
    public String place() {
        return address.getHostString() + ":" + address.getPort();
    }

    @Override
    public ByteBuffer ask(byte[] request, int most) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.connect(address);
            socket.send(new DatagramPacket(request, request.length));
            DatagramPacket packet = new DatagramPacket(new byte[most], most);
            socket.receive(packet);
            return ByteBuffer.wrap(Arrays.copyOf(packet.getData(), packet.getLength()));
        } catch (SocketTimeoutException | PortUnreachableException e) {
            throw new IOException("no chrony answers at " + place(), e);
        }
    }
}
