package org.screlate.tool;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.screlate.coexpress.test.SubjectFilter;
import picocli.CommandLine.Option;

/** The options that choose subjects for a pair: a preset, and what replaces its numbers. */
final class SubjectOptions {
    @Option(
            names = "--preset",
            paramLabel = "KIND",
            description = "Which subjects are kept for a pair, as published for the kind of data:"
                    + " ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private SubjectFilter.Preset preset = SubjectFilter.Preset.DROPLET;

    @Option(
            names = "--share-above",
            paramLabel = "SHARE",
            description = "Keep subjects with both genes detected in more than this share of the cells of each group"
                    + " (default: that of the preset).")
    private @Nullable Double shareAbove;

    @Option(
            names = "--detected-above",
            paramLabel = "N",
            description =
                    "Keep subjects with both genes detected in more cells than this (default: that of the preset).")
    private @Nullable Integer detectedAbove;

    @Option(
            names = "--zeros-above",
            paramLabel = "N",
            description =
                    "Keep subjects with both genes not detected in more cells than this (default: that of the preset).")
    private @Nullable Integer zerosAbove;

    @Option(
            names = "--min-subjects",
            paramLabel = "N",
            description = "Subjects that each group must keep (default: ${DEFAULT-VALUE}).")
    private int minSubjects = SubjectFilter.Preset.DROPLET.options().minSubjects();

    /** The chosen numbers, checked. */
    SubjectFilter.Options options() {
        SubjectFilter.Options published = preset.options();
        return new SubjectFilter.Options(
                Objects.requireNonNullElse(shareAbove, published.shareAbove()),
                Objects.requireNonNullElse(detectedAbove, published.detectedAbove()),
                Objects.requireNonNullElse(zerosAbove, published.zerosAbove()),
                minSubjects);
    }
}
