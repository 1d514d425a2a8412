package mailtally.store.applemail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mailtally.message.Sha256;
import mailtally.store.Finding;
import mailtally.store.PathText;
import mailtally.store.StoreUnavailableException;

/// Versions of the library that Mail no longer uses and that still hold message files. They are not
/// read; what is compared is each file's Message-ID with those of the version in use, so that a
/// finding can say how many messages may be only there. Done once, when first asked for, and only
/// if there are such files: it reads the beginning of every message's file.
final class OtherVersions {
    private static final int HEADER_BYTES = 1 << 16;
    private static final Pattern MESSAGE_ID =
            Pattern.compile("(?i)\\nMessage-ID:[ \\t\\r\\n]*([^\\r\\n]{1,998})");

    private final Path library;
    private final LibraryVersions versions;
    private final List<AccountContent> active;
    private List<Finding> findings;

    OtherVersions(Path library, LibraryVersions versions, List<AccountContent> active) {
        this.library = library;
        this.versions = versions;
        this.active = active;
    }

    /// What there is to say of them.
    synchronized List<Finding> findings() {
        if (findings == null) {
            findings = List.copyOf(compare());
        }
        return findings;
    }

    private List<Finding> compare() {
        List<Finding> said = new ArrayList<>();
        long[] here = null;
        for (Path version : versions.others()) {
            List<MailboxFolder> mailboxes = mailboxes(version, said);
            if (mailboxes.isEmpty()) {
                continue;
            }
            Identities there = identities(mailboxes);
            if (there.files == 0) {
                continue;
            }
            if (here == null) {
                List<MailboxFolder> inUse = new ArrayList<>();
                active.forEach(c -> inUse.addAll(c.mailboxes().values()));
                here = identities(inUse).sorted();
            }
            said.add(finding(version, there, here));
        }
        return said;
    }

    private Finding finding(Path version, Identities there, long[] here) {
        String name = version.equals(library) ? "The old layout" : PathText.display(version);
        long lacking = there.without;
        for (long id : there.sorted()) {
            lacking += Arrays.binarySearch(here, id) >= 0 ? 0 : 1;
        }
        String used = PathText.display(versions.active());
        String start =
                name
                        + " of the library still holds "
                        + there.files
                        + " message files that were not read, since Mail uses "
                        + used
                        + ". ";
        return lacking == 0
                ? Finding.note(
                        start
                                + "For each of them "
                                + used
                                + " has a message with the same Message-ID (contents were not"
                                + " compared).")
                : Finding.doubt(
                        start
                                + "For "
                                + lacking
                                + " of them "
                                + used
                                + " has no message with the same Message-ID: they may be nowhere"
                                + " else.");
    }

    private List<MailboxFolder> mailboxes(Path version, List<Finding> said) {
        List<MailboxFolder> mailboxes = new ArrayList<>();
        try {
            for (Path account : LibraryVersions.accountFolders(version, said)) {
                FolderScan scan = new FolderScan(library, said);
                scan.account(account);
                mailboxes.addAll(scan.mailboxes());
            }
        } catch (StoreUnavailableException e) {
            said.add(
                    Finding.doubt(
                            "The older version "
                                    + PathText.display(version)
                                    + " of the library cannot be looked into."));
        }
        return mailboxes;
    }

    private static Identities identities(Collection<MailboxFolder> mailboxes) {
        Identities identities = new Identities();
        byte[] buffer = new byte[HEADER_BYTES];
        for (MailboxFolder mailbox : mailboxes) {
            for (MessageFolder folder : mailbox.messageFolders()) {
                MessageFolder.Listing listing = folder.list();
                for (int i = 0; i < listing.full().count(); i++) {
                    identities.add(folder.path().resolve(listing.full().get(i) + ".emlx"), buffer);
                }
                for (int i = 0; i < listing.partial().count(); i++) {
                    long number = listing.partial().get(i);
                    if (!listing.full().has(number)) {
                        identities.add(folder.path().resolve(number + ".partial.emlx"), buffer);
                    }
                }
                listing.odd().forEach(file -> identities.add(file, buffer));
            }
        }
        return identities;
    }

    /// Message-IDs as 64 bits of their SHA-256: enough to tell a few million apart, in 8 bytes
    /// each.
    private static final class Identities {
        private long[] ids = new long[64];
        private int count;
        private long files;
        private long without;

        void add(Path file, byte[] buffer) {
            files++;
            long id = 0;
            try {
                FileStamp stamp = FileStamp.of(file);
                if (stamp.regular()) {
                    long to = Math.min(stamp.sizeBytes(), buffer.length);
                    try (InputStream in = new CheckedFileStream(file, stamp, 0, to)) {
                        id = id(buffer, in.readNBytes(buffer, 0, (int) to));
                    }
                }
            } catch (IOException e) {
                id = 0; // counts as one without a Message-ID
            }
            if (id == 0) {
                without++;
                return;
            }
            if (count == ids.length) {
                ids = Arrays.copyOf(ids, count * 2);
            }
            ids[count++] = id;
        }

        long[] sorted() {
            long[] sorted = Arrays.copyOf(ids, count);
            Arrays.sort(sorted);
            return sorted;
        }

        private static long id(byte[] buffer, int length) {
            String text = new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
            int lf = text.indexOf("\n\n");
            int crlf = text.indexOf("\r\n\r\n");
            int end = lf < 0 ? crlf : crlf < 0 ? lf : Math.min(lf, crlf);
            Matcher matcher = MESSAGE_ID.matcher(end < 0 ? text : text.substring(0, end));
            if (!matcher.find()) {
                return 0;
            }
            byte[] value = matcher.group(1).strip().getBytes(StandardCharsets.ISO_8859_1);
            long id = Sha256.digestOf(value).a();
            return id == 0 ? 1 : id;
        }
    }
}
