package org.screlate.io.hdf5;

import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.dataset.chunked.Chunk;
import io.jhdf.dataset.chunked.ChunkOffset;
import io.jhdf.dataset.chunked.ChunkedDatasetBase;
import io.jhdf.exceptions.HdfException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.Objects;
import org.screlate.data.InvalidInputException;

/** Which filters were left out of a chunk. jhdf 0.13.0 reads these masks, yet neither follows them nor gives them out. */
final class HdfMasks {
    private static final Method CHUNKS;

    static {
        try {
            CHUNKS = ChunkedDatasetBase.class.getDeclaredMethod("getChunkLookup");
            CHUNKS.setAccessible(true);
        } catch (NoSuchMethodException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private HdfMasks() {}

    /** Places of the filters that were not applied to the chunk that begins at a place and is there. */
    static BitSet of(ChunkedDataset dataset, int... at) {
        ChunkOffset offset = new ChunkOffset(Arrays.stream(at).asLongStream().toArray());
        return Objects.requireNonNull(chunks(dataset).get(offset)).getFilterMask();
    }

    /** Refuses a dataset that jhdf unpacks itself, where a filter was left out of one of its chunks. */
    static void refuseAny(ChunkedDataset dataset) {
        if (chunks(dataset).values().stream()
                .anyMatch(chunk -> !chunk.getFilterMask().isEmpty())) {
            throw new InvalidInputException(
                    "'" + dataset.getPath()
                            + "' has chunks that some of its filters were not applied to, which is not read for such a type; write it anew");
        }
    }

    @SuppressWarnings("unchecked") // what the method says in jhdf
    private static Map<ChunkOffset, Chunk> chunks(ChunkedDataset dataset) {
        try {
            return (Map<ChunkOffset, Chunk>) CHUNKS.invoke(dataset);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException fault) {
                throw fault;
            }
            throw new HdfException("chunks of " + dataset.getPath(), e);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
