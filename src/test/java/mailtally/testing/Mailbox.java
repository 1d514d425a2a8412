package mailtally.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import mailtally.message.Flags;
import mailtally.message.MessageBytes;
import mailtally.message.UnreadableException;
import mailtally.store.AnswerLostException;
import mailtally.store.Appender;
import mailtally.store.Finding;
import mailtally.store.Folder;
import mailtally.store.FolderPath;
import mailtally.store.Holding;
import mailtally.store.HoldingVisitor;
import mailtally.store.Locator;
import mailtally.store.RefusedException;
import mailtally.store.SpecialUse;
import mailtally.store.WritableStore;

/// A mailbox in memory that counts as an IMAP server does and takes messages. Sound as it is: a
/// test makes a bad one by overriding one of the protected methods. May be used by several threads.
public class Mailbox {
    private final Map<FolderPath, Box> boxes = new LinkedHashMap<>();
    private final List<Late> pending = new ArrayList<>();
    private long changes;
    private long appends;

    /// What becomes of messages that are being added.
    public enum Fate {
        STORED,
        /// The answer is lost, and none of them is there.
        LOST_BEFORE,
        /// The answer is lost, and half of them are there.
        LOST_HALFWAY,
        /// The answer is lost, and all of them are there.
        LOST_AFTER,
        /// The answer is lost, and all of them will be there in a moment.
        LOST_LATE,
        /// The answer is lost, all of them are there, and every number has changed.
        LOST_ANEW
    }

    /// A message that is there.
    public record Kept(String message, Flags flags, Optional<Instant> internalDate) {}

    private record Late(FolderPath folder, List<Kept> messages, AtomicInteger looksLeft) {}

    private static final class Box {
        private long generation = 1;
        private long next = 1;
        private TreeMap<Long, Kept> messages = new TreeMap<>();

        long add(Kept kept) {
            messages.put(next, kept);
            return next++;
        }

        void anew() {
            generation++;
            TreeMap<Long, Kept> before = messages;
            messages = new TreeMap<>();
            next = 1;
            before.values().forEach(this::add);
        }
    }

    /// What becomes of the batch; the first is number 1.
    protected Fate fate(long append) {
        return Fate.STORED;
    }

    /// After how many looks at the folder a late message is there.
    protected int looksUntilLate() {
        return 1;
    }

    /// True for a message at which the connection breaks each time.
    protected boolean breaksAt(String message) {
        return false;
    }

    /// Why it does not take the message, if so.
    protected Optional<String> refuses(FolderPath folder, String message) {
        return Optional.empty();
    }

    /// What it keeps of what it is given.
    protected Kept kept(String message, Flags flags, Optional<Instant> internalDate) {
        return new Kept(message, flags, internalDate);
    }

    /// What a folder takes.
    protected Appender.Takes takes() {
        return new Appender.Takes(
                Optional.empty(),
                Set.of("\\Answered", "\\Deleted", "\\Draft", "\\Flagged", "\\Seen"),
                true);
    }

    /// True where it tells the number that a message got (UIDPLUS).
    protected boolean tellsPlaces() {
        return true;
    }

    /// Adds a folder.
    public synchronized Mailbox folder(String folder) {
        boxes.computeIfAbsent(FolderPath.parse(folder), _ -> new Box());
        return this;
    }

    /// Adds a message, one character a byte.
    public synchronized Mailbox add(String folder, String message, String... flags) {
        folder(folder);
        boxes.get(FolderPath.parse(folder))
                .add(new Kept(message, Flags.of(flags), Optional.empty()));
        return this;
    }

    /// Removes a message, as another program may.
    public synchronized void remove(String folder, String message) {
        boxes.get(FolderPath.parse(folder))
                .messages
                .values()
                .removeIf(kept -> kept.message().equals(message));
    }

    /// All that was late arrives.
    public synchronized void arrive() {
        pending.forEach(late -> late.messages().forEach(boxes.get(late.folder())::add));
        pending.clear();
    }

    /// The messages of each folder, sorted.
    public synchronized Map<String, List<String>> messages() {
        Map<String, List<String>> all = new TreeMap<>();
        boxes.forEach(
                (path, box) ->
                        all.put(
                                path.text(),
                                box.messages.values().stream()
                                        .map(Kept::message)
                                        .sorted()
                                        .toList()));
        return all;
    }

    /// The messages of a folder.
    public synchronized List<Kept> in(String folder) {
        return List.copyOf(boxes.get(FolderPath.parse(folder)).messages.values());
    }

    /// How often it was told to change anything.
    public synchronized long changes() {
        return changes;
    }

    /// Opens it.
    public WritableStore open() {
        return new Opened();
    }

    private final class Opened implements WritableStore {
        @Override
        public String address() {
            return "memory:mailbox";
        }

        @Override
        public List<Folder> folders() {
            synchronized (Mailbox.this) {
                return boxes.keySet().stream()
                        .map(p -> new Folder(p, SpecialUse.byName(p), List.of()))
                        .toList();
            }
        }

