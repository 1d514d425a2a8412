package mailtally.store.applemail;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import mailtally.message.MessageBytes;
import mailtally.message.Profile;
import mailtally.message.UnreadableException;
import mailtally.store.Finding;
import mailtally.store.Folder;
import mailtally.store.FolderPath;
import mailtally.store.HoldingVisitor;
import mailtally.store.Locator;
import mailtally.store.PathText;
import mailtally.store.SpecialUse;
import mailtally.store.Store;
import mailtally.store.Witness;
import mailtally.store.applemail.MessageFileReader.Damaged;
import mailtally.store.applemail.MessageFileReader.Message;

/// One account of an Apple Mail library, or all of them, as a store. Lives as long as its library
/// is open.
final class AppleMailStore implements Store {
    /// More findings than this are only counted.
    private static final int MOST_FINDINGS = 1000;

    private final String address;
    private final Path library;
    private final Optional<EnvelopeIndex> index;
    private final Map<FolderPath, MailboxFolder> mailboxes;
    private final Supplier<List<Finding>> general;
    private final Profile profile;
    private final List<Finding> whileReading = new ArrayList<>();
    private final ThreadLocal<MessageFileReader> readers =
            ThreadLocal.withInitial(MessageFileReader::new);
    private final ThreadLocal<MessageFileReader> reopeners =
            ThreadLocal.withInitial(MessageFileReader::new);
    private List<Folder> folders = List.of();
    private long unsaid;

    /// @param general findings of the library and of the accounts
    /// @param profile what became of the accounts' mail before it came here
    AppleMailStore(
            String address,
            Path library,
            Optional<EnvelopeIndex> index,
            Map<FolderPath, MailboxFolder> mailboxes,
            Supplier<List<Finding>> general,
            Profile profile) {
        this.profile = profile;
        this.address = address;
        this.library = library;
        this.index = index;
        this.mailboxes = new LinkedHashMap<>(mailboxes);
        this.general = general;
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public Profile profile() {
        return profile;
    }

    @Override
    public synchronized List<Folder> folders() {
        if (folders.isEmpty()) {
            folders =
                    mailboxes.entrySet().stream()
                            .map(
                                    e ->
                                            new Folder(
                                                    e.getKey(),
                                                    SpecialUse.byName(e.getKey()),
                                                    witnesses(e.getValue())))
                            .toList();
        }
        return folders;
    }

    @Override
    public void read(Folder folder, HoldingVisitor visitor) throws IOException {
        new FolderReader(mailbox(folder), index, readers.get(), visitor, this::found).read();
    }

    @Override
    public MessageBytes reopen(Folder folder, Locator locator) throws IOException {
        String text = locator.value();
        int hash = text.lastIndexOf('#');
        String place = hash < 0 ? text : text.substring(0, hash);
        int slash = place.lastIndexOf('/') + 1;
        MessageFolder holder =
                mailbox(folder).messageFolders().stream()
                        .filter(m -> m.encodedPath().equals(place.substring(0, slash)))
                        .findFirst()
                        .orElseThrow(() -> new UnreadableException("There is no file of it."));
        Path file = file(holder, place.substring(slash));
        String name = file.getFileName().toString();
        boolean partial = name.matches("[0-9]{1,18}\\.partial\\.emlx");
        MessageFileReader.Reading reading =
                reopeners
                        .get()
                        .read(
                                file,
                                partial
                                        ? Optional.of(
                                                new AttachmentFolder(
                                                        holder.attachments(),
                                                        name.substring(0, name.indexOf('.'))))
                                        : Optional.empty());
        if (!reading.stampText().equals(hash < 0 ? "" : text.substring(hash + 1))) {
            throw new UnreadableException("The file is no longer what it was when it was listed.");
        }
        return switch (reading) {
            case Message message -> message.bytes();
            case Damaged damaged -> throw new UnreadableException(damaged.reason());
        };
    }

    /// The file of this name in the folder, and in no other.
    private Path file(MessageFolder folder, String encodedName) throws UnreadableException {
        try {
            Path file = PathText.decode(library, folder.encodedPath() + encodedName);
            if (folder.path().equals(file.getParent())
                    && !encodedName.matches("(\\.|%2[Ee]){0,2}")) {
                return file;
            }
        } catch (IllegalArgumentException e) {
            throw new UnreadableException("The locator names no file.", e);
        }
        throw new UnreadableException("The locator names no file of this folder.");
    }

    @Override
    public List<Finding> findings() {
        List<Finding> all = new ArrayList<>(general.get());
        synchronized (whileReading) {
            all.addAll(whileReading);
            if (unsaid > 0) {
                all.add(Finding.note("There are " + unsaid + " more remarks like these."));
            }
        }
        if (index.isPresent() && index.get().failed()) {
            all.add(
                    Finding.doubt(
                            "Apple Mail's index could not be read to its end: messages that only"
                                    + " it knows may be missing here."));
        }
        return List.copyOf(all);
    }

    @Override
    public boolean keepsForever() {
        return false;
    }

    @Override
    public void close() {
        readers.remove();
        reopeners.remove();
    }

    private void found(Finding finding) {
        synchronized (whileReading) {
            if (whileReading.size() < MOST_FINDINGS) {
                whileReading.add(finding);
            } else {
                unsaid++;
            }
        }
    }

    private MailboxFolder mailbox(Folder folder) {
        MailboxFolder mailbox = mailboxes.get(folder.path());
        if (mailbox == null) {
            throw new IllegalArgumentException("not a folder of this store: " + folder.path());
        }
        return mailbox;
    }

    /// What the index counts: messages not marked deleted, and of the others those whose file is
    /// still here, since a file that is here is found and counted whatever the mark says.
    private List<Witness> witnesses(MailboxFolder mailbox) {
        if (index.isEmpty() || mailbox.indexed().isEmpty()) {
            return List.of();
        }
        long count = mailbox.indexed().stream().mapToLong(EnvelopeIndex.Mailbox::live).sum();
        long[] deleted = index.get().rows(mailbox.indexed(), true);
        if (deleted.length > 0) {
            for (MessageFolder folder : mailbox.messageFolders()) {
                MessageFolder.Listing listing = folder.list();
                for (long row : deleted) {
                    count += listing.has(row) ? 1 : 0;
                }
            }
        }
        return List.of(new Witness("ENVELOPE_INDEX", count));
    }
}
