package mailtally.report;

/// Where one list of lines differs from another.
///
/// @param line the first that differs, from 1; 0 where that cannot be told
/// @param words to follow 'was changed'
record LineChange(long line, String words) {
    /// What became of the lines `before`.
    static LineChange between(Sums before, Sums now) {
        if (before.size() == 0) {
            return new LineChange(0, "; lines.txt does not tell where");
        }
        int shorter = Math.min(before.size(), now.size());
        int same = 0;
        while (same < shorter && before.at(same) == now.at(same)) {
            same++;
        }
        int behind = 0;
        while (behind < shorter - same
                && before.at(before.size() - 1 - behind) == now.at(now.size() - 1 - behind)) {
            behind++;
        }
        int gone = before.size() - same - behind;
        int come = now.size() - same - behind;
        if (gone == 0 && come == 0) {
            return new LineChange(0, "; where cannot be told");
        }
        long first = same + 1L;
        if (gone == 0) {
            return new LineChange(
                    first,
                    " after line "
                            + same
                            + ": "
                            + ReportText.count(come, "line")
                            + (come == 1 ? " was" : " were")
                            + " added");
        }
        if (come == 0) {
            return new LineChange(
                    first, in(first, gone) + ": " + (gone == 1 ? "it is" : "they are") + " gone");
        }
        return new LineChange(
                first,
                in(first, come)
                        + (gone == come
                                ? ""
                                : ", which had been " + ReportText.count(gone, "line")));
    }

    private static String in(long first, int lines) {
        return lines == 1
                ? " in line " + first
                : " in lines " + first + " to " + (first + lines - 1);
    }
}
