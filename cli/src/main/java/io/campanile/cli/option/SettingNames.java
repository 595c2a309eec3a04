package io.campanile.cli.option;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Says a library's complaint in the user's words: libraries name the setting ("the panic limit"), a command names the option
 * that sets it ({@code --panic}).
 */
public final class SettingNames {

    private static final Map<String, String> OPTIONS = options();

    private SettingNames() {}

    private static Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("another address or port for slaves", "another with --bind and --port");
        options.put("another address or port for the admin server", "another with --admin-bind and --admin-port");
        options.put("the access list", "the --allow list");
        options.put("the number of slaves", "--slaves");
        options.put("the number of liars", "--liars");
        options.put("the number of threads", "--threads");
        options.put("the limit of slaves of one address", "--max-sessions-per-address");
        options.put("the limit of votes of one address", "--max-votes-per-address");
        options.put("the limit of silent connections of one address", "--max-silent-per-address");
        options.put("the limit of slaves", "--max-slaves");
        options.put("the limit of the first correction", "--first-step");
        options.put("the lead of an epoch", "--epoch-lead");
        options.put("the longest validity", "--max-holdover");
        options.put("the validity", "--holdover");
        options.put("the largest offset", "--max-offset");
        options.put("the largest drift", "--max-drift");
        options.put("the drift limit", "--drift-limit");
        options.put("the wander limit", "--wander-limit");
        options.put("the panic limit", "--panic");
        options.put("the settling time", "--settle");
        options.put("the tolerance", "--tolerance");
        options.put("the quorum", "--quorum");
        options.put("the duration", "--duration");
        options.put("the warm-up", "--warm-up");
        options.put("the churn", "--churn");
        options.put("the burst", "--burst");
        options.put("the round", "--round");
        options.put("the ramp", "--ramp");
        return options;
    }

    /** The complaint with the names of the options that this command has. */
    public static String inOptionsOf(CommandSpec command, String complaint) {
        String text = complaint;
        for (Map.Entry<String, String> setting : OPTIONS.entrySet()) {
            if (Arrays.stream(setting.getValue().split(" ")).anyMatch(word -> command.findOption(word) != null)) {
                text = text.replace(setting.getKey(), setting.getValue());
            }
        }
        return text;
    }
}
