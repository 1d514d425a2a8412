package mailtally.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dd.plist.NSArray;
import com.dd.plist.NSDictionary;
import com.dd.plist.NSNumber;
import com.dd.plist.PropertyListParser;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A profile as macOS will read it: by dd-plist, which our own reader does not share.
class AccountProfileTest {
    private static final URI EWS = URI.create("https://mail.example.com:8443/EWS/Exchange.asmx");

    @TempDir Path folder;

    @Test
    void theAccountIsInItAndNoPassword() throws Exception {
        NSDictionary payload = payload(new ExchangeAccount(jane(), EWS, false, Optional.empty()));
        assertThat(text(payload, "PayloadType")).isEqualTo("com.apple.ews.account");
        assertThat(text(payload, "EmailAddress")).isEqualTo(jane());
        assertThat(text(payload, "UserName")).isEqualTo(jane());
        assertThat(text(payload, "Host")).isEqualTo("mail.example.com");
        assertThat(text(payload, "Path")).isEqualTo("/EWS/Exchange.asmx");
        assertThat(((NSNumber) payload.get("Port")).intValue()).isEqualTo(8443);
        assertThat(((NSNumber) payload.get("SSL")).boolValue()).isTrue();
        assertThat(((NSNumber) payload.get("OAuth")).boolValue()).isFalse();
        assertThat(payload.allKeys()).doesNotContain("Password", "OAuthSignInURL");
    }

    @Test
    void forExchangeOnlineOneSignsInInABrowser() throws Exception {
        NSDictionary payload =
                payload(
                        new ExchangeAccount(
                                jane(), EWS, true, Optional.of("https://login.example.com/a?b&c")));
        assertThat(((NSNumber) payload.get("OAuth")).boolValue()).isTrue();
        assertThat(text(payload, "OAuthSignInURL")).isEqualTo("https://login.example.com/a?b&c");
    }

    @Test
    void theSameAccountGivesTheSameProfileAndAnotherOneAnother() {
        byte[] first = profile(jane()).bytes();
        assertThat(profile(jane()).bytes()).isEqualTo(first);
        NSDictionary jane = (NSDictionary) parsed(first);
        NSDictionary bob = (NSDictionary) parsed(profile("bob@example.com").bytes());
        assertThat(text(bob, "PayloadUUID")).isNotEqualTo(text(jane, "PayloadUUID"));
        assertThat(text(bob, "PayloadIdentifier")).isNotEqualTo(text(jane, "PayloadIdentifier"));
        assertThat(text(jane, "PayloadUUID"))
                .matches("[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}")
                .isNotEqualTo(
                        text(
                                (NSDictionary)
                                        ((NSArray) jane.get("PayloadContent")).objectAtIndex(0),
                                "PayloadUUID"));
    }

    @Test
    void whatMeansSomethingInXmlStaysText() throws Exception {
        String odd = "a&b</string><key>Password</key>\"'é東@example.com";
        Path file = profile(odd).writeTo(folder);
        NSDictionary root = (NSDictionary) parsed(Files.readAllBytes(file));
        NSDictionary payload =
                (NSDictionary) ((NSArray) root.get("PayloadContent")).objectAtIndex(0);
        assertThat(text(payload, "EmailAddress")).isEqualTo(odd);
        assertThat(payload.allKeys()).doesNotContain("Password");
        assertThat(file.getFileName().toString()).matches("[A-Za-z0-9@._ -]+");
        assertThatThrownBy(() -> profile("a\u0001@example.com").bytes())
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFileThatIsThereIsNotOverwritten() throws Exception {
        Path taken = folder.resolve("Mailtally jane@example.com.mobileconfig");
        Files.writeString(taken, "mine");
        Path file = profile(jane()).writeTo(folder);
        assertThat(file.getFileName()).hasToString("Mailtally jane@example.com 2.mobileconfig");
        assertThat(profile(jane()).writeTo(folder).getFileName())
                .hasToString("Mailtally jane@example.com 3.mobileconfig");
        assertThat(taken).hasContent("mine");
        try (var all = Files.list(folder)) {
            assertThat(all).hasSize(3);
        }
    }

    @Test
    void nobodyElseCanReadIt() throws Exception {
        Path file = profile(jane()).writeTo(folder);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void aFileThatIsAnotherIsNoticed() throws Exception {
        Path file = profile(jane()).writeTo(folder);
        assertThat(profile(jane()).holds(file)).isTrue();
        String text = Files.readString(file);
        Files.writeString(file, text.replace("8443", "8444"));
        assertThat(profile(jane()).holds(file)).isFalse();
        Files.writeString(file, text.substring(0, text.length() / 2));
        assertThat(profile(jane()).holds(file)).isFalse();
    }

    private static AccountProfile profile(String address) {
        return new AccountProfile(new ExchangeAccount(address, EWS, true, Optional.empty()));
    }

    private static String jane() {
        return "jane@example.com";
    }

    private static NSDictionary payload(ExchangeAccount account) {
        NSDictionary root = (NSDictionary) parsed(new AccountProfile(account).bytes());
        return (NSDictionary) ((NSArray) root.get("PayloadContent")).objectAtIndex(0);
    }

    private static Object parsed(byte[] bytes) {
        assertThat(new String(bytes, StandardCharsets.UTF_8)).startsWith("<?xml");
        try {
            return PropertyListParser.parse(bytes);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static String text(NSDictionary values, String name) {
        return String.valueOf(values.get(name));
    }
}
