#!/usr/bin/env nextflow
/*
 * Differential coexpression alone, from counts to a ranked table: IMPORT -> PAIRS -> COEXPRESS -> COMBINE, for each sample
 * of a samplesheet (--input), or for one table of counts and one of cells (--counts, --metadata).
 */

include { SCRELATE_IMPORT as IMPORT } from '../nf-modules/import/main.nf'
include { QC_AND_MERGE } from './parts/qc_and_merge.nf'
include { COEXPRESSION ; fileOrNone } from './parts/coexpression.nf'
include { isOn ; namedColumns ; parameterErrors ; parameterHelp } from './parts/parameters.nf'
include { readSamplesheet ; studyTables } from './parts/samplesheet.nf'

workflow {
    schema = file("${projectDir}/nextflow_schema.json")
    if (isOn(params.help)) {
        println(parameterHelp(schema))
        return
    }
    errors = parameterErrors(schema, params + [input: params.input ?: params.counts])
    if (!params.coexpress_model) {
        errors = errors + ['--coexpress_model is required: the model (YAML)']
    }
    if (errors) {
        error(errors.join('\n'))
    }
    samples = params.counts
        ? [[meta: [id: file(params.counts).simpleName, sample: file(params.counts).simpleName, study: '', label: ''], study: '', input: file(params.counts), metadata: fileOrNone(params.metadata), format: 'auto']]
        : readSamplesheet(file(params.input), namedColumns(params, file(params.coexpress_model)))
    IMPORT(channel.fromList(samples).map { sample -> [sample.meta, sample.input, sample.metadata, sample.format] })
    QC_AND_MERGE(IMPORT.out.counts.filter { meta, _cells -> meta.study }, channel.fromList(studyTables(samples, file(params.outdir).resolve('pipeline_info'))))
    COEXPRESSION(IMPORT.out.counts.filter { meta, _cells -> !meta.study }.mix(QC_AND_MERGE.out.counts), file(params.coexpress_model), fileOrNone(params.coexpress_genes), fileOrNone(params.coexpress_network))
    COEXPRESSION.out.table.view { meta, table -> "${meta.id}: ${params.outdir}/${meta.id}/${table.name}" }
}
