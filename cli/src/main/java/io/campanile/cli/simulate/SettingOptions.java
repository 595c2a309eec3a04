package io.campanile.cli.simulate;

import io.campanile.simulator.scenario.Setting;
import java.util.EnumMap;
import java.util.Map;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Makes an option of every setting of a scenario. */
final class SettingOptions implements IModelTransformer {

    @Override
    public CommandSpec transform(CommandSpec spec) {
        for (Setting setting : Setting.values()) {
            String standard = setting.standard()
                    .filter(s -> !s.isEmpty())
                    .map("\n  Default: %s"::formatted)
                    .orElse("");
            spec.addOption(OptionSpec.builder("--" + setting.key())
                    .paramLabel(setting.label())
                    .type(String.class)
                    .description((setting.description() + standard).replace("%", "%%"))
                    .build());
        }
        return spec;
    }

    /** What was given, on the command line or by the environment. */
    static Map<Setting, String> given(CommandSpec spec) {
        Map<Setting, String> given = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            String value = spec.findOption("--" + setting.key()).getValue();
            if (value != null) {
                given.put(setting, value);
            }
        }
        return given;
    }
}
