package mailtally.journey;

import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import mailtally.store.applemail.AccountRow;

/// Which row of System Settings is meant.
final class Rows {
    /// Letters and digits that nobody takes for another.
    private static final String SIGNS = "ACDEFHJKLMNPQRTUVWXY3479";

    private static final int CODE_SIGNS = 3;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Rows() {}

    /// The row behind which the account lies.
    static Optional<AccountRow> own(List<AccountRow> rows, MoveEvent.Begun account) {
        return rows.stream().filter(row -> row.family().contains(account.id())).findFirst();
    }

    /// All rows that a person could take for the account's: of its address, or shown by the same
    /// name.
    static List<AccountRow> alike(List<AccountRow> rows, MoveEvent.Begun account) {
        Optional<AccountRow> own = own(rows, account);
        return rows.stream()
                .filter(
                        row ->
                                own.filter(row::equals).isPresent()
                                        || same(row.address(), account.address())
                                        || same(row.user(), account.address())
                                        || own.filter(mine -> same(mine.name(), row.name()))
                                                .isPresent())
                .toList();
    }

    /// The rows that show the code.
    static List<AccountRow> called(List<AccountRow> rows, String code) {
        return rows.stream().filter(row -> same(row.name(), code)).toList();
    }

    /// A short name that no row has by chance.
    static String code() {
        StringBuilder code = new StringBuilder("MT-");
        for (int i = 0; i < CODE_SIGNS; i++) {
            code.append(SIGNS.charAt(RANDOM.nextInt(SIGNS.length())));
        }
        return code.toString();
    }

    /// What tells a row from others: "IMAP, secure.emailsrvr.com, shown as jane@example.com".
    static String detail(AccountRow row) {
        return row.kind()
                + (row.host().isEmpty() ? "" : ", " + row.host())
                + ", shown as "
                + row.name();
    }

    private static boolean same(String one, String other) {
        return !one.isEmpty()
                && one.strip()
                        .toLowerCase(Locale.ROOT)
                        .equals(other.strip().toLowerCase(Locale.ROOT));
    }
}
