package mailtally.testing;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mailtally.store.FolderPath;

/// A message in a folder of a store that a test writes.
///
/// @param deleted whether the store's flag `\Deleted` is set
/// @param received when it came, in whole seconds
/// @param instead octets that lie there in place of the message, after damage
public record Placed(
        FolderPath folder,
        Mail mail,
        Dress dress,
        boolean deleted,
        Instant received,
        Optional<String> instead) {
    /// The folders that tests use; the last one purges.
    public static final List<FolderPath> FOLDERS =
            List.of(
                    FolderPath.of("INBOX"),
                    FolderPath.of("Archive"),
                    FolderPath.of("Projects", "B\u00fcro"),
                    FolderPath.of("Trash"));

    /// The message's bytes.
    public byte[] bytes() {
        return instead.map(octets -> octets.getBytes(StandardCharsets.ISO_8859_1))
                .orElseGet(() -> MailRenderer.render(mail, dress));
    }

    /// The message's bytes, one character each.
    public String octets() {
        return new String(bytes(), StandardCharsets.ISO_8859_1);
    }

    /// The same place, with these octets in it.
    public Placed damaged(String octets) {
        return new Placed(folder, mail, dress, deleted, received, Optional.of(octets));
    }

    /// True where mail does not go away by itself.
    ///
    /// @param keepsForever whether that is so in all of the store
    public boolean safe(boolean keepsForever) {
        return keepsForever || (!deleted && !folder.equals(FOLDERS.getLast()));
    }

    /// The same message in another dress.
    public Placed dressed(Dress other) {
        return new Placed(folder, mail, other, deleted, received, instead);
    }

    /// Another message in the same place.
    public Placed with(Mail other) {
        return new Placed(folder, other, dress, deleted, received, instead);
    }

    /// The same message in another folder.
    public Placed in(FolderPath other) {
        return new Placed(other, mail, dress, deleted, received, instead);
    }

    /// The same message with another flag.
    public Placed deleted(boolean other) {
        return new Placed(folder, mail, dress, other, received, instead);
    }

    /// Messages with all different content in several folders, none of them deleted.
    ///
    /// @param folders in how many of [#FOLDERS]
    public static List<Placed> set(Choices choices, int first, int count, int folders) {
        List<Placed> set = new ArrayList<>();
        for (Mail mail : MailGenerator.mails(choices, first, count)) {
            FolderPath folder = FOLDERS.get(choices.below(folders));
            Instant received = Instant.ofEpochSecond(1_500_000_000L + choices.below(100_000_000));
            set.add(new Placed(folder, mail, Dress.PLAIN, false, received, Optional.empty()));
        }
        return set;
    }
}
