package org.screlate.io.arrow;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.TypeLayout;
import org.apache.arrow.vector.ipc.ReadChannel;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/**
 * Reads the batches of a file but for what is in their lists: nearly all of a cell matrix, where only names and lengths are wanted.
 * The memory of what is left out is there and never touched, so that it costs nothing. Compressed batches are read whole.
 */
final class WithoutItems extends ReadChannel {
    private final ArrowFrame.Messages messages;
    /** What was read last before a body is the message that it belongs to. */
    private ByteBuffer before = ByteBuffer.allocate(0);
    /** Whether each buffer of a batch is that of items, in the order of the file; empty before the schema was read. */
    private final List<Boolean> isItems = new ArrayList<>();

    WithoutItems(ArrowFrame.Messages messages) {
        super(messages);
        this.messages = messages;
    }

    @Override
    public int readFully(ByteBuffer target) throws IOException {
        int read = super.readFully(target);
        before = target.duplicate().flip();
        if (isItems.isEmpty() && before.remaining() > 2 * Integer.BYTES) {
            // The first message, behind marks and its length, is the schema.
            MessageSerializer.deserializeSchema(Message.getRootAsMessage(before))
                    .getFields()
                    .forEach(field -> add(field, false));
        }
        return read;
    }

    @Override
    public long readFully(ArrowBuf body, long length) throws IOException {
        RecordBatch batch = batch();
        if (batch == null || batch.compression() != null || batch.buffersLength() != isItems.size()) {
            return super.readFully(body, length);
        }
        long at = 0;
        for (int b = 0; b < isItems.size(); b++) {
            Buffer buffer = batch.buffers(b);
            if (!isItems.get(b) && buffer.length() > 0) {
                messages.skip(buffer.offset() - at);
                super.readFully(body.nioBuffer(buffer.offset(), Math.toIntExact(buffer.length())));
                at = buffer.offset() + buffer.length();
            }
        }
        messages.skip(length - at);
        body.writerIndex(length);
        return length;
    }

    private @Nullable RecordBatch batch() {
        Message message = Message.getRootAsMessage(before);
        return message.headerType() == MessageHeader.RecordBatch
                ? (RecordBatch) message.header(new RecordBatch())
                : null;
    }

    private void add(Field field, boolean items) {
        for (int b = 0; b < TypeLayout.getTypeBufferCount(field.getType()); b++) {
            isItems.add(items);
        }
        field.getChildren().forEach(child -> add(child, true));
    }
}
