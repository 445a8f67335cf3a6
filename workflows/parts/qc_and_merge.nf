/*
 * The samples of a study, each through quality control of its own, as one matrix with what is known of each sample.
 *
 *   SAMPLE_QC, one a sample -> MERGE, one a study
 */

include { SCRELATE_PREPROCESS as SAMPLE_QC } from '../../nf-modules/preprocess/main.nf'
include { SCRELATE_MERGE as MERGE } from '../../nf-modules/merge/main.nf'

workflow QC_AND_MERGE {
    take:
    counts // meta (id, sample: its name, study: id of its study, label), cell matrix of counts
    studies // meta of the study, names of its samples in order, table about them or []

    main:
    SAMPLE_QC(counts)
    // A sample that failed is not waited for: the study goes on without it.
    MERGE(
        SAMPLE_QC.out.counts
            .map { meta, cells -> [meta.study.toString(), meta.sample, cells] }
            .groupTuple()
            .join(studies.map { meta, ordered, table -> [meta.id.toString(), meta, ordered, table] })
            .map { _id, names, cells, meta, ordered, table ->
                def order = names.indices.toList().sort { i -> ordered.indexOf(names[i]) }
                [meta, order.collect { i -> names[i] }, order.collect { i -> cells[i] }, table]
            }
    )

    emit:
    counts = MERGE.out.cells
    cell_qc = SAMPLE_QC.out.cell_qc
    gene_qc = SAMPLE_QC.out.gene_qc
    versions = SAMPLE_QC.out.versions_screlate.mix(MERGE.out.versions_screlate)
}
