package org.screlate.matrix;

import java.util.function.Supplier;

/**
 * Java's module with the Vector API, loaded when it is first needed.
 *
 * <p>{@code --add-modules jdk.incubator.vector} loads it at the start, but then Java prints a warning that no option
 * silences, and starts without its archive of modules. Java itself loads modules late by the method called here, which the
 * launcher opens by {@code --add-exports java.base/jdk.internal.module=ALL-UNNAMED}.
 */
final class VectorModule {
    private static final String NAME = "jdk.incubator.vector";

    private VectorModule() {}

    /** Loads it if it is not there. Where it cannot be had, the classes that use it cannot be loaded either. */
    private static void load() throws ReflectiveOperationException {
        if (ModuleLayer.boot().findModule(NAME).isEmpty()) {
            Class.forName("jdk.internal.module.Modules")
                    .getMethod("loadModule", String.class)
                    .invoke(null, NAME);
        }
    }

    /** A kernel of this package. By name: the class cannot even be loaded where the module is absent. */
    static <K> K kernel(String name, Class<K> kind, Supplier<K> plain) {
        try {
            load();
            return Class.forName(VectorModule.class.getPackageName() + "." + name)
                    .asSubclass(kind)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException | LinkageError e) {
            return plain.get();
        }
    }
}
