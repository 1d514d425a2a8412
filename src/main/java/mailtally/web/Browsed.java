package mailtally.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import mailtally.journey.Exceptions;
import mailtally.journey.View;

/// One page of what is left for one cause, as a person asked for it.
///
/// @param page from 0
/// @param total on all pages
record Browsed(
        View.Cause cause,
        String search,
        String sort,
        int page,
        List<Exceptions.Left> messages,
        long total) {
    static final List<String> SORTS = List.of("date", "from", "subject", "folder");

    String path() {
        return "/left/" + cause.id();
    }

    boolean more() {
        return (page + 1L) * Exceptions.Page.SIZE < total;
    }

    /// "51 to 100 of 132"
    String range() {
        if (messages.isEmpty()) {
            return "None of these has that in sender, subject or folder.";
        }
        long first = (long) page * Exceptions.Page.SIZE;
        return String.format(
                Locale.ROOT, "%,d to %,d of %,d", first + 1, first + messages.size(), total);
    }

    /// The address of another page of the same.
    String to(int other) {
        return path()
                + "?q="
                + URLEncoder.encode(search, StandardCharsets.UTF_8)
                + "&sort="
                + sort
                + "&page="
                + other;
    }
}
