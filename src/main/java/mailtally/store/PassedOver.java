package mailtally.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mailtally.message.UnreadableException;

/// The files that a store leaves out. Each is named, up to a limit, and where it may be mail it
/// stands in the way of a proof. Any thread may use it.
public final class PassedOver {
    private static final int NAMED_LIMIT = 20;

    private final String what;
    private final List<Finding> named = new ArrayList<>();
    private int notes;
    private int doubts;

    /// @param what what the files are not, as in `are no mbox files`
    public PassedOver(String what) {
        this.what = what;
    }

    /// Sees a file that is not read.
    ///
    /// @param said one sentence that names it and says why it is not read
    public void see(Path file, String said) {
        Finding finding;
        try {
            Optional<String> sign = PossibleMail.sign(file);
            finding = sign.isEmpty() ? Finding.note(said) : Finding.doubt(said + " " + sign.get());
        } catch (UnreadableException e) {
            finding = Finding.doubt(said + " Whether it is mail is not known. " + e.getMessage());
        }
        add(finding);
    }

    /// What there is to say of them all.
    public synchronized List<Finding> findings() {
        List<Finding> all = new ArrayList<>(named);
        if (doubts > NAMED_LIMIT) {
            all.add(
                    Finding.doubt(
                            (doubts - NAMED_LIMIT)
                                    + " more files "
                                    + what
                                    + " and were not read, but may be mail."));
        }
        if (notes > NAMED_LIMIT) {
            all.add(Finding.note((notes - NAMED_LIMIT) + " more files " + what + "."));
        }
        return all;
    }

    private synchronized void add(Finding finding) {
        boolean doubt = finding.weight() == Finding.Weight.DOUBT;
        if ((doubt ? ++doubts : ++notes) <= NAMED_LIMIT) {
            named.add(finding);
        }
    }
}
