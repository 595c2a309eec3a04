package io.campanile.master;

import io.campanile.core.message.Caller;
import io.campanile.core.message.Lineage;
import io.campanile.core.message.Lineage.Ancestor;
import io.campanile.core.message.Message.Hello;
import io.campanile.slave.Descent;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Where a master stands in a tree of masters: itself, the parent that it follows, and those above that. Each change is told to the
 * masters that follow this one.
 *
 * <p>Thread-safe.
 */
final class Ancestry implements Descent {

    private final Ancestor self;
    private final Set<Consumer<Lineage>> followers = ConcurrentHashMap.newKeySet();
    private volatile Lineage lineage;

    /** That of a master which follows nobody yet. */
    Ancestry(Ancestor self) {
        this.self = self;
        this.lineage = Lineage.root(self);
    }

    /** This master, and whom it follows. */
    Lineage lineage() {
        return lineage;
    }

    /** By what the parent knows this process. */
    long instance() {
        return self.instance();
    }

    @Override
    public Optional<String> follows(Lineage parents) {
        Optional<String> objection = parents.objection(self);
        if (objection.isEmpty()) {
            change(parents.of(self));
        }
        return objection;
    }

    @Override
    public void followsNobody() {
        change(Lineage.root(self));
    }

    private synchronized void change(Lineage next) {
        if (!next.equals(lineage)) {
            lineage = next;
            followers.forEach(follower -> follower.accept(next));
        }
    }

    /** Why whoever says this hello cannot follow this master; empty if he can. */
    Optional<String> objection(Hello hello) {
        return hello.caller() == Caller.MASTER ? lineage.objection(Ancestor.of(hello)) : Optional.empty();
    }

    /** A master follows this one: it is told now whose time this master has, and from now on whenever that changes. */
    synchronized void join(Consumer<Lineage> follower) {
        followers.add(follower);
        follower.accept(lineage);
    }

    /** It follows this one no more. */
    void leave(Consumer<Lineage> follower) {
        followers.remove(follower);
    }
}
