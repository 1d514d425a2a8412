package mailtally.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `check --quick` and `check --purges`, as a user types them.
final class QuickCheckTest {
    private static final String MAIL =
            "From: Jane <jane@example.com>\nMessage-ID: <1@example.com>\nDate: Tue, 5 Mar 2019"
                    + " 10:11:12 +0100\nSubject: Hello\n\nhello\n";

    @TempDir private Path place;

    @BeforeEach
    void twoPlacesAlike() throws IOException {
        for (String side : new String[] {"here", "there"}) {
            for (String part : new String[] {"cur", "new", "tmp", ".Old/cur", ".Old/new"}) {
                Files.createDirectories(place.resolve(side).resolve(part));
            }
        }
        Files.writeString(place.resolve("here/cur/1:2,S"), MAIL);
        Files.writeString(place.resolve("there/.Old/cur/1:2,S"), MAIL);
    }

    private Run check(String... more) {
        String[] arguments = new String[5 + more.length];
        arguments[0] = "check";
        arguments[1] = place.resolve("here").toString();
        arguments[2] = place.resolve("there").toString();
        arguments[3] = "--state=" + place.resolve("State");
        arguments[4] = "--json";
        System.arraycopy(more, 0, arguments, 5, more.length);
        return Run.of(arguments).isPlain();
    }

    @Test
    void quickIsNeverProven() {
        check().ends(ExitStatus.PROVEN);
        Run quick = check("--quick").ends(ExitStatus.NOT_PROVEN);
        assertThat(quick.json().path("verdict").asString()).isEqualTo("NOT_PROVEN");
        assertThat(quick.json().path("doubts").toString())
                .contains("Only headers and sizes were compared (--quick).");
        check().ends(ExitStatus.PROVEN);
    }

    @Test
    void aFolderThatPurgesProvesNothing() {
        check("--purges", "Old").ends(ExitStatus.NOT_PROVEN);
        assertThat(check("--purges", "Old").told().toString()).contains("empties itself");
        check("--purges", "Odl").ends(ExitStatus.USAGE);
        check().ends(ExitStatus.PROVEN);
    }
}
