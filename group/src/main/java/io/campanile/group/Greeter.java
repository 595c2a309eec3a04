package io.campanile.group;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.ratis.thirdparty.io.grpc.CallOptions;
import org.apache.ratis.thirdparty.io.grpc.ManagedChannel;
import org.apache.ratis.thirdparty.io.grpc.MethodDescriptor;
import org.apache.ratis.thirdparty.io.grpc.MethodDescriptor.Marshaller;
import org.apache.ratis.thirdparty.io.grpc.MethodDescriptor.MethodType;
import org.apache.ratis.thirdparty.io.grpc.ServerServiceDefinition;
import org.apache.ratis.thirdparty.io.grpc.netty.NettyChannelBuilder;
import org.apache.ratis.thirdparty.io.grpc.stub.ClientCalls;
import org.apache.ratis.thirdparty.io.grpc.stub.ServerCalls;
import org.apache.ratis.thirdparty.io.grpc.stub.StreamObserver;

/**
 * Asks other members who they are, and answers them, on the port on which Raft listens. The question is empty, or the name of
 * the member that asks, if that has lost its log.
 */
final class Greeter {

    private static final String SERVICE = "io.campanile.group.Greeter";

    /** A greeting names nine members at most. */
    private static final int MAX_BYTES = 16_384;

    private static final MethodDescriptor<byte[], byte[]> HELLO = MethodDescriptor.<byte[], byte[]>newBuilder()
            .setType(MethodType.UNARY)
            .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, "Hello"))
            .setRequestMarshaller(new Bytes())
            .setResponseMarshaller(new Bytes())
            .build();

    private Greeter() {}

    /**
     * Answers whoever asks.
     *
     * @param forgetful takes the names of those that have lost their log
     */
    static ServerServiceDefinition answering(Supplier<Hello> self, Consumer<String> forgetful) {
        return ServerServiceDefinition.builder(SERVICE)
                .addMethod(HELLO, ServerCalls.asyncUnaryCall((question, answer) -> {
                    if (question.length > 0) {
                        forgetful.accept(new String(question, StandardCharsets.UTF_8));
                    }
                    answer.onNext(self.get().encode());
                    answer.onCompleted();
                }))
                .build();
    }

    /**
     * Asks a member who it is. Fails if it does not answer in time, or not like a member.
     *
     * @param tls how to connect
     * @param forgetful the name of this member if it has lost its log; empty otherwise
     * @param timeoutMillis how long it may take
     */
    static CompletableFuture<Hello> ask(Endpoint address, MemberTls tls, String forgetful, long timeoutMillis) {
        ManagedChannel channel = tls.applyTo(NettyChannelBuilder.forAddress(address.host(), address.port()))
                .maxInboundMessageSize(MAX_BYTES)
                .build();
        CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(timeoutMillis, TimeUnit.MILLISECONDS);
        CompletableFuture<Hello> hello = new CompletableFuture<>();
        ClientCalls.asyncUnaryCall(
                channel.newCall(HELLO, options),
                forgetful.getBytes(StandardCharsets.UTF_8),
                new StreamObserver<byte[]>() {
                    @Override
                    public void onNext(byte[] answer) {
                        try {
                            hello.complete(Hello.decode(answer));
                        } catch (IOException e) {
                            hello.completeExceptionally(e);
                        }
                    }

                    @Override
                    public void onError(Throwable failure) {
                        hello.completeExceptionally(failure);
                    }

                    @Override
                    public void onCompleted() {
                        hello.completeExceptionally(new IOException("no answer"));
                    }
                });
        return hello.whenComplete((answer, failure) -> channel.shutdownNow());
    }

    /** Bytes as they are. */
    private static final class Bytes implements Marshaller<byte[]> {

        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readNBytes(MAX_BYTES);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
