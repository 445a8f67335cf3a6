process SCRELATE_PAIRS {
    tag "${meta.id}"
    label 'process_single'
    conda "${moduleDir}/environment.yml"
    container "ghcr.io/screlate/screlate:0.1.0"

    input:
    tuple val(meta), path(cells), path(genes), path(network)

    output:
    tuple val(meta), path("${prefix}/chunk_*.arrow"), emit: pairs
    tuple val("${task.process}"), val('screlate'), eval("screlate-pairs --version | sed 's/.* //'"), topic: versions, emit: versions_screlate

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: '--chunk-size 1000'
    def cells_option = cells ? "--cells ${cells}" : ''
    def genes_option = genes ? "--genes ${genes}" : ''
    def network_option = network ? "--network ${network}" : ''
    prefix = task.ext.prefix ?: "${meta.id}.pairs"
    """
    SCRELATE_MEMORY_MB=${task.memory ? task.memory.toMega() : ''} screlate-pairs \\
        ${cells_option} ${genes_option} ${network_option} \\
        ${args} \\
        --threads ${task.cpus} \\
        --output ${prefix}
    """

    stub:
    prefix = task.ext.prefix ?: "${meta.id}.pairs"
    """
    mkdir ${prefix}
    touch ${prefix}/chunk_0001.arrow ${prefix}/chunk_0002.arrow
    """
}
