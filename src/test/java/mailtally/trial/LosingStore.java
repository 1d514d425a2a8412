package mailtally.trial;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import mailtally.message.Flags;
import mailtally.message.MessageBytes;
import mailtally.store.Appender;
import mailtally.store.Finding;
import mailtally.store.Folder;
import mailtally.store.FolderPath;
import mailtally.store.HoldingVisitor;
import mailtally.store.Locator;
import mailtally.store.RefusedException;
import mailtally.store.SpecialUse;
import mailtally.store.StoreUnavailableException;
import mailtally.store.TrialMark;
import mailtally.store.TrialStore;

/// A real store with a hand in between that changes each message on its way in, as a server would.
///
/// @param forgetful forgets dates, and flags that come with a message
record LosingStore(TrialStore store, UnaryOperator<String> change, boolean forgetful)
        implements TrialStore {
    @Override
    public Folder begin(TrialMark mark) throws RefusedException, StoreUnavailableException {
        return store.begin(mark);
    }

    @Override
    public Ended end(TrialMark mark) throws StoreUnavailableException {
        return store.end(mark);
    }

    @Override
    public Folder create(FolderPath path, Optional<SpecialUse> use)
            throws RefusedException, StoreUnavailableException {
        return store.create(path, use);
    }

    @Override
    public Appender appender(Folder folder) throws RefusedException, StoreUnavailableException {
        return new Losing(store.appender(folder));
    }

    @Override
    public String address() {
        return store.address();
    }

    @Override
    public List<Folder> folders() throws StoreUnavailableException {
        return store.folders();
    }

    @Override
    public void read(Folder folder, HoldingVisitor visitor)
            throws StoreUnavailableException, IOException {
        store.read(folder, visitor);
    }

    @Override
    public MessageBytes reopen(Folder folder, Locator locator) throws IOException {
        return store.reopen(folder, locator);
    }

    @Override
    public List<Finding> findings() {
        return store.findings();
    }

    @Override
    public boolean keepsForever() {
        return store.keepsForever();
    }

    @Override
    public void close() {
        store.close();
    }

    private final class Losing implements Appender {
        private final Appender appender;

        Losing(Appender appender) {
            this.appender = appender;
        }

        @Override
        public Mark mark() throws IOException, StoreUnavailableException {
            return appender.mark();
        }

        @Override
        public Takes takes() {
            return appender.takes();
        }

        @Override
        public List<Answer> append(List<Outgoing> messages)
                throws IOException, StoreUnavailableException {
            List<Answer> answers = new ArrayList<>();
            for (Outgoing one : messages) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                one.bytes().writeTo(bytes);
                String text = change.apply(bytes.toString(StandardCharsets.UTF_8));
                if (text.isEmpty()) {
                    answers.add(new Answer.Stored(Optional.empty()));
                    continue;
                }
                answers.addAll(
                        appender.append(
                                List.of(
                                        new Outgoing(
                                                MessageBytes.of(
                                                        text.getBytes(StandardCharsets.UTF_8)),
                                                forgetful ? Flags.NONE : one.flags(),
                                                forgetful
                                                        ? Optional.empty()
                                                        : one.internalDate()))));
            }
            return answers;
        }

        @Override
        public void addFlags(Locator where, Set<String> flags)
                throws IOException, StoreUnavailableException {
            appender.addFlags(where, flags);
        }

        @Override
        public void close() {
            appender.close();
        }
    }
}