        @Override
        public void read(Folder folder, HoldingVisitor visitor) throws IOException {
            long generation;
            Map<Long, Kept> all;
            synchronized (Mailbox.this) {
                generation = boxes.get(folder.path()).generation;
                all = new TreeMap<>(boxes.get(folder.path()).messages);
            }
            List<Locator> locators =
                    all.keySet().stream().map(uid -> new Locator(generation + "." + uid)).toList();
            Set<Locator> known = visitor.known(locators);
            for (Map.Entry<Long, Kept> one : all.entrySet()) {
                Kept kept = one.getValue();
                Holding holding =
                        Holding.of(
                                new Locator(generation + "." + one.getKey()),
                                kept.internalDate(),
                                kept.flags());
                if (known.contains(holding.locator())) {
                    visitor.unchanged(holding);
                } else {
                    visitor.message(holding, bytes(kept.message()));
                }
            }
        }

        @Override
        public MessageBytes reopen(Folder folder, Locator locator) throws IOException {
            synchronized (Mailbox.this) {
                Box box = boxes.get(folder.path());
                String[] numbers = locator.value().split("\\.", -1);
                Kept kept =
                        numbers[0].equals("" + box.generation)
                                ? box.messages.get(Long.valueOf(numbers[1]))
                                : null;
                if (kept == null) {
                    throw new UnreadableException("It is no longer there.");
                }
                return bytes(kept.message());
            }
        }

        @Override
        public Folder create(FolderPath path, Optional<SpecialUse> use) {
            synchronized (Mailbox.this) {
                changes++;
                folder(path.text());
                return new Folder(path, SpecialUse.byName(path), List.of());
            }
        }

        @Override
        public Appender appender(Folder folder) throws RefusedException {
            return new Adding(folder.path());
        }

        @Override
        public List<Finding> findings() {
            return List.of();
        }

        @Override
        public boolean keepsForever() {
            return false;
        }

        @Override
        public void close() {}
    }

    private final class Adding implements Appender {
        private final FolderPath folder;
        private boolean broken;

        Adding(FolderPath folder) {
            this.folder = folder;
        }

        @Override
        public Mark mark() throws IOException {
            synchronized (Mailbox.this) {
                requireSound();
                for (Late late : List.copyOf(pending)) {
                    if (late.folder().equals(folder) && late.looksLeft().getAndDecrement() <= 0) {
                        pending.remove(late);
                        late.messages().forEach(boxes.get(folder)::add);
                    }
                }
                Box box = boxes.get(folder);
                return new Mark("" + box.generation, box.next);
            }
        }

        @Override
        public Takes takes() {
            return Mailbox.this.takes();
        }

        @Override
        public List<Answer> append(List<Outgoing> messages) throws IOException {
            synchronized (Mailbox.this) {
                requireSound();
                changes++;
                Box box = boxes.get(folder);
                List<Kept> wanted = new ArrayList<>();
                for (Outgoing message : messages) {
                    String text = text(message.bytes());
                    if (breaksAt(text)) {
                        wanted.forEach(box::add);
                        throw lost();
                    }
                    if (refuses(folder, text).isEmpty()) {
                        wanted.add(kept(text, message.flags(), message.internalDate()));
                    }
                }
                switch (fate(++appends)) {
                    case STORED -> {}
                    case LOST_BEFORE -> throw lost();
                    case LOST_HALFWAY -> {
                        wanted.subList(0, wanted.size() / 2).forEach(box::add);
                        throw lost();
                    }
                    case LOST_AFTER -> {
                        wanted.forEach(box::add);
                        throw lost();
                    }
                    case LOST_LATE -> {
                        pending.add(new Late(folder, wanted, new AtomicInteger(looksUntilLate())));
                        throw lost();
                    }
                    case LOST_ANEW -> {
                        wanted.forEach(box::add);
                        box.anew();
                        throw lost();
                    }
                }
                return store(box, messages);
            }
        }

        private List<Answer> store(Box box, List<Outgoing> messages) throws IOException {
            List<Answer> answers = new ArrayList<>();
            for (Outgoing message : messages) {
                String text = text(message.bytes());
                Optional<String> refused = refuses(folder, text);
                if (refused.isPresent()) {
                    answers.add(new Answer.Refused(refused.get()));
                    continue;
                }
                long uid = box.add(kept(text, message.flags(), message.internalDate()));
                Locator place = new Locator(box.generation + "." + uid);
                answers.add(
                        new Answer.Stored(tellsPlaces() ? Optional.of(place) : Optional.empty()));
            }
            return answers;
        }

        @Override
        public void addFlags(Locator where, Set<String> flags) {
            synchronized (Mailbox.this) {
                changes++;
                Long uid = Long.valueOf(where.value().split("\\.", -1)[1]);
                Kept kept = boxes.get(folder).messages.get(uid);
                Set<String> all = new HashSet<>(kept.flags().names());
                all.addAll(flags);
                boxes.get(folder)
                        .messages
                        .put(
                                uid,
                                new Kept(
                                        kept.message(),
                                        Flags.of(new TreeSet<>(all)),
                                        kept.internalDate()));
            }
        }

        @Override
        public void close() {}

        private void requireSound() throws IOException {
            if (broken) {
                throw new IOException("The connection is broken.");
            }
        }

        private AnswerLostException lost() {
            broken = true;
            return new AnswerLostException("The connection broke.", new IOException("cut"));
        }
    }

    private static String text(MessageBytes bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        bytes.writeTo(out);
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    private static MessageBytes bytes(String message) {
        return MessageBytes.of(message.getBytes(StandardCharsets.ISO_8859_1));
    }
}
