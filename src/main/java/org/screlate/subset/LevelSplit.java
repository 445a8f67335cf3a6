package org.screlate.subset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.screlate.data.Column;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Table;

/**
 * One matrix cut into several by a label, such as one for each cell type. Where groups are to be compared within each level,
 * a level with too few cells, one group, or too few subjects in a group is not written, and the reason is given.
 */
public final class LevelSplit {
    private static final int LONGEST_NAME = 100;

    private final Options options;

    /** Creates it; nothing is decided until {@link #split}. */
    public LevelSplit(Options options) {
        this.options = options;
    }

    /** The levels, sorted by name; the user's error where cells have no level, or no level has enough. */
    public List<Level> split(Table metadata) {
        Map<String, List<Integer>> members = new TreeMap<>();
        Column column = metadata.column(options.column);
        int missing = 0;
        for (int c = 0; c < column.size(); c++) {
            if (column.isMissing(c)) {
                missing++;
            } else {
                members.computeIfAbsent(column.text(c), level -> new ArrayList<>())
                        .add(c);
            }
        }
        if (missing > 0) {
            throw new InvalidInputException(missing + " of " + column.size() + " cells have no value in '"
                    + options.column + "'; leave them out by --labelled " + options.column);
        }
        Set<String> files = new HashSet<>();
        List<Level> levels = new ArrayList<>();
        members.forEach((level, cells) ->
                levels.add(level(level, cells.stream().mapToInt(c -> c).toArray(), metadata, file(level, files))));
        if (levels.stream().noneMatch(Level::isWritten)) {
            Level first = levels.get(0);
            throw new InvalidInputException("no value of '" + options.column + "' has enough cells: '" + first.level
                    + "' has " + first.reason + (levels.size() > 1 ? ", …" : ""));
        }
        return levels;
    }

    private Level level(String level, int[] cells, Table metadata, String file) {
        Map<String, Map<String, Integer>> groups = new TreeMap<>();
        for (int c : cells) {
            String group = options.groupColumn == null
                    ? ""
                    : metadata.column(options.groupColumn).text(c);
            String subject = options.subjectColumn == null
                    ? ""
                    : metadata.column(options.subjectColumn).text(c);
            if (!group.isEmpty() || options.groupColumn == null) {
                groups.computeIfAbsent(group, name -> new HashMap<>()).merge(subject, 1, Integer::sum);
            }
        }
        Set<String> subjects = new TreeSet<>();
        groups.values().forEach(group -> subjects.addAll(enough(group)));
        String reason = reason(cells.length, groups);
        return new Level(level, file, cells, options.subjectColumn == null ? 0 : subjects.size(), reason);
    }

    private Set<String> enough(Map<String, Integer> cellsOfSubject) {
        Set<String> subjects = new TreeSet<>();
        cellsOfSubject.forEach((subject, cells) -> {
            if (!subject.isEmpty() && cells >= options.minSubjectCells) {
                subjects.add(subject);
            }
        });
        return subjects;
    }

    private String reason(int cells, Map<String, Map<String, Integer>> groups) {
        if (cells < options.minCells) {
            return cells + " cells, fewer than " + options.minCells;
        }
        if (options.groupColumn != null && groups.size() < 2) {
            return "cells of one '" + options.groupColumn + "' only: " + String.join("", groups.keySet());
        }
        for (Map.Entry<String, Map<String, Integer>> group : groups.entrySet()) {
            int subjects = enough(group.getValue()).size();
            if (options.subjectColumn != null && subjects < options.minSubjects) {
                return String.format(
                        Locale.ROOT,
                        "%d subject%s with %d cells or more%s, fewer than %d",
                        subjects,
                        subjects == 1 ? "" : "s",
                        options.minSubjectCells,
                        group.getKey().isEmpty() ? "" : " in " + group.getKey(),
                        options.minSubjects);
            }
        }
        return "";
    }

    /** A file name that every system takes: other letters become _, long names are cut, and a number keeps names apart. */
    private static String file(String level, Set<String> taken) {
        String whole = level.replaceAll("[^A-Za-z0-9.-]+", "_").replaceFirst("^[.-]", "_");
        String plain = whole.substring(0, Math.min(LONGEST_NAME, whole.length()));
        String name = plain;
        for (int n = 2; !taken.add(name.toLowerCase(Locale.ROOT)); n++) {
            name = plain + "_" + n;
        }
        return name + ".arrow";
    }

    /** The manifest: one row a level. */
    public static Table manifest(List<Level> levels) {
        return Table.ofRows(levels.size())
                .with("level", text(levels, Level::level))
                .with("file", text(levels, level -> level.isWritten() ? level.file : null))
                .with("cells", whole(levels, level -> level.cells.length))
                .with("subjects", whole(levels, Level::subjects))
                .with("reason", text(levels, level -> level.isWritten() ? null : level.reason));
    }

    private static Column text(List<Level> levels, java.util.function.Function<Level, @Nullable String> value) {
        return new Column.Text(levels.stream().map(value).toArray(String[]::new));
    }

    private static Column whole(List<Level> levels, java.util.function.ToLongFunction<Level> value) {
        return new Column.Whole(levels.stream().mapToLong(value).toArray());
    }

    /**
     * Settings.
     *
     * @param column whose values are the levels
     * @param minCells least cells of a level
     * @param groupColumn of the groups that will be compared; null for none
     * @param subjectColumn of the subjects; null for none
     * @param minSubjects least subjects in each group of a level
     * @param minSubjectCells least cells with which a subject counts
     */
    public record Options(
            String column,
            int minCells,
            @Nullable String groupColumn,
            @Nullable String subjectColumn,
            int minSubjects,
            int minSubjectCells) {
        /** The least numbers. */
        public static final Options DEFAULTS = new Options("", 1, null, null, 2, 10);

        /** Checks the numbers. */
        public Options {
            if (minCells < 1 || minSubjects < 1 || minSubjectCells < 1) {
                throw new IllegalArgumentException("least numbers of a level below 1: " + minCells + " cells, "
                        + minSubjects + " subjects, " + minSubjectCells + " cells of a subject");
            }
        }
    }

    /**
     * One level.
     *
     * @param level its value
     * @param file name in the folder
     * @param cells their numbers, rising
     * @param subjects with enough cells; 0 where there is no column of subjects
     * @param reason why it is not written; empty where it is
     */
    public record Level(String level, String file, int[] cells, int subjects, String reason) {
        /** Whether it has enough cells and subjects. */
        public boolean isWritten() {
            return reason.isEmpty();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Level that && level.equals(that.level) && Arrays.equals(cells, that.cells);
        }

        @Override
        public int hashCode() {
            return level.hashCode();
        }
    }
}
