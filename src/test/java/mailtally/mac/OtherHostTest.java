package mailtally.mac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import mailtally.testing.StandIns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A computer that is no Mac says so, and does what it can.
class OtherHostTest {
    @TempDir private Path place;

    @Test
    void whatOnlyAMacKnowsIsNotKnown() {
        Host host = Hosts.of(Map.of("PATH", place.toString()));
        assertThat(host.macOsVersion()).isEmpty();
        assertThat(host.mailRuns()).isEmpty();
        assertThat(host.administrator()).isEmpty();
        for (Host.Pane pane : Host.Pane.values()) {
            assertThat(host.open(pane)).isFalse();
        }
        assertThat(host.browse("http://127.0.0.1:1/")).isFalse();
        host.notify("text");
        host.keepAwake().close();
    }

    @Test
    void linuxKnowsWhenItWasStarted() {
        assumeTrue(Files.exists(Path.of("/proc/stat")), "only Linux has /proc");
        Instant boot = Hosts.of(Map.of()).bootTime().orElseThrow();
        assertThat(boot).isBefore(Instant.now()).isAfter(Instant.parse("2000-01-01T00:00:00Z"));
    }

    @Test
    void aBrowserIsOpenedWithItsDesktopAndMayStay() throws Exception {
        Path seen = place.resolve("seen");
        StandIns commands =
                new StandIns(place.resolve("bin"))
                        .with("xdg-open", "/usr/bin/env > '" + seen + "'; exit 0");
        Host host =
                Hosts.of(
                        Map.of(
                                "PATH", commands.folder().toString(),
                                "DISPLAY", ":7",
                                "TOKEN", "secret"));
        assertThat(host.browse("http://127.0.0.1:8080/a?b=c")).isTrue();
        assertThat(commands.calls()).containsExactly("xdg-open [http://127.0.0.1:8080/a?b=c]");
        assertThat(Files.readString(seen)).contains("DISPLAY=:7").doesNotContain("secret");
        commands.with("xdg-open", "exit 3");
        assertThat(host.browse("http://127.0.0.1:8080/")).isFalse();
        commands.with("xdg-open", "exec /bin/sleep 5");
        long begin = System.nanoTime();
        assertThat(host.browse("http://127.0.0.1:8080/")).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
        assertThat(host.browse("--help")).isFalse();
    }

    @Test
    void aFolderMayBeReadIfItCanBeListed() throws Exception {
        Host host = Hosts.of(Map.of());
        assertThat(host.mayRead(place)).isTrue();
        assertThat(host.mayRead(place.resolve("none"))).isFalse();
        assertThat(host.mayRead(Files.writeString(place.resolve("file"), "x"))).isFalse();
    }

    @Test
    void aProfileIsNobodysElsewhere() {
        Host host = Hosts.of(java.util.Map.of("PATH", "/usr/bin:/bin"));
        assertThat(host.offer(java.nio.file.Path.of("/tmp/a.mobileconfig"))).isFalse();
        assertThat(host.sound(java.nio.file.Path.of("/tmp/a.mobileconfig"))).isEmpty();
    }
}
