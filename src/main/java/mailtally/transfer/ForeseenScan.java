package mailtally.transfer;

import java.io.OutputStream;
import java.util.Locale;

/// Looks at a message's lines as they pass: how long the longest is, and which fields the header
/// has.
final class ForeseenScan extends OutputStream {
    private static final int MOST_NAME = 40;

    private final StringBuilder name = new StringBuilder();
    private long line;
    private long longest;
    private boolean header = true;
    private boolean receipt;
    private boolean messageId;

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            byte b = bytes[i];
            if (b == '\n') {
                endLine();
            } else if (b != '\r') {
                line++;
                if (header && name.length() < MOST_NAME) {
                    name.append((char) (b & 0xff));
                }
            }
        }
    }

    private void endLine() {
        longest = Math.max(longest, line);
        if (header) {
            String start = name.toString().toLowerCase(Locale.ROOT);
            receipt |= start.startsWith("disposition-notification-to:");
            messageId |= start.startsWith("message-id:");
            header = line > 0;
            name.setLength(0);
        }
        line = 0;
    }

    /// The longest line, in bytes without its end.
    long longestLine() {
        return Math.max(longest, line);
    }

    boolean asksForReceipt() {
        return receipt;
    }

    boolean hasMessageId() {
        return messageId;
    }
}
