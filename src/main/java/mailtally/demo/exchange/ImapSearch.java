package mailtally.demo.exchange;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// SEARCH (RFC 3501 section 6.4.4). New messages may be hidden from it for a while.
final class ImapSearch {
    private final ImapView view;
    private final ExchangeSettings settings;
    private final ImapOutput out;

    ImapSearch(ImapView view, ExchangeSettings settings, ImapOutput out) {
        this.view = view;
        this.settings = settings;
        this.out = out;
    }

    void done(ImapCommand command, boolean byUid) throws IOException, ImapRefusal {
        Deque<ImapToken> words = new ArrayDeque<>(command.arguments());
        if (word(words, false).equals("CHARSET")) {
            words.removeFirst();
            String charset = word(words, true);
            if (!List.of("UTF-8", "US-ASCII").contains(charset)) {
                throw ImapRefusal.no("[BADCHARSET (UTF-8 US-ASCII)] The charset is not supported.");
            }
        }
        Predicate<ImapView.Numbered> wanted = all(words);
        Instant seenUntil = settings.clock().instant().minus(settings.limits().searchLag());
        boolean blind = settings.has(ExchangeQuirk.SEARCH_BLIND);
        out.line(
                view.some("1:*", false).stream()
                        .filter(one -> !blind || !one.item().stored().isAfter(seenUntil))
                        .filter(wanted)
                        .map(one -> Long.toString(byUid ? one.item().uid() : one.number()))
                        .collect(Collectors.joining(" ", "* SEARCH ", ""))
                        .stripTrailing());
    }

    /// The next word in upper case.
    private static String word(Deque<ImapToken> words, boolean take) throws ImapRefusal {
        ImapToken token = take ? words.pollFirst() : words.peekFirst();
        if (token instanceof ImapToken.Word(String text, _)) {
            return text.toUpperCase(Locale.ROOT);
        }
        if (token == null || take) {
            throw ImapRefusal.badArgument();
        }
        return "";
    }

    private Predicate<ImapView.Numbered> all(Deque<ImapToken> words) throws ImapRefusal {
        Predicate<ImapView.Numbered> all = key(words);
        while (!words.isEmpty()) {
            all = all.and(key(words));
        }
        return all;
    }

    private Predicate<ImapView.Numbered> key(Deque<ImapToken> words) throws ImapRefusal {
        if (words.peekFirst() instanceof ImapToken.Group(List<ImapToken> inner)) {
            words.removeFirst();
            return all(new ArrayDeque<>(inner));
        }
        String key = word(words, true);
        return switch (key) {
            case "ALL" -> one -> true;
            case "NOT" -> key(words).negate();
            case "OR" -> key(words).or(key(words));
            case "ANSWERED", "DELETED", "DRAFT", "FLAGGED", "SEEN" -> flag(key);
            case "UNANSWERED", "UNDELETED", "UNDRAFT", "UNFLAGGED", "UNSEEN" ->
                    flag(key.substring(2)).negate();
            case "NEW", "RECENT" -> one -> false;
            case "OLD" -> one -> true;
            case "KEYWORD" -> keyword(word(words, true));
            case "UNKEYWORD" -> keyword(word(words, true)).negate();
            case "LARGER", "SMALLER" -> size(key.equals("LARGER"), word(words, true));
            case "SINCE", "BEFORE", "ON" -> received(key, ImapDates.day(word(words, true)));
            case "UID" -> {
                ImapSet set = ImapSet.of(word(words, true), view.lastUid());
                yield one -> set.contains(one.item().uid());
            }
            case "HEADER" -> header(word(words, true), word(words, true));
            case "BCC", "CC", "FROM", "SUBJECT", "TO" -> header(key, word(words, true));
            case "BODY", "TEXT" -> text(key.equals("TEXT"), word(words, true));
            default -> numbers(key);
        };
    }

    private Predicate<ImapView.Numbered> numbers(String set) throws ImapRefusal {
        ImapSet numbers = ImapSet.of(set, view.some("1:*", false).size());
        return one -> numbers.contains(one.number());
    }

    private static Predicate<ImapView.Numbered> flag(String name) {
        return keyword("\\" + name);
    }

    private static Predicate<ImapView.Numbered> keyword(String name) {
        return one -> ImapFlags.has(one.item(), name);
    }

    private Predicate<ImapView.Numbered> size(boolean larger, String number) throws ImapRefusal {
        if (!number.matches("\\d{1,10}")) {
            throw ImapRefusal.badArgument();
        }
        long size = Long.parseLong(number);
        return one -> larger ? view.size(one.item()) > size : view.size(one.item()) < size;
    }

    private static Predicate<ImapView.Numbered> received(String key, LocalDate day) {
        return one -> {
            LocalDate received = one.item().received().atOffset(ZoneOffset.UTC).toLocalDate();
            return switch (key) {
                case "SINCE" -> !received.isBefore(day);
                case "BEFORE" -> received.isBefore(day);
                default -> received.equals(day);
            };
        };
    }

    private static Predicate<ImapView.Numbered> header(String name, String text) {
        return one -> {
            String field = "HEADER.FIELDS (" + name + ")";
            try {
                byte[] found = ImapSection.of(one.item().mime(), field).orElseThrow();
                String value = upper(found);
                int colon = value.indexOf(':');
                return colon > 0 && value.substring(colon + 1).contains(text);
            } catch (ImapRefusal e) {
                return false;
            }
        };
    }

    private static Predicate<ImapView.Numbered> text(boolean header, String text) {
        return one -> {
            byte[] mime = one.item().mime();
            String all = upper(mime);
            return all.substring(header ? 0 : ImapSection.bodyStart(mime)).contains(text);
        };
    }

    /// As long as the bytes: only letters of ASCII become others.
    private static String upper(byte[] bytes) {
        byte[] copy = bytes.clone();
        for (int i = 0; i < copy.length; i++) {
            copy[i] = copy[i] >= 'a' && copy[i] <= 'z' ? (byte) (copy[i] - 32) : copy[i];
        }
        return new String(copy, StandardCharsets.ISO_8859_1);
    }
}
