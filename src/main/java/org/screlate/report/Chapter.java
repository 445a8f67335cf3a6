package org.screlate.report;

import java.util.ArrayList;
import java.util.List;
import org.screlate.data.Page;

/** A section while it is written, with the findings and warnings that the first screen repeats. */
final class Chapter {
    private final String id;
    private final String title;
    private final List<Page.Part> parts = new ArrayList<>();
    private final List<String> findings = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    Chapter(String id, String title) {
        this.id = id;
        this.title = title;
    }

    /** Adds a part; in the place of a figure without a row, a sentence. */
    void add(Page.Part part) {
        boolean empty = part instanceof Page.Figure figure
                && figure.tables().values().stream().allMatch(table -> table.rows() == 0);
        parts.add(empty ? Parts.missing(((Page.Figure) part).title() + ": there is nothing to draw.") : part);
    }

    /** Adds a finding, here and on the first screen. */
    void found(String sentence) {
        findings.add(sentence);
        parts.add(Parts.finding(sentence));
    }

    /** Adds a warning, here and on the first screen. */
    void warn(String sentence) {
        if (!warnings.contains(sentence)) {
            warnings.add(sentence);
            parts.add(Parts.warning(sentence));
        }
    }

    boolean isEmpty() {
        return parts.isEmpty();
    }

    List<String> findings() {
        return findings;
    }

    List<String> warnings() {
        return warnings;
    }

    Page.Section section() {
        return new Page.Section(id, title, parts);
    }
}
