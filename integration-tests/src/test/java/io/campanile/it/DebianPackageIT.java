package io.campanile.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The Debian package on a machine with systemd, from its installation to its end. */
@Tag("containers")
@SuppressWarnings("NullAway.Init") // JUnit calls start() first
class DebianPackageIT {

    private static final Path PACKAGE = Docker.ROOT.resolve("deploy/target/campanile.deb");
    private static final String IMAGE = "campanile-test-debian";
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String MASTER = "campanile-master";
    private static final String SLAVE = "campanile-slave@localhost";

    /** What systemd needs of a container, to give the services few rights. */
    private static final List<String> RIGHTS = List.of(
            "--cap-add=SYS_ADMIN",
            "--cap-add=SYS_PTRACE",
            "--security-opt=seccomp=unconfined",
            "--security-opt=apparmor=unconfined",
            "--cgroupns=host",
            "--volume=/sys/fs/cgroup:/sys/fs/cgroup",
            "--tmpfs=/run",
            "--tmpfs=/run/lock",
            "--label=org.testcontainers=true");

    private String machine;

    @BeforeEach
    void start() {
        Docker.requireEngine();
        Docker.requireImage(IMAGE, "docker/test-debian");
        machine = Docker.run(
                        Stream.concat(Stream.of("run", "--detach"), Stream.concat(RIGHTS.stream(), Stream.of(IMAGE)))
                                .toArray(String[]::new))
                .strip();
        Awaitility.await("a machine that has started")
                .atMost(PATIENCE)
                .until(() -> on("systemctl is-system-running || true").matches("(?s)(running|degraded)\n"));
    }

    @AfterEach
    void end() {
        if (machine != null) {
            Docker.run("rm", "--force", machine);
        }
    }

    /** Runs a command there. */
    private String on(String command) {
        return Docker.run("exec", machine, "sh", "-c", command);
    }

    private String property(String unit, String name) {
        return on("systemctl show --value --property=%s %s".formatted(name, unit))
                .strip();
    }

    private void awaitProperty(String unit, String name, String value) {
        Awaitility.await("%s of %s is %s".formatted(name, unit, value))
                .atMost(PATIENCE)
                .until(() -> property(unit, name).equals(value));
    }

    @Test
    void installsStartsUpgradesAndRemovesCleanly() {
        assertThat(PACKAGE).exists();
        Docker.run("cp", PACKAGE.toString(), machine + ":/new.deb");
        on("dpkg-deb -R /new.deb /old && sed -i 's/^Version: .*/Version: 0.1.0/' /old/DEBIAN/control"
                + " && dpkg-deb --root-owner-group -Znone -b /old /old.deb && rm -r /old");
        String before = files();

        on("dpkg -i /old.deb");
        assertThat(on("campanile --version")).startsWith("campanile ");
        assertThat(property(MASTER, "ActiveState")).as("nothing starts unasked").isEqualTo("inactive");

        startsWhenTheClockIsSynchronized();
        upgradesAndGoesOn();
        isStartedAgainWhenItHangs();

        on("dpkg -r campanile");
        assertThat(on("pgrep -u campanile || true")).isEmpty();
        assertThat(on("cat /etc/default/campanile-master")).contains("CAMPANILE_NAME=tower");
        assertThat(on("ls /var/lib/campanile")).as("what the master remembers").isNotEmpty();
        on("dpkg -P campanile");
        assertThat(files()).isEqualTo(before);
        assertThat(on("getent passwd campanile || true")).isEmpty();
        assertThat(on("systemctl list-units --state=failed --no-legend 'campanile*'"))
                .isEmpty();
    }

    /** What is there of it, and what could be left behind. */
    private String files() {
        return on(
                "find / -xdev ( -iname '*campanile*' -o -path '/etc/*' -type f ) ! -path '/proc/*' ! -name '*-' ! -path '/etc/.pwd.lock' | sort"
                        .replace("(", "\\(")
                        .replace(")", "\\)"));
    }

    private void startsWhenTheClockIsSynchronized() {
        on("systemctl enable --now " + MASTER);
        assertThat(property(MASTER, "StatusText")).isEqualTo("listening for slaves on 0.0.0.0:8080");
        on("systemctl enable --now " + SLAVE);
        assertThat(property(SLAVE, "ActiveState"))
                .as("it was synchronized then")
                .isEqualTo("active");
        awaitProperty(SLAVE, "StatusText", "synchronized");
        Awaitility.await("the master's status")
                .atMost(PATIENCE)
                .until(() -> on("campanile status || true").startsWith("master "));
    }

    private void upgradesAndGoesOn() {
        on("echo CAMPANILE_NAME=tower >>/etc/default/campanile-master");
        String master = property(MASTER, "MainPID");
        String slave = property(SLAVE, "MainPID");
        on("dpkg -i --force-confold /new.deb");
        assertThat(on("dpkg-query -W -f '${Version}' campanile")).startsWith("0.2.0");
        awaitProperty(MASTER, "ActiveState", "active");
        awaitProperty(SLAVE, "ActiveState", "active");
        assertThat(property(MASTER, "MainPID")).isNotEqualTo(master);
        assertThat(property(SLAVE, "MainPID")).isNotEqualTo(slave);
        assertThat(on("journalctl --no-pager --output=cat --unit=" + MASTER)).contains("tower listens for slaves on ");
    }

    private void isStartedAgainWhenItHangs() {
        on(
                "mkdir -p /run/systemd/system/%s.service.d && printf '[Service]\\nWatchdogSec=3\\n' >/run/systemd/system/%s.service.d/soon.conf && systemctl daemon-reload && systemctl restart %s"
                        .formatted(MASTER, MASTER, MASTER));
        on("kill -STOP " + property(MASTER, "MainPID"));
        awaitProperty(MASTER, "NRestarts", "1");
        awaitProperty(MASTER, "ActiveState", "active");
        on("rm -r /run/systemd/system/%s.service.d".formatted(MASTER));
    }
}
