#!/usr/bin/env bash
# smile 3.1.1 and python-igraph 1.0.0: labels compared with themselves give NaN where there is one group, or one for each cell.
#
# Guess: the adjusted Rand index and the normalised mutual information of a labelling with itself are 1, as in scikit-learn 1.9.1.
# Seen:  one group: ARI NaN in both, NMI NaN in smile and 1 in igraph. A group for each cell: ARI NaN in both, NMI 1. A clustering
#        that finds one group where there is one drops out of a mean that leaves NaN out, or takes the whole mean with it.
#
# Needs a JDK 17, Maven and Python 3. Exits 0 while this is so, 1 when it has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'igraph==1.0.0' 'scikit-learn==1.9.1' 'numpy==2.4.6' 'scipy==1.17.1'
cat > "$work/pom.xml" <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>findings</groupId>
  <artifactId>smile</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>com.github.haifengl</groupId>
      <artifactId>smile-core</artifactId>
      <version>3.1.1</version>
    </dependency>
    <dependency>
      <groupId>org.slf4j</groupId>
      <artifactId>slf4j-nop</artifactId>
      <version>2.0.17</version>
    </dependency>
  </dependencies>
</project>
POM
cat > "$work/Check.java" <<'JAVA'
import smile.validation.metric.AdjustedRandIndex;
import smile.validation.metric.NormalizedMutualInformation;

public class Check {
    public static void main(String[] args) {
        for (int[] labels : new int[][] {{0, 0, 0, 0}, {0, 1, 2, 3}, {0, 0, 1, 1}}) {
            System.out.println("smile: ARI " + AdjustedRandIndex.of(labels, labels) + ", NMI "
                    + NormalizedMutualInformation.sum(labels, labels));
        }
    }
}
JAVA
mvn -B -q -f "$work/pom.xml" dependency:copy-dependencies -DoutputDirectory="$work/lib"
seen=$("$work/venv/bin/python" - <<'PYTHON'
import igraph
import sklearn.metrics

kinds = ([0, 0, 0, 0], [0, 1, 2, 3], [0, 0, 1, 1])
for labels in kinds:
    both = sklearn.metrics.adjusted_rand_score(labels, labels), sklearn.metrics.normalized_mutual_info_score(labels, labels)
    print("scikit-learn: ARI {}, NMI {}".format(*both))
for labels in kinds:
    both = [igraph.compare_communities(labels, labels, method=method) for method in ("adjusted_rand", "nmi")]
    print("igraph: ARI {}, NMI {}".format(*both))
PYTHON
)
seen="$seen
$(java -cp "$work/lib/*" "$work/Check.java" 2> /dev/null)"
expected='scikit-learn: ARI 1.0, NMI 1.0
scikit-learn: ARI 1.0, NMI 1.0
scikit-learn: ARI 1.0, NMI 1.0
igraph: ARI nan, NMI 1.0
igraph: ARI nan, NMI 1.0
igraph: ARI 1.0, NMI 1.0
smile: ARI NaN, NMI NaN
smile: ARI NaN, NMI 1.0
smile: ARI 1.0, NMI 1.0'
echo "$seen"
[ "$seen" = "$expected" ] || { echo "this has changed"; exit 1; }
