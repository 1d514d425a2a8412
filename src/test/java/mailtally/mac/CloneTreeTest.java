package mailtally.mac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import mailtally.testing.StandIns;
import mailtally.testing.TreeDigest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A folder is copied whole or not at all, links stay links, and the source stays as it is.
class CloneTreeTest {
    private static final Instant THEN = Instant.parse("2019-05-04T03:02:01Z");

    @TempDir private Path place;
    private Path source;
    private Path copy;

    @BeforeEach
    void aFolder() throws Exception {
        source = Files.createDirectories(place.resolve("-V10 \"a b\"/INBOX.mbox"));
        Files.writeString(source.resolve("1.emlx"), "one");
        Files.setLastModifiedTime(source.resolve("1.emlx"), FileTime.from(THEN));
        Path outside = Files.createDirectories(place.resolve("outside"));
        Files.writeString(outside.resolve("secret"), "not mail");
        Files.createSymbolicLink(source.resolve("link"), outside);
        Files.createSymbolicLink(source.resolve("dangling"), Path.of("nowhere"));
        copy = Files.createDirectories(place.resolve("undo")).resolve("copy");
    }

    private Host linux() {
        return Hosts.of(Map.of("PATH", "/usr/bin:/bin"));
    }

    private Host mac(StandIns commands) {
        return Hosts.of(Map.of("PATH", commands.folder().toString()));
    }

    @Test
    void everyFileIsThereAndLinksAreLinks() throws Exception {
        Map<String, String> before = TreeDigest.of(source);
        linux().cloneTree(source, copy);
        assertThat(copy.resolve("1.emlx")).hasContent("one");
        assertThat(Files.getLastModifiedTime(copy.resolve("1.emlx")).toInstant()).isEqualTo(THEN);
        assertThat(Files.readSymbolicLink(copy.resolve("link")))
                .isEqualTo(place.resolve("outside"));
        assertThat(Files.readSymbolicLink(copy.resolve("dangling"))).isEqualTo(Path.of("nowhere"));
        assertThat(TreeDigest.of(source)).isEqualTo(before);
        Files.writeString(copy.resolve("1.emlx"), "changed");
        assertThat(source.resolve("1.emlx")).hasContent("one");
    }

    @Test
    void aMacClones() throws Exception {
        StandIns commands = StandIns.mac(place.resolve("bin"));
        mac(commands).cloneTree(source, copy);
        assertThat(commands.calls("cp"))
                .containsExactly("cp [-Rpc] [" + source + "] [" + copy + "]");
        assertThat(copy.resolve("1.emlx")).hasContent("one");
    }

    @Test
    void whereTheDiskCannotCloneAMacCopies() throws Exception {
        StandIns commands =
                StandIns.mac(place.resolve("bin"))
                        .with(
                                "cp",
                                "if [ \"$1\" = -Rpc ]; then /bin/mkdir \"$3\"; echo x > \"$3/half\";"
                                        + " echo 'cp: Operation not supported' >&2; exit 1; fi;"
                                        + " shift; exec /bin/cp -a \"$@\"");
        mac(commands).cloneTree(source, copy);
        assertThat(commands.calls("cp"))
                .containsExactly(
                        "cp [-Rpc] [" + source + "] [" + copy + "]",
                        "cp [-Rp] [" + source + "] [" + copy + "]");
        assertThat(copy.resolve("1.emlx")).hasContent("one");
        assertThat(copy.resolve("half")).doesNotExist();
    }

    @Test
    void aCopyThatIsNotWholeIsNone() throws Exception {
        Map<String, String> before = TreeDigest.of(source);
        StandIns commands =
                StandIns.mac(place.resolve("bin"))
                        .with(
                                "cp",
                                "shift; /bin/cp -a \"$@\"; printf 'cp: a\\033[31m: No space left"
                                        + " on device\\nmore\\n' >&2; exit 1");
        assertThatThrownBy(() -> mac(commands).cloneTree(source, copy))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("status 1 (cp: a?[31m: No space left on device)")
                .hasMessageContaining("The source is as it was.");
        assertThat(copy).doesNotExist();
        assertThat(place.resolve("outside/secret")).hasContent("not mail");
        assertThat(TreeDigest.of(source)).isEqualTo(before);
    }

    @Test
    void aCpThatSaysNothingAndDoesNothingIsNotBelieved() throws Exception {
        StandIns commands = StandIns.mac(place.resolve("bin")).with("cp", "exit 0");
        assertThatThrownBy(() -> mac(commands).cloneTree(source, copy))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("there is no copy");
        commands.without("cp");
        assertThatThrownBy(() -> mac(commands).cloneTree(source, copy))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no program cp");
    }

    @Test
    void aCopyIsNeverMadeIntoWhatIsThere() throws Exception {
        Files.createDirectory(copy);
        refused(source, copy, "there already");
        assertThat(copy).isEmptyDirectory();
        Path dangling = Files.createSymbolicLink(copy.resolveSibling("link"), Path.of("none"));
        refused(source, dangling, "there already");
        refused(source, place.resolve("none/copy"), "its folder is not there");
        refused(source, source.resolve("copy"), "into itself");
        Path here = Files.createSymbolicLink(place.resolve("here"), source);
        refused(source, here.resolve("copy"), "into itself");
        assertThat(source.resolve("copy")).doesNotExist();
    }

    @Test
    void oneFileIsCopiedToo() throws Exception {
        linux().cloneTree(source.resolve("1.emlx"), copy);
        assertThat(copy).hasContent("one");
        assertThat(Files.getLastModifiedTime(copy).toInstant()).isEqualTo(THEN);
        refused(source.resolve("1.emlx"), copy, "there already");
    }

    @Test
    void whatALinkLeadsToIsNeverCopied() throws Exception {
        Path file = Files.createSymbolicLink(source.resolve("file"), source.resolve("1.emlx"));
        refused(file, copy, "neither a folder nor a file");
        refused(source.resolve("link"), copy, "neither a folder nor a file");
        refused(place.resolve("none"), copy, "neither a folder nor a file");
        assertThat(Files.exists(copy, LinkOption.NOFOLLOW_LINKS)).isFalse();
    }

    @Test
    void anInterruptionEndsTheCopy() throws Exception {
        StandIns commands = StandIns.mac(place.resolve("bin")).with("cp", "exec /bin/sleep 60");
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> mac(commands).cloneTree(source, copy))
                .isInstanceOf(IOException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(copy).doesNotExist();
    }

    private void refused(Path from, Path to, String why) {
        assertThatThrownBy(() -> linux().cloneTree(from, to))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(why)
                .hasMessageContaining("Nothing was copied.");
    }
}
