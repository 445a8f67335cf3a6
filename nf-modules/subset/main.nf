process SCRELATE_SUBSET {
    tag "${meta.id}"
    label 'process_low'
    conda "${moduleDir}/environment.yml"
    container "ghcr.io/screlate/screlate:0.1.0"

    input:
    tuple val(meta), path(cells), path(cell_table), val(split_by), val(group_column), val(subject_column)

    output:
    tuple val(meta), path("${prefix}.arrow"), emit: cells, optional: true
    tuple val(meta), path("${prefix}/*.arrow"), emit: levels, optional: true
    tuple val(meta), path("${prefix}/manifest.tsv"), emit: manifest, optional: true
    tuple val("${task.process}"), val('screlate'), eval("screlate-subset --version | sed 's/.* //'"), topic: versions, emit: versions_screlate

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    def quoted = { text -> "'" + "${text}".replace("'", "'\\''") + "'" }
    def joined = cell_table ? "--cell-table ${cell_table}" : ''
    def split = split_by ? "--split-by ${quoted.call(split_by)} --labelled ${quoted.call(split_by)}" : ''
    def compared = (group_column ? "--group-column ${quoted.call(group_column)} " : '') + (subject_column ? "--subject-column ${quoted.call(subject_column)}" : '')
    prefix = task.ext.prefix ?: "${meta.id}.subset"
    if ("${cells}" == "${prefix}.arrow") {
        error("Input and output names are the same: set prefix in the module's configuration")
    }
    """
    SCRELATE_MEMORY_MB=${task.memory ? task.memory.toMega() : ''} screlate-subset \\
        --cells ${cells} \\
        ${joined} \\
        ${split} \\
        ${compared} \\
        ${args} \\
        --threads ${task.cpus} \\
        --output '${split_by ? prefix : prefix + '.arrow'}'
    """

    stub:
    prefix = task.ext.prefix ?: "${meta.id}.subset"
    """
    if ${split_by ? 'true' : 'false'}; then
        mkdir '${prefix}'
        printf 'level\\tfile\\tcells\\tsubjects\\treason\\nstub\\tstub.arrow\\t0\\t0\\t\\n' > '${prefix}/manifest.tsv'
        touch '${prefix}/stub.arrow'
    else
        touch '${prefix}.arrow'
    fi
    """
}
