process SCRELATE_MODULES_NETWORK {
    tag "${meta.id}"
    label 'process_single'
    conda "${moduleDir}/environment.yml"
    container "ghcr.io/screlate/screlate:0.1.0"

    input:
    tuple val(meta), path(tests)

    output:
    tuple val(meta), path("${prefix}.graphml"), emit: network
    tuple val(meta), path("${prefix}.hubs.tsv"), emit: hubs
    tuple val(meta), path("${prefix}.gmt"), emit: modules
    tuple val("${task.process}"), val('screlate'), eval("screlate-modules --version | sed 's/.* //'"), topic: versions, emit: versions_screlate

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    prefix = task.ext.prefix ?: "${meta.id}.changed"
    """
    SCRELATE_MEMORY_MB=${task.memory ? task.memory.toMega() : ''} screlate-modules network \\
        --tests ${tests} \\
        ${args} \\
        --threads ${task.cpus} \\
        --hubs-output ${prefix}.hubs.tsv \\
        --modules-output ${prefix}.gmt \\
        --output ${prefix}.graphml
    """

    stub:
    prefix = task.ext.prefix ?: "${meta.id}.changed"
    """
    touch ${prefix}.graphml ${prefix}.hubs.tsv ${prefix}.gmt
    """
}
