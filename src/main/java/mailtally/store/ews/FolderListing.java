package mailtally.store.ews;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mailtally.store.StoreUnavailableException;

/// Lists all folders, page by page, and again where they changed meanwhile.
final class FolderListing {
    private static final int PAGE = 500;
    private static final int MOST_FOLDERS = 50_000;
    private static final int TRIES = 4;

    private final Service service;
    private final String root;

    /// @param root the folder that holds all others
    FolderListing(Service service, String root) {
        this.service = service;
        this.root = root;
    }

    List<FolderLine> all()
            throws RefusedByServerException, StoreUnavailableException, HostileAnswerException {
        for (int tries = 0; tries < TRIES; tries++) {
            Map<String, FolderLine> found = new LinkedHashMap<>();
            if (pages(found)) {
                return new ArrayList<>(found.values());
            }
        }
        throw new StoreUnavailableException(
                service.address().hostAndPort()
                        + " tells another list of folders each time it is asked. Nothing was"
                        + " changed. Run this again when the mailbox is at rest.");
    }

    /// Lists all pages; true if every folder was listed once.
    private boolean pages(Map<String, FolderLine> found)
            throws RefusedByServerException, StoreUnavailableException, HostileAnswerException {
        while (found.size() < MOST_FOLDERS) {
            Reply.One answer =
                    service.patiently(Questions.allFolders(root, found.size(), PAGE)).only();
            if (answer.refusal().isPresent()) {
                throw new RefusedByServerException(answer.refusal().get());
            }
            Page page = Page.of(answer.node(), "Folders");
            for (Node folder : page.entries()) {
                FolderLine line = FolderLine.of(folder);
                if (found.put(line.id(), line) != null) {
                    return false;
                }
            }
            if (page.last() || page.entries().isEmpty()) {
                return found.size() == page.total();
            }
        }
        throw new HostileAnswerException("it has more than " + MOST_FOLDERS + " folders");
    }
}
