package io.campanile.simulator;

import io.campanile.simulator.check.InvariantChecker;
import io.campanile.simulator.node.Election;
import io.campanile.simulator.node.History;
import io.campanile.simulator.node.Keeper;
import io.campanile.simulator.node.SimulatedMaster;
import io.campanile.simulator.node.SimulatedSlave;
import io.campanile.simulator.node.Wire;
import io.campanile.simulator.world.Machine;
import io.campanile.simulator.world.Utc;
import io.campanile.simulator.world.VirtualTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One cluster of a {@link Tree}. */
public final class Branch implements Nodes {

    private final VirtualTime time;
    private final Utc utc;
    private final int depth;
    private final History history;
    private final InvariantChecker witness;
    private final List<SimulatedMaster> masters = new ArrayList<>();
    private final List<SimulatedSlave> slaves = new ArrayList<>();
    private final List<Branch> below = new ArrayList<>();

    /** What its masters are to the ones above. */
    private final Map<SimulatedMaster, SimulatedSlave> links = new LinkedHashMap<>();

    private @Nullable Election election;

    /**
     * One that is to be filled.
     *
     * @param depth how many clusters are above it
     * @param history is to say how its own cluster time went on
     * @param witness looks at its clocks
     */
    Branch(VirtualTime time, Utc utc, int depth, History history, InvariantChecker witness) {
        this.time = time;
        this.utc = utc;
        this.depth = depth;
        this.history = history;
        this.witness = witness;
    }

    void add(SimulatedMaster master) {
        masters.add(master);
    }

    void add(SimulatedSlave slave) {
        slaves.add(slave);
    }

    void add(Branch child) {
        below.add(child);
    }

    /** What a master of this cluster is to the ones above it. */
    void link(SimulatedMaster master, SimulatedSlave link) {
        links.put(master, link);
    }

    /** Its masters are a group. */
    void elects(Election by) {
        election = by;
    }

    /** How many clusters are above it. */
    public int depth() {
        return depth;
    }

    @Override
    public VirtualTime time() {
        return time;
    }

    @Override
    public Utc utc() {
        return utc;
    }

    @Override
    public List<SimulatedMaster> masters() {
        return Collections.unmodifiableList(masters);
    }

    @Override
    public Optional<Election> election() {
        return Optional.ofNullable(election);
    }

    @Override
    public List<SimulatedSlave> slaves() {
        return Collections.unmodifiableList(slaves);
    }

    @Override
    public List<SimulatedSlave> mastersBelow() {
        return below.stream().flatMap(child -> child.links.values().stream()).toList();
    }

    @Override
    public Collection<Wire> wiresUp(SimulatedMaster master) {
        return Optional.ofNullable(links.get(master)).map(SimulatedSlave::wires).orElse(List.of());
    }

    /** Those of its masters, and of all who are slaves of them. */
    public List<Machine> machines() {
        return Stream.<Keeper>concat(masters.stream(), Stream.concat(slaves.stream(), mastersBelow().stream()))
                .map(Keeper::machine)
                .toList();
    }

    /** The clusters whose masters follow this one's. */
    public List<Branch> below() {
        return Collections.unmodifiableList(below);
    }

    /** How its own cluster time went on. */
    public History history() {
        return history;
    }

    /** Looks at its clocks. */
    public InvariantChecker witness() {
        return witness;
    }
}
