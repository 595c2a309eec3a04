package io.campanile.proto.codec;

import io.campanile.proto.v1.Ancestor;
import io.campanile.proto.v1.Lineage;

/** Field by field between core's lineages and the wire's. */
final class WireLineage {

    private WireLineage() {}

    static Lineage toWire(io.campanile.core.message.Lineage lineage) {
        Lineage.Builder wire = Lineage.newBuilder();
        lineage.masters()
                .forEach(master -> wire.addMasters(
                        Ancestor.newBuilder().setInstance(master.instance()).setName(master.name())));
        return wire.build();
    }

    /**
     * What came off the wire.
     *
     * @throws IllegalArgumentException if a value is out of its range
     */
    static io.campanile.core.message.Lineage fromWire(long session, Lineage wire) {
        return new io.campanile.core.message.Lineage(
                session,
                wire.getMastersList().stream()
                        .map(m -> new io.campanile.core.message.Lineage.Ancestor(m.getInstance(), m.getName()))
                        .toList());
    }
}
