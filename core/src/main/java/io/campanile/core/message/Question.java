package io.campanile.core.message;

/** Slave to master, in place of a hello: what time has the cluster, as you keep it? Whoever asks is no slave of this master for it. */
public record Question() implements Message {

    @Override
    public long session() {
        return 0;
    }
}
