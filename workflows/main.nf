#!/usr/bin/env nextflow
/*
 * From counts to clusters with their scores, for each sample of the samplesheet:
 *
 *   IMPORT -> QC_AND_MERGE                                                 samples of a study become one matrix
 *   IMPORT -> PREPROCESS -> IMPUTE -> CLUSTER -> EVALUATE_CLUSTERS      labels against clusters, on components and on imputed cells
 *                      |--> SIMULATE -> RECOVER -> EVALUATE_RECOVERY   hidden values against recovered ones
 *                      |--> COEXPRESSION                               with a model: pairs of genes between groups
 *                      |--> EMBEDDING -> EMBEDDED_NETWORKS             with --ppi: genes and cells
 *                      |--> GENE_NETWORKS                              with --network: which genes belong together
 *                      |--> ENRICHMENT                                 with --markers: genes that differ between clusters
 *                      |--> CELL_TYPES                                 with --by: differences within each cell type
 *                      \--> EXPORT                                     all of it in one h5ad
 */

include { SCRELATE_IMPORT as IMPORT } from '../nf-modules/import/main.nf'
include { SCRELATE_PREPROCESS as PREPROCESS } from '../nf-modules/preprocess/main.nf'
include { SCRELATE_IMPUTE as IMPUTE ; SCRELATE_IMPUTE as RECOVER } from '../nf-modules/impute/main.nf'
include { SCRELATE_CLUSTER as CLUSTER ; SCRELATE_CLUSTER as CLUSTER_OTHERWISE } from '../nf-modules/cluster/main.nf'
include { SCRELATE_SIMULATE_DROPOUT as SIMULATE } from '../nf-modules/simulate/dropout/main.nf'
include { SCRELATE_EVALUATE_CLUSTERING as EVALUATE_CLUSTERS ; SCRELATE_EVALUATE_CLUSTERING as EVALUATE_OTHERWISE } from '../nf-modules/evaluate/clustering/main.nf'
include { SCRELATE_EVALUATE_RECOVERY as EVALUATE_RECOVERY } from '../nf-modules/evaluate/recovery/main.nf'
include { SCRELATE_EXPORT as EXPORT } from '../nf-modules/export/main.nf'
include { CELL_TYPES } from './parts/cell_types.nf'
include { COEXPRESSION ; fileOrNone } from './parts/coexpression.nf'
include { EMBEDDING } from './parts/embedding.nf'
include { ENRICHMENT } from './parts/enrichment.nf'
include { GENE_NETWORKS ; GENE_NETWORKS as EMBEDDED_NETWORKS } from './parts/network.nf'
include { isOn ; namedColumns ; parameterErrors ; parameterHelp ; typesOf } from './parts/parameters.nf'
include { QC_AND_MERGE } from './parts/qc_and_merge.nf'
include { REPORT } from './parts/report.nf'
include { readSamplesheet ; studyTables } from './parts/samplesheet.nf'
include { failureText ; failures ; networkTable ; ofNoType ; scoreText ; typeText } from './parts/summary.nf'

