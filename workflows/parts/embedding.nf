/*
 * Genes and cells placed by expression and protein interactions, and clusters of these cells scored as all others are.
 *
 *   EMBED -> CLUSTER_EMBEDDED -> EVALUATE_EMBEDDED
 */

include { SCRELATE_EMBED_TRAIN as EMBED } from '../../nf-modules/embed/train/main.nf'
include { SCRELATE_CLUSTER as CLUSTER_EMBEDDED } from '../../nf-modules/cluster/main.nf'
include { SCRELATE_EVALUATE_CLUSTERING as EVALUATE_EMBEDDED } from '../../nf-modules/evaluate/clustering/main.nf'

workflow EMBEDDING {
    take:
    expression // meta, cell matrix
    interactions // file

    main:
    EMBED(expression.map { meta, cells -> [meta, cells, interactions] }, false)
    CLUSTER_EMBEDDED(EMBED.out.cells)
    EVALUATE_EMBEDDED(
        CLUSTER_EMBEDDED.out.clusters
            .join(expression)
            .join(EMBED.out.cells)
            .filter { meta, _table, _truth, _cells -> meta.label }
            .map { meta, table, truth, cells -> [meta, table, truth, cells, meta.label] }
    )

    emit:
    genes = EMBED.out.genes
    cells = EMBED.out.cells
    results = EMBED.out.cells.mix(EMBED.out.log, EMBED.out.scores, CLUSTER_EMBEDDED.out.clusters, CLUSTER_EMBEDDED.out.umap, EVALUATE_EMBEDDED.out.metrics)
    metrics = EVALUATE_EMBEDDED.out.metrics
    versions = EMBED.out.versions_screlate.mix(
        CLUSTER_EMBEDDED.out.versions_screlate,
        EVALUATE_EMBEDDED.out.versions_screlate,
    )
}
