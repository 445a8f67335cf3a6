package org.screlate.io.hdf5;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** An HDF5 file to read, whose layouts of chunks are those that jhdf knows; see {@link HdfLayouts}. */
final class HdfChannel extends FileChannel {
    private final FileChannel file;
    private final HdfLayouts layouts;

    private HdfChannel(FileChannel file) {
        this.file = file;
        this.layouts = new HdfLayouts(file);
    }

    static FileChannel open(Path path) throws IOException {
        return new HdfChannel(FileChannel.open(path, StandardOpenOption.READ));
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        int start = target.position();
        int read = file.read(target, position);
        if (read > 0) {
            layouts.correct(target, start, read, position);
        }
        return read;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int read = read(target, file.position());
        file.position(file.position() + Math.max(0, read));
        return read;
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
        return file.read(targets, offset, length);
    }

    // What is mapped is the content of datasets, never a header.
    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
        return file.map(mode, position, size);
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        return file.transferTo(position, count, target);
    }

    @Override
    public long position() throws IOException {
        return file.position();
    }

    @Override
    public FileChannel position(long position) throws IOException {
        file.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        return file.size();
    }

    @Override
    protected void implCloseChannel() throws IOException {
        file.close();
    }

    @Override
    public void force(boolean metaData) {
        throw new NonWritableChannelException();
    }

    @Override
    public int write(ByteBuffer source) {
        throw new NonWritableChannelException();
    }

    @Override
    public int write(ByteBuffer source, long position) {
        throw new NonWritableChannelException();
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) {
        throw new NonWritableChannelException();
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count) {
        throw new NonWritableChannelException();
    }

    @Override
    public FileChannel truncate(long size) {
        throw new NonWritableChannelException();
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) throws IOException {
        return file.lock(position, size, shared);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
        return file.tryLock(position, size, shared);
    }
}
