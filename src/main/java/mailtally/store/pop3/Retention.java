package mailtally.store.pop3;

import java.util.List;
import mailtally.store.Finding;

/// How long the server keeps mail, as far as it says (EXPIRE, RFC 2449 section 6.7).
sealed interface Retention {
    /// It removes nothing by itself. Another program of the user's still may.
    record Never() implements Retention {}

    /// It removes mail after so many days; 0 once it was fetched.
    record Days(long days) implements Retention {}

    /// It does not say.
    record Unknown() implements Retention {}

    /// What the session's server says.
    static Retention of(Session session) {
        List<String> words = session.capability("EXPIRE").orElse(List.of());
        String word = words.isEmpty() ? "" : words.getFirst();
        if (word.equals("NEVER")) {
            return new Never();
        }
        return word.matches("[0-9]{1,9}") ? new Days(Long.parseLong(word)) : new Unknown();
    }

    /// True where a copy there does not stay.
    default boolean expires() {
        return this instanceof Days;
    }

    /// It in one sentence.
    default Finding finding(String host) {
        return switch (this) {
            case Never _ ->
                    Finding.note(
                            host
                                    + " says that it removes no mail by itself (EXPIRE NEVER). A mail"
                                    + " program that is set to remove mail from the server after"
                                    + " fetching it still does.");
            case Days(long days) ->
                    Finding.note(
                            days == 0
                                    ? host
                                            + " says that it removes mail once it was fetched (EXPIRE"
                                            + " 0). Mailtally ends its sessions so that this does not"
                                            + " happen, but a copy there is no safe copy."
                                    : host
                                            + " says that it removes mail after "
                                            + days
                                            + " days (EXPIRE "
                                            + days
                                            + "). A copy there is no safe copy.");
            case Unknown _ ->
                    Finding.note(
                            host
                                    + " does not say how long it keeps mail. What is proven here is"
                                    + " there now; it stays only if the server has no expiry and"
                                    + " every mail program is set to leave mail on the server. Ask"
                                    + " whoever runs it.");
        };
    }
}
