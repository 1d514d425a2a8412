package mailtally.backup;

/// The README.txt of a bag, for the person who finds it in ten years.
final class Readme {
    private Readme() {}

    static String text(Origin origin, String day, PackageTotals totals) {
        return """
        This folder is a backup of e-mail.

        It was made on %s by the program Mailtally %s from %s
        and holds %d messages%s.

        WHAT IS HERE
        data/               The mail. Each folder of the account is a package, such as
                            data/INBOX.mbox, and in it lies a plain text file called mbox with all
                            messages of that folder, one after the other.
        data/exact/         Only if there are such messages: messages whose line ends are mixed,
                            byte for byte. They stand in the packages as well.
        data/unreadable/    Only if there are such files: files that were no readable message, as
                            they were found.
        messages.jsonl      A line for each message: its folder, where it lies in the mbox file
                            (offset and lengthBytes), its SHA-256, flags and dates.
        inventory.json      The folders, with their true names and how many messages each holds.
        manifest-sha256.txt, tagmanifest-sha256.txt
                            The SHA-256 of every file.
        The folder is a 'bag' as RFC 8493 (BagIt) describes it. Nothing in it should ever be
        changed: make a copy and work with that.

        IS IT STILL WHOLE?
        Open a terminal, go into this folder with cd, and type on a Mac
            shasum -a 256 -c tagmanifest-sha256.txt
            shasum -a 256 -c manifest-sha256.txt
        or on Linux
            sha256sum -c tagmanifest-sha256.txt
            sha256sum -c manifest-sha256.txt
        Each line must end in OK. With Mailtally at hand, `mailtally verify` and the name of this
        folder does more: it reads each message, and names those that are damaged.

        HOW TO GET THE MAIL BACK INTO APPLE MAIL
        Copy the folder data to the desktop. In Mail choose File > Import Mailboxes..., then
        'Files in mbox format', then the copy. The messages appear under On My Mac > Import.
        Other mail programs (Thunderbird, mutt, Python's mailbox module) read the mbox files too.

        HOW TO READ AN MBOX FILE BY HAND
        Each message begins after a line that begins with 'From ' and ends before an empty line.
        Where a line of the message itself begins with 'From ', '>From ', '>>From ' and so on, one
        more '>' was put before it (this is called mboxrd). To undo it, take one '>' away from each
        line that begins with '>From ', '>>From ' and so on:
            sed 's/^>\\(>*From \\)/\\1/'
        To cut out one message, look up its line in messages.jsonl. With offset 1234 and
        lengthBytes 5678 in data/INBOX.mbox/mbox:
            tail -c +1235 data/INBOX.mbox/mbox | head -c 5678 | sed 's/^>\\(>*From \\)/\\1/'
        (tail counts from 1, so add 1 to the offset.) The SHA-256 of the result is the one called
        raw in that line. All line ends are single line feeds (LF), as on a Mac.

        Folder names that not every disk can hold have been changed a little in data/. The true
        names stand in inventory.json.
        """
                .formatted(
                        day,
                        plain(origin.programVersion()),
                        plain(origin.address()),
                        totals.found() - totals.unreadable(),
                        totals.unreadable() == 0
                                ? ""
                                : " and "
                                        + totals.unreadable()
                                        + " that could not be read as messages");
    }

    /// A text on one line.
    static String plain(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cs}\u2028\u2029]", "?");
    }
}
