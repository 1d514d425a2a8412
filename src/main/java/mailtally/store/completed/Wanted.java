package mailtally.store.completed;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import mailtally.message.MissingPart;
import mailtally.store.Completeness;
import mailtally.store.Finding;
import mailtally.store.Holding;
import mailtally.store.Locator;

/// A holding that lacks parts, and what of the server may have them. Used by one thread.
final class Wanted {
    /// Of as many messages of the same second the content is compared.
    private static final int MOST_BY_DATE = 3;

    private static final int MOST_NAMED = 5;

    private final Holding holding;
    private final List<MissingPart> missing;
    private final Deque<Locator> candidates = new ArrayDeque<>();
    private int byDate;
    private String reason = "";
    private boolean told;

    Wanted(Holding holding, List<MissingPart> missing) {
        this.holding = holding;
        this.missing = missing;
    }

    Holding holding() {
        return holding;
    }

    List<MissingPart> missing() {
        return missing;
    }

    /// The server's message of the same remote-id: it is tried first.
    void sameId(Locator locator) {
        candidates.remove(locator);
        candidates.addFirst(locator);
    }

    /// One of the server's messages that came at the same second.
    void sameDate(Locator locator) {
        if (byDate < MOST_BY_DATE && !candidates.contains(locator)) {
            byDate++;
            candidates.addLast(locator);
        }
    }

    /// The next candidate, each once.
    Optional<Locator> next() {
        return told ? Optional.empty() : Optional.ofNullable(candidates.pollFirst());
    }

    /// Why a candidate was not taken. The first reason counts, as the best candidate comes first.
    void not(String why) {
        if (reason.isEmpty()) {
            reason = why;
        }
    }

    boolean told() {
        return told;
    }

    /// The visitor was told of it.
    void tell() {
        told = true;
    }

    /// The holding once its parts came from the server.
    Holding completed(String address) {
        String parts =
                missing.size() == 1
                        ? "1 part that was never downloaded was fetched from "
                        : missing.size() + " parts that were never downloaded were fetched from ";
        return with(
                new Completeness.Completed(missing.size(), address),
                Finding.note(parts + address + ": " + names() + "."));
    }

    /// The holding as it is, with the reason why it is not completed.
    ///
    /// @param otherwise the reason if no candidate gave one
    Holding left(String otherwise) {
        return with(
                holding.completeness(),
                Finding.note("Not completed: " + (reason.isEmpty() ? otherwise : reason)));
    }

    private Holding with(Completeness completeness, Finding finding) {
        List<Finding> findings = new ArrayList<>(holding.findings());
        findings.add(finding);
        return new Holding(
                holding.locator(),
                holding.internalDate(),
                holding.flags(),
                holding.remoteId(),
                completeness,
                findings);
    }

    private String names() {
        List<String> names =
                missing.stream()
                        .limit(MOST_NAMED)
                        .map(p -> p.fileName().isEmpty() ? p.mediaType() : p.fileName())
                        .toList();
        int more = missing.size() - names.size();
        return String.join(", ", names) + (more > 0 ? " and " + more + " more" : "");
    }
}
