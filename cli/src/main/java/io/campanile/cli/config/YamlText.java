package io.campanile.cli.config;

import io.campanile.core.message.Printable;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads YAML: a mapping for each command, with its options in it. A value is what is written, whatever YAML takes it for:
 * {@code 1_000} and {@code yes} are texts, as on a command line.
 */
final class YamlText {

    /** Commands within a command, and their options. */
    private static final int DEEPEST = 3;

    private final Text text = new Text();

    private YamlText() {}

    static Text read(String yaml) {
        YamlText reader = new YamlText();
        try {
            Node root = new Yaml(new LoaderOptions()).compose(new StringReader(yaml));
            if (root instanceof MappingNode mapping) {
                reader.mapping(List.of(), mapping);
            } else if (root != null && !isNothing(root)) {
                reader.text.complain(line(root), "write a command and a colon, and below it, indented, its options");
            }
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            reader.text.complain(line, "this is no YAML: " + oneLine(e.getProblem()));
        } catch (YAMLException | IllegalArgumentException e) {
            // The latter is of a tag that YAML allows and the library does not.
            reader.text.complain(1, "this is no YAML: " + oneLine(e.getMessage()));
        }
        return reader.text;
    }

    private static String oneLine(@Nullable String problem) {
        return Printable.text(String.valueOf(problem));
    }

    private static boolean isNothing(Node node) {
        return node.getTag().equals(Tag.NULL);
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    private void mapping(List<String> commands, MappingNode mapping) {
        for (NodeTuple tuple : mapping.getValue()) {
            int line = line(tuple.getKeyNode());
            if (tuple.getKeyNode() instanceof ScalarNode key) {
                entry(commands, key.getValue(), line, tuple.getValueNode());
            } else {
                text.complain(line, "this is no name of a command or an option");
            }
        }
    }

    private void entry(List<String> commands, String key, int line, Node value) {
        if (value instanceof MappingNode mapping) {
            List<String> deeper = new ArrayList<>(commands);
            deeper.add(key);
            if (deeper.size() < DEEPEST) {
                mapping(deeper, mapping);
            } else {
                text.complain(line, Printable.text(key) + " is too deep: an option stands below its command");
            }
            return;
        }
        List<String> values = new ArrayList<>();
        if (value instanceof SequenceNode sequence) {
            for (Node one : sequence.getValue()) {
                if (one instanceof ScalarNode scalar && !isNothing(one)) {
                    values.add(scalar.getValue());
                } else {
                    text.complain(line(one), Printable.text(key) + " is a list with something else than values in it");
                    return;
                }
            }
        } else if (value instanceof ScalarNode scalar && !isNothing(value)) {
            values.add(scalar.getValue());
        }
        text.add(new Setting(String.join(" ", commands), key, values, line));
    }
}
