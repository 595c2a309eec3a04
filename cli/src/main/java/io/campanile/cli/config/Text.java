package io.campanile.cli.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the text of a file says, whatever commands and options there are. */
final class Text {

    private final Map<String, Setting> settings = new LinkedHashMap<>();
    private final List<Complaint> complaints = new ArrayList<>();

    void add(Setting setting) {
        Setting before = settings.putIfAbsent(setting.path(), setting);
        if (before != null) {
            complain(setting.line(), "%s stands in line %s already".formatted(setting.path(), before.line()));
        }
    }

    void complain(int line, String text) {
        complaints.add(new Complaint(line, text));
    }

    List<Setting> settings() {
        return List.copyOf(settings.values());
    }

    List<Complaint> complaints() {
        return List.copyOf(complaints);
    }
}
