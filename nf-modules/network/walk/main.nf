process SCRELATE_NETWORK_WALK {
    tag "${meta.id}"
    label 'process_high'
    conda "${moduleDir}/environment.yml"
    container "ghcr.io/screlate/screlate:0.1.0"

    input:
    tuple val(meta), path(network), path(seed_sets)

    output:
    tuple val(meta), path("${prefix}.tsv"), emit: genes
    tuple val("${task.process}"), val('screlate'), eval("screlate-network --version | sed 's/.* //'"), topic: versions, emit: versions_screlate

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    prefix = task.ext.prefix ?: "${meta.id}.walked"
    if ("${network}" == "${prefix}.tsv") {
        error("Input and output names are the same: set prefix in the module's configuration")
    }
    """
    SCRELATE_MEMORY_MB=${task.memory ? task.memory.toMega() : ''} screlate-network walk \\
        --network ${network} \\
        --seed-sets ${seed_sets} \\
        ${args} \\
        --threads ${task.cpus} \\
        --output ${prefix}.tsv
    """

    stub:
    prefix = task.ext.prefix ?: "${meta.id}.walked"
    """
    touch ${prefix}.tsv
    """
}
