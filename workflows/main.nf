#!/usr/bin/env nextflow
/*
 * From counts to clusters with their scores, for each sample of the samplesheet:
 *
 *   IMPORT -> PREPROCESS -> IMPUTE -> CLUSTER -> EVALUATE_CLUSTERS      labels against clusters, on components and on imputed cells
 *                      |--> SIMULATE -> RECOVER -> EVALUATE_RECOVERY   hidden values against recovered ones
 *                      |--> COEXPRESSION                               with a model: pairs of genes between groups
 *                      |--> EMBEDDING -> EMBEDDED_NETWORKS             with --ppi: genes and cells
 *                      |--> GENE_NETWORKS                              with --network: which genes belong together
 *                      |--> ENRICHMENT                                 with --markers: genes that differ between clusters
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
include { COEXPRESSION ; fileOrNone } from './parts/coexpression.nf'
include { EMBEDDING } from './parts/embedding.nf'
include { ENRICHMENT } from './parts/enrichment.nf'
include { GENE_NETWORKS ; GENE_NETWORKS as EMBEDDED_NETWORKS } from './parts/network.nf'
include { parameterErrors ; parameterHelp } from './parts/parameters.nf'
include { readSamplesheet } from './parts/samplesheet.nf'
include { summaryPage ; summaryText } from './parts/summary.nf'

workflow SCRELATE {
    take:
    samples // meta, input, metadata, format
    recovery // whether values are hidden and recovered
    coexpression // model, genes, network: files or []
    network // whether networks of genes are made
    gene_sets // GMT file that networks are judged by and markers tested for, or nothing
    interactions // file or []
    markers // columns: [of:, groups:, subjects:], of being false where no markers are sought
    clustered // [onComponents:, imputedLayer:]: whether components are clustered, and what the imputed layer is called

    main:
    IMPORT(samples)
    PREPROCESS(IMPORT.out.counts)
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

    COEXPRESSION(PREPROCESS.out.counts.filter { coexpression[0] }, coexpression[0], coexpression[1], coexpression[2])
    GENE_NETWORKS(PREPROCESS.out.expression.filter { network }, gene_sets)
    compared = (markers.subjects ? PREPROCESS.out.counts : PREPROCESS.out.expression).filter { markers.of }
    ENRICHMENT(markers.groups ? compared.map { meta, cells -> [meta, cells, []] } : compared.join(CLUSTER.out.clusters), gene_sets)
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
    tests = ENRICHMENT.out.markers.mix(ENRICHMENT.out.sets)
    h5ad = EXPORT.out.h5ad
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
        COEXPRESSION.out.versions,
        GENE_NETWORKS.out.versions,
        EMBEDDING.out.versions,
        ENRICHMENT.out.versions,
        EMBEDDED_NETWORKS.out.versions,
    )
}

workflow {
    schema = file("${projectDir}/nextflow_schema.json")
    if (params.help) {
        println(parameterHelp(schema))
        return
    }
    errors = parameterErrors(schema, params)
    if (errors) {
        error(errors.join('\n'))
    }
    samples = readSamplesheet(file(params.input))
    outdir = file(params.outdir)

    coexpression = [params.coexpress_model, params.coexpress_genes, params.coexpress_network].collect { path -> fileOrNone(path) }
    SCRELATE(
        channel.fromList(samples).map { sample -> [sample.meta, sample.input, sample.metadata, sample.format] },
        !params.skip_recovery,
        coexpression,
        params.network,
        params.gene_sets ? channel.of(file(params.gene_sets)) : channel.empty(),
        fileOrNone(params.ppi),
        [of: params.markers || params.marker_groups || params.marker_subjects, groups: params.marker_groups, subjects: params.marker_subjects],
        [onComponents: params.cluster_on == 'components', imputedLayer: params.mode == 'smooth' ? 'smoothed' : 'expected'],
    )

    SCRELATE.out.versions
        .map { process, tool, version -> "\"${process.tokenize(':').last()}\":\n  ${tool}: ${version}\n" }
        .unique()
        .collectFile(name: 'versions.yml', storeDir: outdir.resolve('pipeline_info'), sort: true)

    header = 'sample\tdata\ttask\tname\tmetric\tvalue\tn'
    SCRELATE.out.metrics
        .flatMap { meta, data, table -> table.readLines().tail().collect { row -> "${meta.id}\t${data}\t${row}".toString() } }
        .toSortedList()
        .map { rows -> [[header] + rows] }
        .combine(SCRELATE.out.tests.toSortedList { one, other -> one[1].name <=> other[1].name }.map { tests -> [tests] })
        .combine(SCRELATE.out.h5ad.count())
        .filter { _lines, _tests, exported -> exported == samples.size() }
        .map { lines, tests, _exported ->
            outdir.resolve('summary.tsv').text = lines.join('\n') + '\n'
            outdir.resolve('index.html').text = summaryPage(lines, tests, samples.collect { sample -> sample.meta.id }, workflow.manifest.version)
            "\n${summaryText(lines)}\n\nresults: ${outdir}/index.html, summary.tsv and a folder for each sample\n"
        }
        .view()
}
