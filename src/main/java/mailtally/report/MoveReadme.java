package mailtally.report;

/// The README.txt of a report, for a third person who has no Mailtally and trusts nobody.
final class MoveReadme {
    private MoveReadme() {}

    static String text(MoveFacts facts) {
        return """
        This folder is the report of a move of e-mail, made by the program Mailtally
        on %s.

        WHAT IS HERE
        report.html         The report, for reading and printing.
        report.txt          The same as plain text.
        report.json         The same for programs.
        exceptions.csv      Every message that is not proven, for a spreadsheet.
        events.jsonl        What happened, an event a line, each as it was kept.
        lines.txt           Short sums of every line, which tell where a file was changed.
        SHA256SUMS          The SHA-256 of every file.
        %s
        IS IT AS IT WAS WRITTEN?
        All you need is a terminal and the command sha256sum. On a Mac that has none,
        type this first, in the same window:

            sha256sum() { shasum -a 256 "$@"; }

        Go into this folder with cd. Then:

            sha256sum -c SHA256SUMS

        Each line must end in OK. With Mailtally at hand, `mailtally verify` and the
        name of this folder does all that follows, and names the line that was changed.

        DOES THE CHAIN OF EVENTS HOLD?
        The digest of an event is the SHA-256 of the digest of the event before it (64
        zeros for the first), a line feed, and the event's line without its line feed.
        The digest of the last event is the head of the chain:

            %s

        It stands in report.html, in report.txt and in report.json (chain, head). To
        follow the chain from its beginning:

            d=%s
            while IFS= read -r line; do
                d=$(printf '%%s\\n%%s' "$d" "$line" | sha256sum | cut -c 1-64)
                echo "$d"
            done < events.jsonl

        The last line that it prints must be the head. The digest of each event stands
        in report.json too (events, digest): the first that differs is the event that
        was changed.

        WHERE WAS A FILE CHANGED?
        For each line of a file, lines.txt has the first eight digits of the SHA-256 of
        that line with its line feed, below the file's name in brackets. They prove
        nothing; they tell where to look. This prints both in two columns, with the
        number of each line, where they differ:

            f=report.html
            awk -v f="[$f]" '/^\\[/ { on = ($0 == f); next } on' lines.txt | {
                n=0
                while IFS= read -r line; do
                    n=$((n + 1))
                    IFS= read -r sum <&3
                    now=$(printf '%%s\\n' "$line" | sha256sum | cut -c 1-8)
                    [ "$sum" = "$now" ] || echo "line $n: $sum $now"
                done 3<&0 < "$f"
            }

        WHAT THIS PROVES, AND WHAT IT DOES NOT
        A change in any file shows, unless whoever made it also wrote SHA256SUMS,
        lines.txt, report.json and the chain anew. A person who does all of that cannot
        be found out by these files alone. That is why the head of the chain is printed
        on the page and shown by Mailtally on its screen: a printed report, or a note of
        the head made at that time, and these files vouch for each other. If the head on
        the paper is another than the one that the commands above print, one of the two
        was made anew.
        The report says what was found at the times it names. It does not say that the
        mail is still there today: that is what `mailtally check`, and the backup, are
        for.
        %s"""
                .formatted(
                        facts.times().words(facts.move().madeAt()),
                        facts.redacted() ? REDACTED : "",
                        facts.chain().head(),
                        Chain.BEGINNING,
                        backup(facts));
    }

    private static final String REDACTED =
            """

            This is the redacted form: it names no person, address, server, folder, subject
            or place on a disk, and times are told to the day. Folder 3 is the third folder
            in the full report's list of folders; message 17 is number 17 in the full
            report's exceptions.csv. [...] stands for words that were left out. Its chain is
            one of its own, made of the redacted events.
            """;

    private static String backup(MoveFacts facts) {
        if (facts.move().backup().isEmpty()) {
            return "";
        }
        return """

        THE BACKUP
        It is another folder, with a README.txt of its own. To verify it, go into it and
        type:

            sha256sum -c manifest-sha256.txt

        The SHA-256 of the file manifest-sha256.txt itself was, when it was sealed:

            %s
        """
                .formatted(Plain.text(facts.move().backup().get().manifestDigest()));
    }
}
