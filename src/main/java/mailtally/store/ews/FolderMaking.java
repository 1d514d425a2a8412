package mailtally.store.ews;

import java.util.Locale;
import java.util.Optional;
import mailtally.store.RefusedException;
import mailtally.store.StoreUnavailableException;

/// Makes one folder. Where the answer is lost the question is asked again, and a folder that is
/// there by then is the one.
final class FolderMaking {
    private final Service service;
    private final String root;

    FolderMaking(Service service, String root) {
        this.service = service;
        this.root = root;
    }

    /// Makes it; the answer is the new folder's id.
    String make(String parent, String name) throws RefusedException, StoreUnavailableException {
        if (!Xml.sayable(name)) {
            throw new RefusedException(
                    "Its name has control characters in it, and EWS has no way to say them.");
        }
        try {
            Reply.One answer = service.patiently(Questions.createFolder(parent, name)).only();
            if (answer.refusal().isEmpty() && !answer.folders().isEmpty()) {
                return FolderLine.of(answer.folders().getFirst()).id();
            }
            Optional<String> there = Optional.empty();
            if (answer.refusal().filter(r -> r.code().equals("ErrorFolderExists")).isPresent()) {
                there = find(parent, name);
            }
            return there.orElseThrow(() -> refused(answer));
        } catch (RefusedByServerException e) {
            throw new RefusedException(
                    "The server does not make the folder. It answered: " + e.getMessage());
        } catch (HostileAnswerException e) {
            throw service.noExchange(e);
        }
    }

    private static RefusedException refused(Reply.One answer) {
        return new RefusedException(
                "The server does not make the folder. It answered: "
                        + answer.refusal().map(Refusal::text).orElse("nothing that says so"));
    }

    private Optional<String> find(String parent, String name)
            throws RefusedByServerException, StoreUnavailableException, HostileAnswerException {
        String wanted = name.toLowerCase(Locale.ROOT);
        return new FolderListing(service, root)
                .all().stream()
                        .filter(l -> l.parent().equals(parent) && l.mail())
                        .filter(l -> l.name().toLowerCase(Locale.ROOT).equals(wanted))
                        .map(FolderLine::id)
                        .findFirst();
    }
}
