package mailtally.testing.server;

import java.util.function.LongUnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// UIDs as a [Fault.UidJump] makes them, there and back.
record UidShift(Fault.UidJump jump) {
    private static final String SET = "([\\d:,*]+)";
    private static final Pattern SAID =
            Pattern.compile(
                    "(\\bUID |\\bUIDNEXT |\\bAPPENDUID \\d+ |\\bVANISHED (?:\\(EARLIER\\) )?"
                            + "|\\bALL |\\bMIN |\\bMAX )"
                            + SET);
    private static final Pattern COPIED = Pattern.compile("(\\bCOPYUID \\d+) " + SET + " " + SET);
    private static final Pattern FOUND = Pattern.compile("^(\\* SEARCH)((?: \\d+)*)");
    private static final Pattern ASKED =
            Pattern.compile("^(\\S+ UID (?:FETCH|STORE|COPY|MOVE|EXPUNGE) )" + SET);
    private static final Pattern SOUGHT = Pattern.compile("(\\bUID )(\\d[\\d:,*]*)");
    private static final long NOBODY = 4_294_967_294L;

    /// A text of the server as the client shall read it.
    ///
    /// @param found whether `* SEARCH` has UIDs now, and not numbers
    String toClient(String text, boolean found) {
        String changed = change(SAID, text, this::up);
        changed =
                COPIED.matcher(changed)
                        .replaceAll(
                                m ->
                                        m.group(1)
                                                + " "
                                                + set(m.group(2), this::up)
                                                + " "
                                                + set(m.group(3), this::up));
        Matcher search = FOUND.matcher(changed);
        if (found && search.find()) {
            String numbers = set(search.group(2).strip().replace(' ', ','), this::up);
            changed =
                    search.group(1)
                            + (numbers.isEmpty() ? "" : " " + numbers.replace(',', ' '))
                            + changed.substring(search.end());
        }
        return changed;
    }

    /// A command's line of the client as the server shall read it.
    String toServer(String line) {
        Matcher asked = ASKED.matcher(line);
        if (asked.find()) {
            return asked.group(1) + ranges(asked.group(2)) + line.substring(asked.end());
        }
        return line.matches("(?s)\\S+ (UID )?SEARCH .*")
                ? SOUGHT.matcher(line).replaceAll(m -> m.group(1) + ranges(m.group(2)))
                : line;
    }

    private static String change(Pattern pattern, String text, LongUnaryOperator each) {
        return pattern.matcher(text)
                .replaceAll((MatchResult m) -> m.group(1) + set(m.group(2), each));
    }

    private static String set(String set, LongUnaryOperator each) {
        return Pattern.compile("\\d+")
                .matcher(set)
                .replaceAll(m -> Long.toString(each.applyAsLong(Long.parseLong(m.group()))));
    }

    private long up(long uid) {
        return uid < jump.fromUid() ? uid : uid + jump.by();
    }

    /// A range that lies in the gap is one that nobody has.
    private String ranges(String set) {
        StringBuilder out = new StringBuilder();
        for (String range : set.split(",", -1)) {
            String[] ends = range.split(":", 2);
            String low = down(ends[0], jump.fromUid());
            String high = down(ends[ends.length - 1], jump.fromUid() - 1);
            boolean gap =
                    !low.equals("*")
                            && !high.equals("*")
                            && Long.parseLong(low) > Long.parseLong(high);
            out.append(out.isEmpty() ? "" : ",");
            if (gap) {
                out.append(NOBODY);
            } else {
                out.append(ends.length == 1 ? low : low + ":" + high);
            }
        }
        return out.toString();
    }

    private String down(String end, long inGap) {
        if (end.equals("*")) {
            return end;
        }
        long uid = Long.parseLong(end);
        if (uid < jump.fromUid()) {
            return end;
        }
        return Long.toString(uid < jump.fromUid() + jump.by() ? inGap : uid - jump.by());
    }
}
