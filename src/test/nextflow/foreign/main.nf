/*
 * A pipeline that is not ours: it takes three subworkflows, two modules and none of our configuration.
 */

include { SCRELATE_IMPORT as IMPORT } from '../../../../nf-modules/import/main.nf'
include { SCRELATE_NETWORK_BUILD as JOINED } from '../../../../nf-modules/network/build/main.nf'
include { CELL_TYPES } from '../../../../workflows/parts/cell_types.nf'
include { QC_AND_MERGE } from '../../../../workflows/parts/qc_and_merge.nf'
include { REPORT } from '../../../../workflows/parts/report.nf'

workflow {
    data = file("${projectDir}/../../../../test-data")
    names = ['S1_control', 'S1_treated', 'S2_control', 'S2_treated', 'S3_control', 'S3_treated']
    IMPORT(channel.fromList(names).map { name -> [[id: name, sample: name, study: 'foreign'], data.resolve("tiny-study/mtx/${name}"), data.resolve('tiny-study/cell_types.tsv'), 'mtx'] })
    QC_AND_MERGE(IMPORT.out.counts, channel.of([[id: 'foreign'], names, file("${projectDir}/samples.tsv")]))
    CELL_TYPES(
        QC_AND_MERGE.out.counts.map { meta, counts -> [meta, counts, [], []] },
        [types: 'cell_type', groups: 'group', subjects: 'subject'],
        [data.resolve('tiny/model.yaml'), [], data.resolve('tiny-study/pairs.tsv')],
        false,
    )
    REPORT(
        QC_AND_MERGE.out.counts.mix(QC_AND_MERGE.out.cell_qc, CELL_TYPES.out.pair_tests, CELL_TYPES.out.gene_tests),
        [],
        [],
    )
    JOINED(channel.of([[id: 'foreign'], data.resolve('tiny/expression.arrow'), data.resolve('tiny/ppi.tsv'), []]))
    JOINED.out.edges.view { _meta, table -> "joined edges: ${table.readLines()[0].split('\t').join(', ')}" }
    CELL_TYPES.out.pair_tests.view { meta, table -> "pairs of ${meta.id}: ${table.readLines().size() - 1}" }
    CELL_TYPES.out.gene_tests.view { meta, table -> "genes of ${meta.id}: ${table.readLines().size() - 1}" }
    REPORT.out.page.view { _meta, page -> "page: ${page.name}" }
}
