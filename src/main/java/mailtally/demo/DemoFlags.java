package mailtally.demo;

import java.util.Random;
import mailtally.store.FolderPath;

/// Apple Mail's number for a message's flags, bit by bit.
final class DemoFlags {
    static final long READ = 1;
    static final long DELETED = 1 << 1;
    private static final long ANSWERED = 1 << 2;
    static final long FLAGGED = 1 << 4;
    private static final long DRAFT = 1 << 6;
    private static final long FORWARDED = 1 << 8;
    private static final long REDIRECTED = 1 << 9;
    private static final int ATTACHMENTS_SHIFT = 10;
    private static final long NORMAL_PRIORITY = 3L << 16;
    private static final long HIGH_PRIORITY = 1L << 16;
    private static final long JUNK = 1 << 24;
    private static final long NOT_JUNK = 1 << 25;
    private static final long JUNK_LEVEL_RECORDED = 1 << 29;

    /// Above 32 bits: what Mail means by it is unknown, but it is seen in many files.
    private static final long NEWER = 1L << 33;

    private DemoFlags() {}

    /// Flags that fit the folder.
    ///
    /// @param attachments how many files are attached, at most 63
    static long of(DemoPlan.Box box, int attachments, Random random) {
        FolderPath path = box.path();
        long flags = ((long) attachments << ATTACHMENTS_SHIFT) | NEWER;
        flags |= random.nextInt(20) == 0 ? HIGH_PRIORITY : NORMAL_PRIORITY;
        flags |= box.sent() || random.nextInt(100) < 85 ? READ : 0;
        if (path.equals(DemoPlan.DRAFTS) || path.equals(DemoPlan.ENTWUERFE)) {
            return flags | DRAFT;
        }
        if (path.equals(DemoPlan.JUNK)) {
            return flags | JUNK | JUNK_LEVEL_RECORDED;
        }
        if (!box.sent()) {
            flags |= random.nextInt(100) < 25 ? ANSWERED : 0;
            flags |= random.nextInt(100) < 6 ? FORWARDED : 0;
            flags |= random.nextInt(100) < 2 ? REDIRECTED : 0;
            flags |= random.nextInt(100) < 10 ? NOT_JUNK | JUNK_LEVEL_RECORDED : 0;
        }
        flags |= random.nextInt(100) < 8 ? FLAGGED : 0;
        flags |= path.equals(DemoPlan.TRASH) && random.nextInt(3) == 0 ? DELETED : 0;
        return flags;
    }
}
