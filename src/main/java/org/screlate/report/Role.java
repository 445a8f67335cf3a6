package org.screlate.report;

import java.util.List;
import java.util.Set;
import org.screlate.data.Table;

/** What a table is, told by its columns; the first role whose columns are all there is taken. */
enum Role {
    CELL_QC("cell", "n_counts", "n_genes", "kept"),
    GENE_QC("gene", "n_cells", "kept"),
    COEXPRESSION("gene_1", "gene_2", "p_value"),
    SPLIT_EDGES("gene_1", "gene_2", "set", "kind"),
    TRAINING("epoch", "loss"),
    EDGE_SCORES("predictor", "auroc_matched"),
    COMPARED_SCORES("method", "seed", "name", "metric", "value"),
    COMPARED_CURVES("method", "recall", "precision"),
    COMPARED_TIMES("method", "cells", "cpu_s"),
    GENE_SET_SCORES("set", "nes"),
    OVER_REPRESENTED("set", "overlap", "p_value"),
    MODULE_TESTS("gene_set", "p_value_shift", "explained"),
    HUB_TESTS("gene", "p_value_shift", "explained"),
    MARKERS("group", "gene", "log2_fold_change", "p_value"),
    SUBJECT_TESTS("gene", "log2_fold_change", "p_value"),
    GENE_CHANGES("gene", "gained", "lost"),
    GENE_ROLES("gene", "degree", "community"),
    THRESHOLDS("percentile", "edges", "modularity"),
    NEAR_SEEDS("set", "gene", "seed", "score"),
    EDGES("source", "target"),
    SAMPLE_METRICS("sample", "task", "name", "metric", "value"),
    METRICS("task", "name", "metric", "value"),
    STEPS("process", "tag", "realtime"),
    TRACE("name", "status", "realtime"),
    CELL_COLUMNS("cell"),
    OTHER;

    @SuppressWarnings("ImmutableEnumChecker") // Set.of cannot be changed
    private final Set<String> columns;

    Role(String... columns) {
        this.columns = Set.of(columns);
    }

    static Role of(Table table) {
        List<String> names = table.names();
        for (Role role : values()) {
            if (names.containsAll(role.columns)) {
                return role;
            }
        }
        return OTHER;
    }
}
