#!/usr/bin/env nextflow
/*
 * The studies of the scCR paper on any labelled data, for each sample of the samplesheet and each method of parts/study.nf:
 *
 *   IMPORT -> NORMALISE -> SMOOTH -> CLUSTER_SMOOTHED -> SCORE_CLUSTERS     labels against clusters, nothing or much hidden;
 *                     |                                                     genes that rise together, or against each other
 *                     |--> HIDE -> FILL -> SCORE_RECOVERY                   values hidden after normalisation, as published
 *                     |--> HIDE_COUNTS -> NORMALISE_MASKED -> FILL -> ...   and before it
 *                     \--> RESAMPLE -> NORMALISE_RESAMPLED -> TIMED         running time against cells, from the trace
 */

include { SCRELATE_IMPORT as IMPORT } from '../nf-modules/import/main.nf'
include { SCRELATE_PREPROCESS as NORMALISE ; SCRELATE_PREPROCESS as NORMALISE_MASKED ; SCRELATE_PREPROCESS as NORMALISE_RESAMPLED } from '../nf-modules/preprocess/main.nf'
include { SCRELATE_IMPUTE as SMOOTH ; SCRELATE_IMPUTE as FILL ; SCRELATE_IMPUTE as TIMED } from '../nf-modules/impute/main.nf'
include { SCRELATE_CLUSTER as CLUSTER_SMOOTHED } from '../nf-modules/cluster/main.nf'
include { SCRELATE_SIMULATE_DROPOUT as HIDE ; SCRELATE_SIMULATE_DROPOUT as HIDE_COUNTS } from '../nf-modules/simulate/dropout/main.nf'
include { SCRELATE_SIMULATE_RESAMPLE as RESAMPLE } from '../nf-modules/simulate/resample/main.nf'
include { SCRELATE_EVALUATE_CLUSTERING as SCORE_CLUSTERS } from '../nf-modules/evaluate/clustering/main.nf'
include { SCRELATE_EVALUATE_RECOVERY as SCORE_RECOVERY } from '../nf-modules/evaluate/recovery/main.nf'
include { isOn ; parameterErrors ; parameterHelp } from './parts/parameters.nf'
include { REPORT } from './parts/report.nf'
include { readSamplesheet } from './parts/samplesheet.nf'
include { masks ; recoveryMethods ; relationRow ; scoreRows ; smoothingMethods ; smoothingOptions ; timesTable ; umapRows ; wordsOf } from './parts/study.nf'
include { failureText ; failures } from './parts/summary.nf'

workflow STUDY {
    take:
    samples // meta, input, metadata, format
    rates // shares to hide
    seeds // of masks and of k-means
    numbers // of cells, for the running time
    chosen // names of the methods, or none for all

    main:
    IMPORT(samples)
    NORMALISE(IMPORT.out.counts)

    // What is hidden: meta.mask names the mask, meta.reference what it is compared with
    HIDE(NORMALISE.out.expression.combine(channel.fromList(masks(rates, seeds, 'normalised'))).map { meta, cells, mask -> [meta + mask + [id: "${meta.id}.${mask.mask}", mask: "${meta.id}.${mask.mask}"], cells] })
    HIDE_COUNTS(NORMALISE.out.counts.combine(channel.fromList(masks(rates, seeds, 'counts'))).map { meta, cells, mask -> [meta + mask + [id: "${meta.id}.${mask.mask}", mask: "${meta.id}.${mask.mask}"], cells] })
    NORMALISE_MASKED(HIDE_COUNTS.out.cells)
    masked = HIDE.out.cells.mix(NORMALISE_MASKED.out.expression)
    hidden = HIDE.out.mask.mix(HIDE_COUNTS.out.mask)
    references = NORMALISE.out.expression
        .map { meta, cells -> ["${meta.id}.normalised".toString(), cells] }
        .mix(NORMALISE.out.counts.map { meta, cells -> ["${meta.id}.counts".toString(), cells] })

    // Recovery, with the ablations; raw: nothing filled
    tried = masked
        .combine(channel.fromList(recoveryMethods(chosen)))
        .filter { meta, _cells, method -> !method.ablation || (meta.space == 'normalised' && meta.mechanism == 'mcar') }
        .map { meta, cells, method -> [meta + [id: "${meta.id}.${method.name}", method: method.name, options: method.options], cells] }
    FILL(tried.filter { meta, _cells -> meta.method != 'raw' })
    SCORE_RECOVERY(
        FILL.out.cells
            .mix(tried.filter { meta, _cells -> meta.method == 'raw' })
            .map { meta, cells -> [meta.mask.toString(), meta, cells] }
            .combine(hidden.map { meta, mask -> [meta.mask.toString(), mask] }, by: 0)
            .map { _mask, meta, cells, mask -> ["${meta.sample}.${meta.space}".toString(), meta, cells, mask] }
            .combine(references, by: 0)
            .map { _reference, meta, cells, mask, reference -> [meta, cells, mask, reference] }
    )

    // Clusters, of whole data and of those with most hidden; raw: not smoothed
    most = rates.collect { rate -> rate as double }.max()
    smoothed = NORMALISE.out.expression
        .map { meta, cells -> [meta + [rate: '0'], cells] }
        .mix(HIDE.out.cells.filter { meta, _cells -> meta.mechanism == 'mcar' && meta.seed == seeds[0] && (meta.rate as double) == most })
        .filter { meta, _cells -> meta.label }
        .combine(channel.fromList(smoothingMethods(chosen)))
        .map { meta, cells, method -> [meta + [id: "${meta.id}.${method.name}", method: method.name, options: smoothingOptions(method, "${meta.id}.${method.name}")], cells] }
    SMOOTH(smoothed.filter { meta, _cells -> meta.method != 'raw' })
    CLUSTER_SMOOTHED(
        SMOOTH.out.cells
            .mix(smoothed.filter { meta, _cells -> meta.method == 'raw' })
            .combine(channel.fromList(seeds))
            .map { meta, cells, seed -> [meta + [id: "${meta.id}.k${seed}", seed: seed, first: seed == seeds[0], options: [method: 'kmeans', 'k-column': meta.label, starts: 20, seed: seed]], cells] }
    )
    SCORE_CLUSTERS(
        CLUSTER_SMOOTHED.out.clusters
            .map { meta, table -> [meta.sample.toString(), meta, table] }
            .combine(NORMALISE.out.expression.map { meta, cells -> [meta.id.toString(), cells] }, by: 0)
            .map { _sample, meta, table, truth -> [meta, table, truth, [], meta.label] }
    )

    // Running time; the trace holds it
    RESAMPLE(NORMALISE.out.counts.combine(channel.fromList(numbers)).map { meta, counts, number -> [meta + [id: "${meta.id}.n${number}", options: ['cell-number': number]], counts] })
    NORMALISE_RESAMPLED(RESAMPLE.out.cells)
    TIMED(
        NORMALISE_RESAMPLED.out.expression
            .combine(channel.fromList(recoveryMethods(chosen).findAll { method -> method.options && !method.ablation }))
            .map { meta, cells, method -> [meta + [id: "${meta.id}.${method.name}", options: method.options], cells] }
    )

    emit:
    expression = NORMALISE.out.expression
    clustering = SCORE_CLUSTERS.out.metrics
    recovery = SCORE_RECOVERY.out.metrics
    umap = CLUSTER_SMOOTHED.out.umap
    relations = SMOOTH.out.gene_relations
    timed = TIMED.out.cells
}

