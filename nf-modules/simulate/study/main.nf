process SCRELATE_SIMULATE_STUDY {
    tag "${meta.id}"
    label 'process_single'
    conda "${moduleDir}/environment.yml"
    container "ghcr.io/screlate/screlate:0.1.0"

    input:
    val(meta)

    output:
    tuple val(meta), path("${prefix}.arrow"), emit: cells
    tuple val(meta), path("${prefix}.network.tsv"), emit: network
    tuple val(meta), path("${prefix}.gmt"), emit: gene_sets
    tuple val(meta), path("${prefix}.truth.tsv"), emit: truth
    tuple val("${task.process}"), val('screlate'), eval("screlate-simulate --version | sed 's/.* //'"), topic: versions, emit: versions_screlate

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    prefix = task.ext.prefix ?: "${meta.id}.study"
    """
    SCRELATE_MEMORY_MB=${task.memory ? task.memory.toMega() : ''} screlate-simulate study \\
        ${args} \\
        --threads ${task.cpus} \\
        --output ${prefix}.arrow \\
        --network-output ${prefix}.network.tsv \\
        --gene-sets-output ${prefix}.gmt \\
        --truth-output ${prefix}.truth.tsv
    """

    stub:
    prefix = task.ext.prefix ?: "${meta.id}.study"
    """
    touch ${prefix}.arrow ${prefix}.network.tsv ${prefix}.gmt ${prefix}.truth.tsv
    """
}
