process SCRELATE_CLUSTER {
    tag "${meta.id}"
    label 'process_high'
    conda "${moduleDir}/environment.yml"
    container "ghcr.io/screlate/screlate:0.1.0"

    input:
    tuple val(meta), path(cells)

    output:
    tuple val(meta), path("${prefix}.arrow"), emit: clusters
    tuple val(meta), path("${prefix}.tsv"), emit: table
    tuple val(meta), path("${prefix}.umap.${umap}"), emit: umap, optional: true
    tuple val(meta), path("${prefix}.umap.tsv"), emit: umap_table, optional: true
    tuple val("${task.process}"), val('screlate'), eval("screlate-cluster --version | sed 's/.* //'"), topic: versions, emit: versions_screlate

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    prefix = task.ext.prefix ?: "${meta.id}.clusters"
    umap = task.ext.args2 ?: 'arrow'
    if ("${cells}" == "${prefix}.arrow") {
        error("Input and output names are the same: set prefix in the module's configuration")
    }
    """
    SCRELATE_MEMORY_MB=${task.memory ? task.memory.toMega() : ''} screlate-cluster \\
        --cells ${cells} \\
        ${args} \\
        --threads ${task.cpus} \\
        --output ${prefix}.arrow \\
        --tsv-output ${prefix}.tsv \\
        ${umap == 'none' ? '' : "--umap-output ${prefix}.umap.${umap}"} ${umap == 'arrow' ? "--umap-tsv-output ${prefix}.umap.tsv" : ''}
    """

    stub:
    prefix = task.ext.prefix ?: "${meta.id}.clusters"
    umap = task.ext.args2 ?: 'arrow'
    """
    touch ${prefix}.arrow ${prefix}.tsv ${prefix}.umap.${umap} ${prefix}.umap.tsv
    """
}
