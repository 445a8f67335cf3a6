process SCRELATE_NETWORK_BUILD {
    tag "${meta.id}"
    label 'process_high'
    conda "${moduleDir}/environment.yml"
    container "ghcr.io/screlate/screlate:0.1.0"

    input:
    tuple val(meta), path(profiles), path(interactions), path(split)

    output:
    tuple val(meta), path("${prefix}.arrow"), emit: network
    tuple val(meta), path("${prefix}.edges.tsv"), emit: edges
    tuple val(meta), path("${prefix}.genes.tsv"), emit: genes
    tuple val(meta), path("${prefix}.sweep.tsv"), emit: sweep
    tuple val(meta), path("${prefix}.sweep.svg"), emit: plot
    tuple val("${task.process}"), val('screlate'), eval("screlate-network --version | sed 's/.* //'"), topic: versions, emit: versions_screlate

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    prefix = task.ext.prefix ?: "${meta.id}.network"
    if ("${profiles}" == "${prefix}.arrow") {
        error("Input and output names are the same: set prefix in the module's configuration")
    }
    def joined = (interactions ? "--interactions ${interactions}" : '') + (split ? " --split ${split}" : '')
    """
    SCRELATE_MEMORY_MB=${task.memory ? task.memory.toMega() : ''} screlate-network build \\
        --profiles ${profiles} \\
        ${joined} \\
        ${args} \\
        --threads ${task.cpus} \\
        --output ${prefix}.arrow \\
        --tsv-output ${prefix}.edges.tsv \\
        --genes-output ${prefix}.genes.tsv \\
        --sweep-output ${prefix}.sweep.tsv \\
        --sweep-plot-output ${prefix}.sweep.svg
    """

    stub:
    prefix = task.ext.prefix ?: "${meta.id}.network"
    """
    touch ${prefix}.arrow ${prefix}.edges.tsv ${prefix}.genes.tsv ${prefix}.sweep.tsv ${prefix}.sweep.svg
    """
}
