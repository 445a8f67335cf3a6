#!/usr/bin/env nextflow
/*
 * How tests of coexpression do where the truth is known, for each number of subjects, kind of data and method of
 * parts/simulation.nf: half of the pairs change between groups.
 *
 *   DRAW -> TEST_PAIRS -> SCORE_TESTS     errors of the first kind, power, coverage, false discoveries, precision and recall
 */

include { SCRELATE_SIMULATE_COEXPRESSION as DRAW } from '../nf-modules/simulate/coexpression/main.nf'
include { SCRELATE_COEXPRESS as TEST_PAIRS } from '../nf-modules/coexpress/main.nf'
include { SCRELATE_EVALUATE_COEXPRESSION as SCORE_TESTS } from '../nf-modules/evaluate/coexpression/main.nf'
include { isOn ; parameterErrors ; parameterHelp } from './parts/parameters.nf'
include { REPORT } from './parts/report.nf'
include { designs ; testMethods } from './parts/simulation.nf'
include { scoreRows ; wordsOf } from './parts/study.nf'
include { failureText ; failures } from './parts/summary.nf'

workflow SIMULATION {
    take:
    drawn // meta of each data set, with the options of simulate
    model // YAML

    main:
    DRAW(drawn)
    TEST_PAIRS(
        DRAW.out.cells
            .join(DRAW.out.truth)
            .combine(channel.fromList(testMethods()))
            .map { meta, cells, truth, method -> [meta + [id: "${meta.id}.${method.name}", design: meta.id, method: method.name, options: method.options], cells, model, truth] }
    )
    SCORE_TESTS(
        TEST_PAIRS.out.tests
            .map { meta, tests -> [meta.design.toString(), meta, tests] }
            .combine(DRAW.out.truth.map { meta, truth -> [meta.id.toString(), truth] }, by: 0)
            .map { _design, meta, tests, truth -> [meta, tests, truth] }
    )

    emit:
    metrics = SCORE_TESTS.out.metrics
    curve = SCORE_TESTS.out.curve
}

workflow {
    schema = file("${projectDir}/nextflow_schema.json")
    if (isOn(params.help)) {
        println(parameterHelp(schema))
        return
    }
    model = file("${projectDir}/assets/simulated_subjects.yaml")
    // nothing is read but the model
    errors = parameterErrors(schema, params + [input: model.toString()])
    if (errors) {
        error(errors.join('\n'))
    }
    outdir = file(params.outdir)
    trace = outdir.resolve('pipeline_info/trace.txt')
    SIMULATION(
        channel.fromList(designs(wordsOf(params.simulated_subjects), wordsOf(params.seeds), params)),
        model,
    )
    scores = SIMULATION.out.metrics
        .flatMap { meta, table -> scoreRows([meta.kind, meta.subjects, meta.seed, meta.method], table) }
        .collectFile(name: 'simulation.tsv', storeDir: outdir, newLine: true, sort: true, seed: 'kind\tsubjects\tseed\tmethod\tname\tmetric\tvalue\tn')
    curves = SIMULATION.out.curve
        .flatMap { meta, table -> table.readLines().drop(1).collect { row -> [meta.kind, meta.subjects, meta.seed, meta.method, row].join('\t') } }
        .collectFile(name: 'precision_recall.tsv', storeDir: outdir, newLine: true, sort: true, seed: 'kind\tsubjects\tseed\tmethod\tcalled\trecall\tprecision')

    REPORT(scores.mix(curves).map { table -> [[id: 'study'], table] }, [], trace)

    workflow.onComplete = {
        def failed = failures(trace)
        println("\n${failed ? failureText(failed) + '\n\n' : ''}results: ${outdir}/index.html, simulation.tsv and precision_recall.tsv")
    }
}