workflow {
    schema = file("${projectDir}/nextflow_schema.json")
    if (isOn(params.help)) {
        println(parameterHelp(schema))
        return
    }
    errors = parameterErrors(schema, params)
    if (errors) {
        error(errors.join('\n'))
    }
    samples = readSamplesheet(file(params.input), []).collect { sample -> sample + [meta: sample.meta + [sample: sample.meta.id]] }
    outdir = file(params.outdir)
    trace = outdir.resolve('pipeline_info/trace.txt')

    STUDY(
        channel.fromList(samples).map { sample -> [sample.meta, sample.input, sample.metadata, sample.format] },
        wordsOf(params.dropout_rates),
        wordsOf(params.seeds),
        wordsOf(params.cell_numbers),
        params.methods ? wordsOf(params.methods) : [],
    )

    clustering = STUDY.out.clustering
        .flatMap { meta, table -> scoreRows([meta.sample, meta.rate, meta.method, meta.seed], table) }
        .collectFile(name: 'clustering.tsv', storeDir: outdir, newLine: true, sort: true, seed: 'sample\trate\tmethod\tseed\tname\tmetric\tvalue\tn')
    recovery = STUDY.out.recovery
        .flatMap { meta, table -> scoreRows([meta.sample, meta.space, meta.mechanism, meta.rate, meta.seed, meta.method], table) }
        .collectFile(name: 'recovery.tsv', storeDir: outdir, newLine: true, sort: true, seed: 'sample\tspace\tmechanism\trate\tseed\tmethod\tname\tmetric\tvalue\tn')
    STUDY.out.relations
        .map { meta, table -> relationRow([meta.sample, meta.rate], table) }
        .collectFile(name: 'gene_relations.tsv', storeDir: outdir, newLine: true, sort: true, seed: 'sample\trate\tassociating\tdissociating\tshare_dissociating')
    STUDY.out.umap
        .flatMap { meta, table -> umapRows(meta, table) }
        .collectFile(name: 'umap.tsv', storeDir: outdir, newLine: true, sort: true, seed: 'sample\trate\tmethod\tcell\tumap_1\tumap_2\tlabel')

    times = STUDY.out.timed.count().map { steps -> timesTable(trace, steps, outdir.resolve('times.tsv')) }
    REPORT(
        clustering
            .mix(recovery, times)
            .map { table -> [[id: 'study'], table] }
            .mix(STUDY.out.expression, STUDY.out.umap.map { meta, table -> [[id: meta.sample], table] }),
        [],
        trace,
    )

    workflow.onComplete = {
        def failed = failures(trace)
        println("\n${failed ? failureText(failed) + '\n\n' : ''}results: ${outdir}/index.html, clustering.tsv, recovery.tsv, gene_relations.tsv, times.tsv and umap.tsv")
    }
}
