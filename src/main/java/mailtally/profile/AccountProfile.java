package mailtally.profile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import mailtally.store.applemail.PropertyList;

/// A configuration profile with one Exchange account (`com.apple.ews.account`). The same account
/// gives the same profile, identifiers and all, so that macOS takes a later one for the same.
public final class AccountProfile {
    private static final String NAME = "Mailtally";

    private final ExchangeAccount account;

    /// The profile of this account.
    public AccountProfile(ExchangeAccount account) {
        this.account = account;
    }

    /// The profile as a property list.
    public byte[] bytes() {
        return new ListText().document(values()).getBytes(StandardCharsets.UTF_8);
    }

    /// Writes it into a folder, under a name that is not taken yet, the user's alone, and reads it
    /// back.
    ///
    /// @return the file
    /// @throws IOException if it cannot be written, or is not what was written; then there is none
    public Path writeTo(Path folder) throws IOException {
        Path file = new NewFile(folder, fileName(), ".mobileconfig").write(bytes());
        if (!holds(file)) {
            Files.deleteIfExists(file);
            throw new IOException("the profile was not the same when it was read back");
        }
        return file;
    }

    /// True if the file is this profile, read by a reader that shares nothing with the writer.
    public boolean holds(Path file) throws IOException {
        Optional<Map<String, Object>> read = PropertyList.dictionary(Files.readAllBytes(file));
        return read.filter(values()::equals).isPresent();
    }

    private String fileName() {
        String plain = account.address().replaceAll("[^A-Za-z0-9@._-]", "_");
        return NAME + " " + (plain.length() > 100 ? plain.substring(0, 100) : plain);
    }

    private Map<String, Object> values() {
        String what = account.address() + " (Exchange)";
        Map<String, Object> profile = new LinkedHashMap<>();
        profile.put("PayloadType", "Configuration");
        profile.put("PayloadVersion", 1L);
        profile.put("PayloadIdentifier", identifier("profile"));
        profile.put("PayloadUUID", uuid("profile"));
        profile.put("PayloadDisplayName", what);
        profile.put(
                "PayloadDescription",
                "Adds the account. Removing this profile removes the account from this Mac.");
        profile.put("PayloadContent", List.of(payload(what)));
        return profile;
    }

    private Map<String, Object> payload(String what) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("PayloadType", "com.apple.ews.account");
        payload.put("PayloadVersion", 1L);
        payload.put("PayloadIdentifier", identifier("account"));
        payload.put("PayloadUUID", uuid("account"));
        payload.put("PayloadDisplayName", what);
        payload.put("EmailAddress", account.address());
        payload.put("UserName", account.address());
        payload.put("Host", account.ews().getHost());
        payload.put("Path", account.path());
        payload.put("Port", (long) account.port());
        payload.put("SSL", true);
        payload.put("OAuth", account.oauth());
        account.signInUrl().ifPresent(url -> payload.put("OAuthSignInURL", url));
        return payload;
    }

    private String identifier(String what) {
        return "mailtally." + what + "." + uuid("identifier").substring(0, 13);
    }

    private String uuid(String what) {
        String name =
                NAME
                        + " "
                        + what
                        + " "
                        + account.address().toLowerCase(Locale.ROOT)
                        + " "
                        + account.ews().getHost().toLowerCase(Locale.ROOT);
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))
                .toString()
                .toUpperCase(Locale.ROOT);
    }
}
