package io.campanile.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The chart and the manifests fit Kubernetes and our command. Helm itself renders and checks the chart. */
class KubernetesTest {

    private static final Path CHART = Path.of("helm", "campanile");
    private static final Path PLAIN = Path.of("kubernetes", "campanile.yaml");
    private static final Path SIDECAR = Path.of("kubernetes", "sidecar.yaml");

    private static TemplateCommand chart() {
        return new Helm(CHART).template().withName("campanile").withNamespace("campanile");
    }

    private static List<HasMetadata> everything() throws IOException {
        List<HasMetadata> all = Manifest.read(chart().call());
        all.addAll(Manifest.read(Files.readString(SIDECAR)));
        return all;
    }

    private static Stream<Container> ours() throws IOException {
        return everything().stream().flatMap(Manifest::ours);
    }

    private static <T extends HasMetadata> Stream<T> of(Class<T> kind) throws IOException {
        return everything().stream().filter(kind::isInstance).map(kind::cast);
    }

    @Test
    void chartIsWhatHelmAsksFor() {
        LintResult result = new Helm(CHART).lint().strict().call();
        assertThat(result.isFailed()).as(result.getMessages().toString()).isFalse();
    }

    /** Who has no Helm, has this; to renew it: -Dmanifests.update=true. */
    @Test
    void plainManifestsAreTheChartsWithItsDefaults() throws IOException {
        String rendered = "# helm template campanile deploy/helm/campanile --namespace campanile\n" + chart().call();
        if (Boolean.getBoolean("manifests.update")) {
            Files.writeString(PLAIN, rendered);
        }
        assertThat(Files.readString(PLAIN)).isEqualTo(rendered);
    }

    @Test
    void chartHasTheVersionOfTheOthers() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        String version = pom.substring(pom.indexOf("<version>") + "<version>".length(), pom.indexOf("</version>"));
        assertThat(Files.readString(CHART.resolve("Chart.yaml"))).contains("\nappVersion: " + version + "\n");
        assertThat(ours().map(Container::getImage)).containsOnly("campanile:" + version);
    }

    @Test
    void hasEachKindOnce() throws IOException {
        assertThat(Manifest.read(chart().call()).stream()
                        .map(object ->
                                object.getKind() + " " + object.getMetadata().getName()))
                .containsExactlyInAnyOrder(
                        "NetworkPolicy campanile-master",
                        "NetworkPolicy campanile-slave",
                        "PodDisruptionBudget campanile-master",
                        "Service campanile-master",
                        "DaemonSet campanile-slave",
                        "StatefulSet campanile-master",
                        "PodMonitor campanile");
    }

    @Test
    void commandsUnderstandTheirOptions() throws IOException {
        assertThat(ours()).hasSize(3).allSatisfy(KubernetesTest::parse);
    }

    private static void parse(Container container) {
        List<String> words = container.getArgs().stream()
                .map(word -> word.replace("$(POD_NAME)", "campanile-master-0").replace("$(NODE_NAME)", "node-1"))
                .toList();
        Commands.parse(Map.of(), words);
    }

    @Test
    void optionsOfTheValuesGetToTheCommands() throws IOException {
        String yaml = chart().set("masters.options.round", "500ms")
                .set("slaves.options.transport", "udp")
                .set("masters.replicas", 1)
                .call();
        List<List<String>> words = Manifest.read(yaml).stream()
                .flatMap(Manifest::ours)
                .peek(KubernetesTest::parse)
                .map(Container::getArgs)
                .toList();
        assertThat(words).anySatisfy(master -> assertThat(master).contains("master", "--round=500ms"));
        assertThat(words).anySatisfy(slave -> assertThat(slave).contains("slave", "--transport=udp"));
        assertThat(yaml).as("one master alone is no group").doesNotContain("--group");
    }

    @Test
    void wrongValuesAreNamed() {
        TemplateCommand two = chart().set("masters.replicas", 2);
        assertThatThrownBy(two::call).hasMessageContaining("replicas");
        TemplateCommand misspelt = chart().set("master.replicas", 3);
        assertThatThrownBy(misspelt::call).hasMessageContaining("master");
    }

    @Test
    void membersAreReachedAsTheirServiceNamesThem() throws IOException {
        StatefulSet masters = of(StatefulSet.class).findFirst().orElseThrow();
        Service service = of(Service.class).findFirst().orElseThrow();
        assertThat(masters.getSpec().getServiceName())
                .isEqualTo(service.getMetadata().getName());
        assertThat(service.getSpec().getClusterIP()).isEqualTo("None");
        assertThat(service.getSpec().getPublishNotReadyAddresses()).isTrue();
        String group = Manifest.ours(masters)
                .flatMap(container -> container.getArgs().stream())
                .filter(word -> word.startsWith("--group="))
                .findFirst()
                .orElseThrow();
        assertThat(group.substring("--group=".length()).split(","))
                .hasSize(masters.getSpec().getReplicas())
                .allSatisfy(member -> assertThat(member)
                        .matches("(campanile-master-\\d)=\\1\\.%s\\.campanile\\.svc:9081"
                                .formatted(service.getMetadata().getName())));
    }

    @Test
    void networkPolicyLetsThroughWhatContainersListenTo() throws IOException {
        NetworkPolicy policy = of(NetworkPolicy.class)
                .filter(one -> one.getMetadata().getName().equals("campanile-master"))
                .findFirst()
                .orElseThrow();
        List<String> open = policy.getSpec().getIngress().stream()
                .flatMap(rule -> rule.getPorts().stream())
                .map(port -> port.getPort().getIntVal() + "/" + port.getProtocol())
                .distinct()
                .toList();
        StatefulSet masters = of(StatefulSet.class).findFirst().orElseThrow();
        assertThat(open)
                .containsExactlyInAnyOrderElementsOf(Manifest.ours(masters)
                        .flatMap(container -> container.getPorts().stream())
                        .map(port -> port.getContainerPort() + "/" + port.getProtocol())
                        .collect(Collectors.toSet()));
    }

    @Test
    void prometheusScrapesAPortThatThereIs() throws IOException {
        PodMonitor monitor = of(PodMonitor.class).findFirst().orElseThrow();
        String port = monitor.getSpec().getPodMetricsEndpoints().get(0).getPort();
        assertThat(ours())
                .allSatisfy(
                        container -> assertThat(container.getPorts().stream().map(ContainerPort::getName))
                                .contains(port));
    }

    @Test
    void containersHaveNoRights() throws IOException {
        assertThat(ours()).allSatisfy(container -> {
            assertThat(container.getSecurityContext().getReadOnlyRootFilesystem())
                    .isTrue();
            assertThat(container.getSecurityContext().getAllowPrivilegeEscalation())
                    .isFalse();
            assertThat(container.getSecurityContext().getCapabilities().getDrop())
                    .containsExactly("ALL");
            assertThat(container.getResources().getLimits()).containsKey("memory");
            assertThat(container.getLivenessProbe().getHttpGet().getPath()).isEqualTo("/health/live");
        });
    }
}
