package mailtally.store.ews;

/// What an answer says of a folder.
///
/// @param name what a person sees; as the server has it
/// @param folderClass `IPF.Note` for mail, `IPF.Appointment`, …; may be empty
/// @param kind the element that it came in: `Folder`, `CalendarFolder`, `SearchFolder`, …
/// @param total how many items it has; -1 where the server does not tell
record FolderLine(
        String id, String parent, String name, String folderClass, String kind, long total) {

    /// Reads a folder of an answer.
    ///
    /// @throws HostileAnswerException if it has no id that could be one
    static FolderLine of(Node folder) throws HostileAnswerException {
        String id =
                folder.at("FolderId")
                        .flatMap(i -> i.attribute("Id"))
                        .filter(Line::isId)
                        .orElseThrow(() -> new HostileAnswerException("a folder in it has no id"));
        return new FolderLine(
                id,
                folder.at("ParentFolderId").flatMap(p -> p.attribute("Id")).orElse(""),
                folder.textAt("DisplayName").orElse(""),
                folder.textAt("FolderClass").orElse(""),
                folder.name(),
                folder.textAt("TotalCount")
                        .filter(t -> t.matches("\\d{1,10}"))
                        .map(Long::parseLong)
                        .orElse(-1L));
    }

    /// True for a folder of messages: of the class for mail, of the one that IMAP programs and
    /// imports give (`IPF.Imap`), or of none. A search folder only shows what lies elsewhere.
    boolean mail() {
        boolean note = folderClass.regionMatches(true, 0, "IPF.Note", 0, 8);
        boolean imap = folderClass.regionMatches(true, 0, "IPF.Imap", 0, 8);
        return kind.equals("Folder") && (folderClass.isEmpty() || note || imap);
    }

    boolean view() {
        return kind.equals("SearchFolder");
    }
}
