package mailtally.store.ews;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mailtally.store.Finding;
import mailtally.store.Folder;
import mailtally.store.FolderPath;
import mailtally.store.RefusedException;
import mailtally.store.SpecialUse;
import mailtally.store.StoreUnavailableException;
import mailtally.store.Witness;

/// The mailbox's folders, as listed when it was opened, and those that were made since. May be used
/// by several threads.
final class FolderTree {
    private static final String ROOT = "msgfolderroot";
    private static final String INBOX = "inbox";
    private static final int NAMED_LIMIT = 20;

    /// What Exchange calls the folders that have a use. It has no such word for the archive folder,
    /// which is known by its name.
    private static final Map<String, SpecialUse> USES =
            Map.of(
                    "sentitems", SpecialUse.SENT,
                    "drafts", SpecialUse.DRAFTS,
                    "deleteditems", SpecialUse.TRASH,
                    "junkemail", SpecialUse.JUNK);

    private final Service service;
    private final String root;
    private final Map<String, String> distinguished;
    private final Map<String, RemoteFolder> byKey = new LinkedHashMap<>();

    /// Folders that hold no mail, by the same key: nothing is put there.
    private final Map<String, FolderLine> others = new HashMap<>();

    private final List<Finding> findings = new ArrayList<>();

    private FolderTree(Service service, String root, Map<String, String> distinguished) {
        this.service = service;
        this.root = root;
        this.distinguished = distinguished;
    }

    /// Lists the folders. The first question to the server: what it refuses is told here.
    static FolderTree of(Service service) throws StoreUnavailableException {
        try {
            List<String> names = new ArrayList<>(List.of(ROOT, INBOX));
            USES.keySet().stream().sorted().forEach(names::add);
            List<Reply.One> answers =
                    service.patiently(Questions.distinguishedFolders(names, service.owner()))
                            .all(names.size());
            if (answers.getFirst().refusal().isPresent()) {
                throw new RefusedByServerException(answers.getFirst().refusal().get());
            }
            Map<String, String> ids = new HashMap<>();
            for (int i = 0; i < names.size(); i++) {
                for (Node folder : answers.get(i).folders()) {
                    ids.put(FolderLine.of(folder).id(), names.get(i));
                }
            }
            List<Node> top = answers.getFirst().folders();
            if (top.isEmpty()) {
                throw new HostileAnswerException("the folder that holds all others is missing");
            }
            String root = FolderLine.of(top.getFirst()).id();
            FolderTree tree = new FolderTree(service, root, ids);
            tree.learn(new FolderListing(service, root).all());
            return tree;
        } catch (RefusedByServerException e) {
            throw new MailboxTrouble(service.address()).of(e.refusal());
        } catch (HostileAnswerException e) {
            throw service.noExchange(e);
        }
    }

    private void learn(List<FolderLine> lines) {
        String inbox =
                distinguished.entrySet().stream()
                        .filter(e -> e.getValue().equals(INBOX))
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElse("");
        FolderNames names = new FolderNames(lines, root, inbox);
        findings.addAll(names.findings());
        List<RemoteFolder> mail = new ArrayList<>();
        List<String> unread = new ArrayList<>();
        for (FolderLine line : lines) {
            Optional<FolderPath> path = names.path(line.id());
            if (path.isEmpty()) {
                findings.add(
                        Finding.doubt(
                                "The folder "
                                        + line.name()
                                        + " lies in no other folder of the mailbox, so it was not"
                                        + " read."));
            } else if (line.mail()) {
                mail.add(remote(path.get(), line));
            } else {
                others.put(FolderNames.key(path.get()), line);
                unread.add(path.get().text() + (line.view() ? " (a search)" : ""));
            }
        }
        mail.sort(Comparator.comparing(r -> r.folder().path()));
        mail.forEach(r -> byKey.put(FolderNames.key(r.folder().path()), r));
        note(unread);
    }

    private void note(List<String> unread) {
        if (!unread.isEmpty()) {
            findings.add(
                    Finding.note(
                            "These folders hold no mail (appointments, contacts, notes, searches)"
                                    + " and were not read: "
                                    + String.join(
                                            ", ",
                                            unread.stream().sorted().limit(NAMED_LIMIT).toList())
                                    + (unread.size() > NAMED_LIMIT ? ", and more." : ".")));
        }
    }

    private RemoteFolder remote(FolderPath path, FolderLine line) {
        Optional<SpecialUse> use =
                Optional.ofNullable(USES.get(distinguished.getOrDefault(line.id(), "")));
        if (use.isEmpty() && path.names().size() == 1) {
            use = SpecialUse.byName(path).filter(u -> u == SpecialUse.ARCHIVE);
        }
        List<Witness> witnesses =
                line.total() < 0 ? List.of() : List.of(new Witness("TotalCount", line.total()));
        return new RemoteFolder(new Folder(path, use, witnesses), line.id(), line.total());
    }

    /// The id of the folder that holds all others.
    String root() {
        return root;
    }

    synchronized List<Folder> folders() {
        return byKey.values().stream().map(RemoteFolder::folder).toList();
    }

    synchronized List<Finding> findings() {
        return List.copyOf(findings);
    }

    synchronized Optional<RemoteFolder> find(FolderPath path) {
        return Optional.ofNullable(byKey.get(FolderNames.key(path)));
    }

    /// Makes a folder and those above it, as far as they are not there.
    synchronized RemoteFolder create(FolderPath path)
            throws RefusedException, StoreUnavailableException {
        RemoteFolder made = null;
        for (int level = 1; level <= path.names().size(); level++) {
            FolderPath part = new FolderPath(path.names().subList(0, level));
            FolderLine other = others.get(FolderNames.key(part));
            if (other != null) {
                throw new RefusedException(
                        "There is a folder "
                                + part.text()
                                + " that holds no mail ("
                                + (other.view() ? "a search" : other.folderClass())
                                + "), so no mail is put there.");
            }
            Optional<RemoteFolder> there = find(part);
            String parent = made == null ? root : made.id();
            FolderPath above = made == null ? null : made.folder().path();
            made = there.isPresent() ? there.get() : make(part, above, parent);
        }
        return made;
    }

    private RemoteFolder make(FolderPath path, FolderPath above, String parent)
            throws RefusedException, StoreUnavailableException {
        String name = path.names().getLast();
        FolderPath shown = above == null ? FolderPath.of(name) : above.child(name);
        RemoteFolder made =
                new RemoteFolder(
                        new Folder(shown, Optional.empty(), List.of()),
                        new FolderMaking(service, root).make(parent, name),
                        0);
        byKey.put(FolderNames.key(shown), made);
        return made;
    }
}
