#!/usr/bin/env bash
# Coexpression in chunks as jobs of a real Slurm of one node, of which one is killed and tried again: the table has the bytes of
# the local run. Says why where it cannot run. Needs slurm-wlm and munge, and root, since Slurm's programs start as that here.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../../.."
dir=$PWD/target/slurm

skip() {
    echo "slurm-test: skipped: $*"
    exit 0
}

for program in slurmctld slurmd munged sbatch; do
    command -v "$program" > /dev/null || skip "$program is not installed (packages slurm-wlm and munge)"
done
[ "$(id -u)" -eq 0 ] || skip "starting Slurm needs root here"

stop() {
    for program in slurmd slurmctld munged; do
        [ ! -s "$dir/$program.pid" ] || kill "$(cat "$dir/$program.pid")" 2> /dev/null || true
    done
}

start() { # munge, the controller and one node, without systemd, cgroups and accounting
    mkdir -p "$dir/state" "$dir/spool"
    (umask 077 && head -c 128 /dev/urandom > "$dir/munge.key")
    munged --force --key-file "$dir/munge.key" --socket "$dir/munge.socket" --pid-file "$dir/munged.pid" \
        --log-file "$dir/munged.log" --seed-file "$dir/munge.seed"
    local memory
    memory=$(($(awk '/MemTotal/ { print $2 }' /proc/meminfo) / 1024 - 512))
    sed -e "s|@HOST@|$(hostname -s)|g" -e "s|@DIR@|$dir|g" -e "s|@CPUS@|$(nproc)|g" -e "s|@MEM@|$memory|g" "$here/slurm.conf.in" > "$dir/slurm.conf"
    export SLURM_CONF=$dir/slurm.conf
    slurmctld -f "$SLURM_CONF"
    slurmd -f "$SLURM_CONF"
    for _ in $(seq 120); do
        if sinfo -h -o %T 2> /dev/null | grep -q idle; then
            return 0
        fi
        sleep 0.5
    done
    tail -n 5 "$dir"/*.log
    return 1
}

coexpression() { # PROFILE OUTDIR ARGUMENT...: ten chunks of one pair
    local profile=$1 outdir=$2
    shift 2
    (cd "$dir" && SCRELATE_NEXTFLOW=jars NXF_HOME=$dir/nextflow "$OLDPWD/workflows/launcher/nextflow" run "$OLDPWD/workflows/coexpression.nf" \
        -profile "$profile" -work-dir "$dir/work-$outdir" --outdir "$dir/$outdir" --coexpress_chunk_size 1 "$@")
}

kill_one_job() { # the first process that fits a chunk, as the kernel does where memory ends
    for _ in $(seq 1200); do
        for process in $(pgrep -f 'org.screlate.tool.coexpress.Coexpress' || true); do
            case $(readlink "/proc/$process/cwd" || true) in
                "$dir"/work-slurm/*) kill -KILL "$process" && echo "slurm-test: killed a job" && return 0 ;;
            esac
        done
        sleep 0.2
    done
    echo "slurm-test: no job was seen"
    return 1
}

rm -rf "$dir"
mkdir -p "$dir"
trap stop EXIT
start || {
    echo "slurm-test: FAILED: Slurm did not start"
    exit 1
}
cat > "$dir/small.config" << 'END'
process.resourceLimits = [cpus: 1, memory: 1.GB, time: 1.h]
executor { pollInterval = '2 sec' ; queueStatInterval = '2 sec' }
END
coexpression test,local local
kill_one_job &
killer=$!
coexpression test,local,slurm slurm -c "$dir/small.config"
wait "$killer"

trace=$dir/slurm/pipeline_info/trace.txt
[ "$(awk -F '\t' '$4 ~ /COEXPRESS/ && $5 == "COMPLETED"' "$trace" | wc -l)" -ge 10 ] || { echo "slurm-test: FAILED: chunks are missing in $trace"; exit 1; }
awk -F '\t' '$5 == "FAILED" { found = 1 } END { exit !found }' "$trace" || { echo "slurm-test: FAILED: no job failed and was tried again: $trace"; exit 1; }
cmp "$dir/local/tiny/tiny.coexpression.tsv" "$dir/slurm/tiny/tiny.coexpression.tsv"
echo "slurm-test: passed: ten chunks as jobs of Slurm, one of them killed and tried again, give the bytes of the local run"
