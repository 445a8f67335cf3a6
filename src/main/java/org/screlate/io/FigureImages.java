package org.screlate.io;

import com.caoccao.javet.exceptions.JavetException;
import com.caoccao.javet.interop.V8Host;
import com.caoccao.javet.interop.V8Runtime;
import com.caoccao.javet.values.V8Value;
import com.caoccao.javet.values.reference.V8ValueArrayBuffer;
import com.caoccao.javet.values.reference.V8ValueTypedArray;
import java.util.List;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Page;

/**
 * Draws the figures of a page without a browser: the page's own script and Vega-Lite in V8 give SVG, resvg gives PNG with a font of its
 * own, so that the bytes depend on no machine.
 */
final class FigureImages implements AutoCloseable {
    private static final List<String> SCRIPTS = List.of(
            "engine.js", "lib/vega.min.js", "lib/vega-lite.min.js", "lib/resvg.min.js", "figures.js", "images.js");
    private static final List<String> FONTS = List.of("DejaVuSans.ttf", "DejaVuSans-Bold.ttf");

    private final V8Runtime engine;
    private final int size;

    private FigureImages(V8Runtime engine, int size) {
        this.engine = engine;
        this.size = size;
    }

    /** Starts the engine and hands it the page; the user's error on a machine that the engine is not made for. */
    static FigureImages of(Page page) {
        V8Runtime engine = start();
        try {
            for (String script : SCRIPTS) {
                engine.getExecutor(PageFile.resource(script)).executeVoid();
            }
            engine.getGlobalObject().set("page", PageData.json(page));
            bytes(engine, "wasm", PageFile.bytes("lib/resvg.wasm"));
            for (int font = 0; font < FONTS.size(); font++) {
                bytes(engine, "font" + font, PageFile.bytes("lib/" + FONTS.get(font)));
            }
            engine.getExecutor("screlateImages.loadRaster(new WebAssembly.Module(wasm))")
                    .executeVoid();
            engine.await();
            int size = engine.getExecutor("screlateImages.open(page)").executeInteger();
            return new FigureImages(engine, size);
        } catch (JavetException e) {
            close(engine);
            throw new IllegalStateException(e);
        }
    }

    private static V8Runtime start() {
        try {
            return V8Host.getV8Instance().createV8Runtime();
        } catch (JavetException | LinkageError e) {
            throw new InvalidInputException(
                    "--figures: figures cannot be drawn on this machine (" + System.getProperty("os.name") + ", "
                            + System.getProperty("os.arch")
                            + "), which needs Linux with glibc on x86-64 and a folder for"
                            + " temporary files; leave --figures out and save figures from the page in a browser",
                    e);
        }
    }

    int size() {
        return size;
    }

    /** Name of an image, without its ending. */
    String name(int image) {
        return text("screlateImages.name(" + image + ")");
    }

    /** An image as SVG. */
    String svg(int image) {
        run("screlateImages.start(" + image + ")");
        String failed = text("screlateImages.failed ?? ''");
        if (!failed.isEmpty()) {
            throw new IllegalStateException("figure " + name(image) + ": " + failed);
        }
        return text("screlateImages.result");
    }

    /** An SVG as PNG of twice its size in pixels. */
    byte[] png(String svg) {
        try {
            engine.getGlobalObject().set("svg", svg);
            try (V8Value png = engine.getExecutor("screlateImages.png(svg, [font0, font1])")
                    .execute()) {
                return ((V8ValueTypedArray) png).toBytes();
            }
        } catch (JavetException e) {
            throw new IllegalStateException(e);
        }
    }

    private void run(String script) {
        try {
            engine.getExecutor(script).executeVoid();
            engine.await();
        } catch (JavetException e) {
            throw new IllegalStateException(e);
        }
    }

    private String text(String script) {
        try {
            return engine.getExecutor(script).executeString();
        } catch (JavetException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void bytes(V8Runtime engine, String name, byte[] bytes) throws JavetException {
        try (V8ValueArrayBuffer buffer = engine.createV8ValueArrayBuffer(bytes.length)) {
            buffer.fromBytes(bytes);
            engine.getGlobalObject().set("raw", buffer);
            engine.getExecutor("globalThis." + name + " = new Uint8Array(raw)").executeVoid();
        }
    }

    private static void close(V8Runtime engine) {
        try {
            engine.close();
        } catch (JavetException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        close(engine);
    }
}
