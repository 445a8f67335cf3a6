/*
 * One page of all results, and tables for MultiQC.
 */

include { SCRELATE_REPORT as REPORT_PAGE } from '../../nf-modules/report/main.nf'

workflow REPORT {
    take:
    results // meta, file: results of any step, whose names begin with the id of the meta
    gene_sets // GMT file that marker genes were tested for, to draw running scores, or []
    trace // Nextflow's trace of the run, to show times and what failed, or []

    main:
    REPORT_PAGE(
        results
            .map { meta, file -> [meta.id.toString(), file] }
            .toSortedList { one, other -> one[1].name <=> other[1].name }
            .filter { all -> all }
            .map { all -> [[id: 'index'], all.collect { id, _file -> id }.unique(), all.collect { _id, file -> file } + (gene_sets ? [gene_sets] : []) + (trace && trace.exists() ? [trace] : [])] }
    )

    emit:
    page = REPORT_PAGE.out.page
    multiqc = REPORT_PAGE.out.multiqc
    versions = REPORT_PAGE.out.versions_screlate
}