workflow SCRELATE {
    take:
    samples // meta, input, metadata, format
    studies // meta of each study, names of its samples, table about them
    recovery // whether values are hidden and recovered
    coexpression // model, genes, network: files or []
    network // whether networks of genes are made
    gene_sets // GMT file that networks are judged by and markers tested for, or nothing
    interactions // file or []
    markers // columns: [of:, groups:, subjects:], of being false where no markers are sought
    clustered // [onComponents:, imputedLayer:]: whether components are clustered, and what the imputed layer is called
    by // columns: [types:, groups:, subjects:], types being false where cell types are not looked at one by one; 'clusters' takes the pipeline's own

    main:
    IMPORT(samples)
    QC_AND_MERGE(IMPORT.out.counts.filter { meta, _cells -> meta.study }, studies)
    PREPROCESS(IMPORT.out.counts.filter { meta, _cells -> !meta.study }.mix(QC_AND_MERGE.out.counts))
    IMPUTE(PREPROCESS.out.expression)

    // Principal components unless asked otherwise; the other beside it, to compare where cells are labelled.
    onComponents = clustered.onComponents
    imputedLayer = clustered.imputedLayer
    CLUSTER(onComponents ? PREPROCESS.out.pca : IMPUTE.out.cells)
    CLUSTER_OTHERWISE((onComponents ? IMPUTE.out.cells : PREPROCESS.out.pca).filter { meta, _cells -> meta.label })
    labelled = PREPROCESS.out.expression.join(PREPROCESS.out.pca).filter { meta, _expression, _pca -> meta.label }
    EVALUATE_CLUSTERS(
        CLUSTER.out.clusters.join(labelled).map { meta, table, truth, pca -> [meta, table, truth, pca, meta.label] }
    )
    EVALUATE_OTHERWISE(
        CLUSTER_OTHERWISE.out.clusters.join(labelled).map { meta, table, truth, pca -> [meta, table, truth, pca, meta.label] }
    )

    SIMULATE(PREPROCESS.out.expression.filter { recovery })
    RECOVER(SIMULATE.out.cells)
    EVALUATE_RECOVERY(
        RECOVER.out.cells
            .join(SIMULATE.out.mask)
            .join(PREPROCESS.out.expression)
            .map { meta, recovered, mask, reference -> [meta, recovered, mask, reference] }
    )

    typed = PREPROCESS.out.counts.join(PREPROCESS.out.expression).filter { by.types }
    CELL_TYPES(by.clusters ? typed.join(CLUSTER.out.clusters) : typed.map { meta, counts, expression -> [meta, counts, expression, []] }, by, coexpression, network)
    COEXPRESSION(PREPROCESS.out.counts.filter { coexpression[0] && !by.types }, coexpression[0], coexpression[1], coexpression[2])
    GENE_NETWORKS(PREPROCESS.out.expression.filter { network }, gene_sets)
    compared = (markers.subjects ? PREPROCESS.out.counts : PREPROCESS.out.expression).filter { markers.of }
    ENRICHMENT(markers.groups ? compared.map { meta, cells -> [meta, cells, [], markers.groups, markers.subjects] } : compared.join(CLUSTER.out.clusters).map { meta, cells, table -> [meta, cells, table, [], markers.subjects] }, gene_sets)
    EMBEDDING(PREPROCESS.out.expression.filter { interactions }, interactions)
    EMBEDDED_NETWORKS(EMBEDDING.out.genes.filter { network }, gene_sets)

    EXPORT(
        PREPROCESS.out.counts
            .join(PREPROCESS.out.expression)
            .join(IMPUTE.out.cells)
            .join(CLUSTER.out.clusters)
            .join(PREPROCESS.out.pca)
            .join(CLUSTER.out.umap)
            .join(PREPROCESS.out.graph)
            .join(IMPUTE.out.detection, remainder: true)
            .join(EMBEDDING.out.cells.join(EMBEDDING.out.genes).map { meta, cells, genes -> [meta, [cells, genes]] }, remainder: true)
            .map { meta, counts, expression, imputed, table, pca, umap, graph, detection, embedded ->
                def layers = [lognorm: expression, (imputedLayer): imputed] + (detection ? [detection: detection] : [:])
                def cells = [X_pca: pca, X_umap: umap] + (embedded ? [X_scnet: embedded[0]] : [:])
                def genes = embedded ? [scnet: embedded[1]] : [:]
                [meta, counts, layers.keySet() as List, layers.values() as List, table, cells.keySet() as List, cells.values() as List, ['connectivities'], graph, genes.keySet() as List, genes.values() as List]
            }
    )

    emit:
    metrics = EVALUATE_CLUSTERS.out.metrics
        .map { meta, table -> [meta, onComponents ? 'components' : imputedLayer, table] }
        .mix(
            EVALUATE_OTHERWISE.out.metrics.map { meta, table -> [meta, onComponents ? imputedLayer : 'components', table] },
            EVALUATE_RECOVERY.out.metrics.map { meta, table -> [meta, 'masked', table] },
            GENE_NETWORKS.out.metrics.map { meta, table -> [meta, 'expression', table] },
            EMBEDDING.out.metrics.map { meta, table -> [meta, 'embedded', table] },
            EMBEDDED_NETWORKS.out.metrics.map { meta, table -> [meta, 'embedded', table] },
        )
    types = CELL_TYPES.out.manifest
        .join(CELL_TYPES.out.pair_tests, remainder: true)
        .join(CELL_TYPES.out.gene_tests, remainder: true)
        .join(CELL_TYPES.out.compared.map { meta, table -> [meta.parent, [meta, table]] }.groupTuple(), remainder: true)
    results = QC_AND_MERGE.out.cell_qc.mix(
        QC_AND_MERGE.out.gene_qc,
        PREPROCESS.out.cell_qc,
        PREPROCESS.out.gene_qc,
        PREPROCESS.out.counts,
        PREPROCESS.out.expression,
        PREPROCESS.out.pca,
        IMPUTE.out.cells,
        IMPUTE.out.detection,
        CLUSTER.out.clusters,
        CLUSTER.out.umap,
        CLUSTER_OTHERWISE.out.clusters,
        EVALUATE_CLUSTERS.out.metrics,
        EVALUATE_OTHERWISE.out.metrics,
        RECOVER.out.cells,
        RECOVER.out.detection,
        SIMULATE.out.mask,
        EVALUATE_RECOVERY.out.metrics,
        COEXPRESSION.out.arrow,
        CELL_TYPES.out.results,
        GENE_NETWORKS.out.results,
        EMBEDDED_NETWORKS.out.results,
        EMBEDDING.out.results,
        ENRICHMENT.out.results,
    )
    versions = IMPORT.out.versions_screlate.mix(
        PREPROCESS.out.versions_screlate,
        IMPUTE.out.versions_screlate,
        RECOVER.out.versions_screlate,
        CLUSTER.out.versions_screlate,
        CLUSTER_OTHERWISE.out.versions_screlate,
        SIMULATE.out.versions_screlate,
        EVALUATE_CLUSTERS.out.versions_screlate,
        EVALUATE_OTHERWISE.out.versions_screlate,
        EVALUATE_RECOVERY.out.versions_screlate,
        EXPORT.out.versions_screlate,
        QC_AND_MERGE.out.versions,
        COEXPRESSION.out.versions,
        CELL_TYPES.out.versions,
        GENE_NETWORKS.out.versions,
        EMBEDDING.out.versions,
        ENRICHMENT.out.versions,
        EMBEDDED_NETWORKS.out.versions,
    )
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
    outdir = file(params.outdir)
    trace = outdir.resolve('pipeline_info/trace.txt')
    coexpression = [params.coexpress_model, params.coexpress_genes, params.coexpress_network].collect { path -> fileOrNone(path) }
    by = typesOf(params, coexpression[0])
    samples = readSamplesheet(file(params.input), namedColumns(params, coexpression[0]))

    SCRELATE(
        channel.fromList(samples).map { sample -> [sample.meta, sample.input, sample.metadata, sample.format] },
        channel.fromList(studyTables(samples, outdir.resolve('pipeline_info'))),
        !isOn(params.skip_recovery),
        coexpression,
        isOn(params.network),
        params.gene_sets ? channel.of(file(params.gene_sets)) : channel.empty(),
        fileOrNone(params.ppi),
        [of: isOn(params.markers) || (!by.types && (params.marker_groups || params.marker_subjects)), groups: params.marker_groups, subjects: params.marker_subjects],
        [onComponents: params.cluster_on == 'components', imputedLayer: params.mode == 'smooth' ? 'smoothed' : 'expected'],
        by,
    )
    REPORT(SCRELATE.out.results, fileOrNone(params.gene_sets), trace)

    SCRELATE.out.versions
        .mix(REPORT.out.versions)
        .map { process, tool, version -> "\"${process.tokenize(':').last()}\":\n  ${tool}: ${version}\n" }
        .unique()
        .collectFile(name: 'versions.yml', storeDir: outdir.resolve('pipeline_info'), sort: true)

    summary = []
    types = []
    header = 'sample\tdata\ttask\tname\tmetric\tvalue\tn'
    SCRELATE.out.metrics
        .flatMap { meta, data, table -> table.readLines().drop(1).collect { row -> "${meta.id}\t${data}\t${row}".toString() } }
        .toSortedList()
        .map { rows -> [rows] }
        .combine(SCRELATE.out.types.toList().map { all -> [all] })
        .subscribe { found ->
            def (rows, all) = found
            outdir.resolve('summary.tsv').text = ([header] + rows).join('\n') + '\n'
            summary.addAll(rows ? [scoreText([header] + rows)] : [])
            types.addAll(all)
        }

    SCRELATE.out.types
        .filter { _meta, _manifest, _pairs, _genes, networks -> networks }
        .subscribe { meta, _manifest, _pairs, _genes, networks -> outdir.resolve("${meta.id}/${meta.id}.networks_by_type.tsv").text = networkTable(networks) }

    workflow.onComplete = {
        def failed = failures(trace)
        def texts = types.collect { meta, manifest, pairs, genes, networks -> typeText(meta, manifest, [pairs: pairs, genes: genes].findAll { _what, table -> table }, networks ?: [], failed) }.sort()
        def rest = types.inject(failed) { left, one -> ofNoType(left, one[0], one[1]) }
        def text = (summary + texts + (rest ? [failureText(rest)] : [])).join('\n\n')
        if (trace.exists()) {
            outdir.resolve('summary.txt').text = text + '\n'
            println("\n${text}\n\nresults: ${outdir}/index.html, summary.tsv and a folder for each sample and study")
        }
    }
}
