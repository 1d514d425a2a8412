package mailtally.store.completed;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mailtally.message.MessageBytes;
import mailtally.store.Finding;
import mailtally.store.Folder;
import mailtally.store.HoldingVisitor;
import mailtally.store.Locator;
import mailtally.store.Store;
import mailtally.store.StoreUnavailableException;

/// A store that lacks parts of some messages, with the whole messages from a server in their place.
///
/// A holding that lacks nothing passes through. One that is
/// [mailtally.store.Completeness.Incomplete] is looked for in the server's folder of the same name
/// or the same use: by its remote-id, and then by its internal date, since UIDs change with
/// UIDVALIDITY (RFC 9051 section 2.3.1.1). Neither decides: the server's bytes are handed out only
/// where they contain all that is here and, for each missing part, one of its type and encoded
/// length. Then the holding is [mailtally.store.Completeness.Completed], with its own locator,
/// flags and dates. Otherwise it stays incomplete, and a finding says why.
///
/// Messages that lack parts are visited after those that do not, in the store's own order, so that
/// many are fetched at a time; memory grows with at most [FolderCompletion#MOST_WANTED] of them.
///
/// A server that goes away in the middle stops no reading: what it was still wanted for stays
/// incomplete.
public final class CompletedStore implements Store {
    private final Store lacking;
    private final Server server;
    private final Remembered remembered = new Remembered();

    private CompletedStore(Store lacking, Server server) {
        this.lacking = lacking;
        this.server = server;
    }

    /// The store, completed. Closing it closes both.
    ///
    /// @param lacking the store whose holdings are visited
    /// @param server where whole messages may be
    /// @throws StoreUnavailableException if the server's folders cannot be listed
    public static CompletedStore of(Store lacking, Store server) throws StoreUnavailableException {
        return new CompletedStore(lacking, Server.of(server));
    }

    @Override
    public String address() {
        return lacking.address();
    }

    @Override
    public List<Folder> folders() throws StoreUnavailableException {
        return lacking.folders();
    }

    @Override
    public void read(Folder folder, HoldingVisitor visitor)
            throws StoreUnavailableException, IOException {
        new FolderCompletion(lacking, server, folder, remembered, visitor).read();
    }

    @Override
    public MessageBytes reopen(Folder folder, Locator locator) throws IOException {
        Optional<Remembered.Place> there = remembered.place(folder, locator);
        return there.isEmpty()
                ? lacking.reopen(folder, locator)
                : server.store().reopen(there.get().folder(), there.get().locator());
    }

    /// What there is to say of the store, and whether the server could be asked to the end.
    @Override
    public List<Finding> findings() {
        List<Finding> all = new ArrayList<>(lacking.findings());
        server.gone().ifPresent(reason -> all.add(Finding.note(reason)));
        return all;
    }

    @Override
    public boolean keepsForever() {
        return lacking.keepsForever();
    }

    @Override
    public void close() {
        try (lacking) {
            server.store().close();
        }
    }
}
