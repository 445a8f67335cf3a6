package org.screlate.data;

import java.util.List;
import java.util.Map;

/**
 * What genes are known to do.
 *
 * @param terms ids of terms for each gene, each once
 * @param negated annotations that say a gene does not, which are left out
 */
public record Annotations(Map<String, List<String>> terms, int negated) {}
