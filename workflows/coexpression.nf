#!/usr/bin/env nextflow
/*
 * Differential coexpression alone, from counts to a ranked table: IMPORT -> PAIRS -> COEXPRESS -> COMBINE, for each sample
 * of a samplesheet (--input), or for one table of counts and one of cells (--counts, --metadata).
 */

include { SCRELATE_IMPORT as IMPORT } from '../nf-modules/import/main.nf'
include { COEXPRESSION ; fileOrNone } from './parts/coexpression.nf'
include { parameterErrors ; parameterHelp } from './parts/parameters.nf'
include { readSamplesheet } from './parts/samplesheet.nf'

workflow {
    schema = file("${projectDir}/nextflow_schema.json")
    if (params.help) {
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
        ? [[meta: [id: file(params.counts).simpleName, label: ''], input: file(params.counts), metadata: fileOrNone(params.metadata), format: 'auto']]
        : readSamplesheet(file(params.input))
    IMPORT(channel.fromList(samples).map { sample -> [sample.meta, sample.input, sample.metadata, sample.format] })
    COEXPRESSION(IMPORT.out.counts, file(params.coexpress_model), fileOrNone(params.coexpress_genes), fileOrNone(params.coexpress_network))
    COEXPRESSION.out.table.view { meta, table -> "${meta.id}: ${params.outdir}/${meta.id}/${table.name}" }
}
