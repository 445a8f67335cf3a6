process SCRELATE_NETWORK_COMPARE {
    tag "${meta.id}"
    label 'process_high'
    conda "${moduleDir}/environment.yml"
    container "ghcr.io/screlate/screlate:0.1.0"

    input:
    tuple val(meta), path(network), path(compare_network)

    output:
    tuple val(meta), path("${prefix}.arrow"), emit: network
    tuple val(meta), path("${prefix}.edges.tsv"), emit: edges
    tuple val(meta), path("${prefix}.genes.tsv"), emit: genes
    tuple val(meta), path("${prefix}.gained.arrow"), emit: gained
    tuple val(meta), path("${prefix}.lost.arrow"), emit: lost
    tuple val("${task.process}"), val('screlate'), eval("screlate-network --version | sed 's/.* //'"), topic: versions, emit: versions_screlate

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    prefix = task.ext.prefix ?: "${meta.id}.compared"
    if ("${network}" == "${prefix}.arrow") {
        error("Input and output names are the same: set prefix in the module's configuration")
    }
    """
    SCRELATE_MEMORY_MB=${task.memory ? task.memory.toMega() : ''} screlate-network compare \\
        --network ${network} \\
        --compare-network ${compare_network} \\
        ${args} \\
        --threads ${task.cpus} \\
        --output ${prefix}.arrow \\
        --tsv-output ${prefix}.edges.tsv \\
        --genes-output ${prefix}.genes.tsv \\
        --gained-output ${prefix}.gained.arrow \\
        --lost-output ${prefix}.lost.arrow
    """

    stub:
    prefix = task.ext.prefix ?: "${meta.id}.compared"
    """
    touch ${prefix}.arrow ${prefix}.edges.tsv ${prefix}.genes.tsv ${prefix}.gained.arrow ${prefix}.lost.arrow
    """
}
