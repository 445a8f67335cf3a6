package org.screlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which Nextflow workflows/launcher/nextflow starts. */
final class NextflowLauncherTest {
    @TempDir
    Path project;

    private Path launcher;

    @BeforeEach
    void copyLauncherWithStandInsForItsJarsAndJava() throws IOException {
        launcher = project.resolve("workflows/launcher/nextflow");
        Files.createDirectories(project.resolve(".cache/nextflow"));
        Files.createFile(project.resolve(".cache/nextflow/complete"));
        program(launcher, Files.readString(Path.of("workflows/launcher/nextflow")));
        program(project.resolve("jdk/bin/java"), "#!/bin/sh\nfor word; do last=$word; done\necho jars $last\n");
    }

    @Test
    void oneThatFindsItselfOnThePathTakesTheJars() throws Exception {
        assertEquals("jars info", run(launcher.getParent()));
    }

    @Test
    void oneThatFindsItselfUnderAnotherNameTakesTheJars() throws Exception {
        Path bin = Files.createDirectories(project.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("nextflow"), launcher);
        assertEquals("jars info", run(bin));
    }

    @Test
    void anotherOneOnThePathIsStarted() throws Exception {
        program(project.resolve("bin/nextflow"), "#!/bin/sh\necho other $*\n");
        assertEquals("other info", run(project.resolve("bin")));
    }

    private String run(Path onPath) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(launcher.toString(), "info")
                .redirectErrorStream(true)
                .redirectOutput(project.resolve("said").toFile());
        builder.environment().put("PATH", onPath + ":/usr/bin:/bin");
        builder.environment().put("JAVA_HOME", project.resolve("jdk").toString());
        builder.environment().put("NXF_HOME", project.resolve("home").toString());
        builder.environment().remove("SCRELATE_NEXTFLOW");
        Process process = builder.start();
        boolean ended = process.waitFor(20, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertTrue(ended, "it did not end");
        return Files.readString(project.resolve("said")).strip();
    }

    private static void program(Path path, String text) throws IOException {
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
