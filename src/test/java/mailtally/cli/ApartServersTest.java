package mailtally.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import mailtally.store.AddressException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A server's mailbox proves nothing about itself either, however it is written.
class ApartServersTest {
    private final Apart apart = new Apart(new CommonOptions());

    @ParameterizedTest
    @CsvSource({
        "imaps://jane@example.com@mail.example.com, imaps://jane%40example.com@MAIL.example.com:993",
        "imaps://jane@mail.example.com, imap://jane@mail.example.com",
        "imaps://jane@mail.example.com, imaps://Jane@mail.example.com./INBOX",
        "imaps://jane@mail.example.com, imap://jane@mail.example.com:10143",
        "imaps://jane@mail.example.com/A, imaps://jane@mail.example.com/A/B",
        "imaps://jane@mail.example.com/A/B, imaps://jane@mail.example.com/A",
        "imaps://jane@mail.example.com/inbox, imaps://jane@mail.example.com/INBOX",
        "pop3s://jane@mail.example.com, pop3://jane@mail.example.com",
        "imap://jane@localhost, imaps://jane@localhost",
        "imap://jane@[::1]:10143, imap://jane@[::1]:10143"
    })
    void oneMailboxIsRefused(String source, String target) {
        assertThatThrownBy(() -> apart.different(source, target))
                .isInstanceOf(AddressException.class)
                .hasMessageContaining("the same place");
        assertThatThrownBy(() -> apart.different(target, source))
                .isInstanceOf(AddressException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "imaps://jane@mail.example.com, imaps://joe@mail.example.com",
        "imaps://jane@mail.example.com, imaps://jane@other.example.com",
        "imaps://jane@mail.example.com/A, imaps://jane@mail.example.com/AB",
        "imaps://jane@mail.example.com/A/B, imaps://jane@mail.example.com/A/C",
        "pop3s://jane@mail.example.com, imaps://jane@mail.example.com",
        "imap://jane@127.0.0.1:10143, imap://jane@127.0.0.1:11143",
        "imaps://jane@mail.example.com, backup",
        "apple:, imaps://jane@mail.example.com"
    })
    void twoPlacesAreNot(String source, String target) {
        assertThatCode(() -> apart.different(source, target)).doesNotThrowAnyException();
    }

    @Test
    void anAddressIsNoPath() {
        Path here = Path.of("").toAbsolutePath();
        for (String address :
                new String[] {
                    "imaps://jane@mail.example.com", "ews://jane@mail.example.com", "graph://jane"
                }) {
            assertThatCode(() -> apart.outside(here.resolve(address), "--state", address))
                    .doesNotThrowAnyException();
        }
    }
}
