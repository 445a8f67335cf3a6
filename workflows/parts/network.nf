/*
 * Networks of genes from expression, and how well they find gene sets where these are given.
 */

include { SCRELATE_NETWORK_BUILD as NETWORK } from '../../nf-modules/network/build/main.nf'
include { SCRELATE_EVALUATE_PATHWAYS as EVALUATE_PATHWAYS } from '../../nf-modules/evaluate/pathways/main.nf'

workflow GENE_NETWORKS {
    take:
    profiles // meta, gene embedding or cell matrix
    gene_sets // GMT file, or nothing

    main:
    NETWORK(profiles.map { meta, file -> [meta, file, [], []] })
    EVALUATE_PATHWAYS(NETWORK.out.network.combine(gene_sets))

    emit:
    results = NETWORK.out.genes.mix(NETWORK.out.network, NETWORK.out.sweep, EVALUATE_PATHWAYS.out.metrics)
    metrics = EVALUATE_PATHWAYS.out.metrics
    versions = NETWORK.out.versions_screlate.mix(EVALUATE_PATHWAYS.out.versions_screlate)
}
