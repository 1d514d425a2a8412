package mailtally.testing.server;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What Courier's imaplogin does for one connection: the greeting and LOGIN, then imapd takes over.
final class CourierDoor implements AutoCloseable {
    static final String CAPABILITY =
            "IMAP4rev1 UIDPLUS CHILDREN NAMESPACE THREAD=ORDEREDSUBJECT"
                    + " THREAD=REFERENCES SORT QUOTA IDLE";
    private static final Pattern LOGIN =
            Pattern.compile(
                    "(\\S+) LOGIN (\"?)(\\S+?)\\2 (\"?)(\\S+?)\\4", Pattern.CASE_INSENSITIVE);

    private final CourierServer server;
    private final Socket client;
    private volatile Process imapd;

    CourierDoor(CourierServer server, Socket client) {
        this.server = server;
        this.client = client;
    }

    /// Serves the connection until one side is gone.
    void run() {
        try (client) {
            client.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(client.getInputStream());
            OutputStream out = client.getOutputStream();
            out.write(Wire.bytes("* OK [CAPABILITY " + CAPABILITY + "] Courier-IMAP ready.\r\n"));
            for (String line = Wire.line(in); line != null; line = Wire.line(in)) {
                Matcher login = LOGIN.matcher(Wire.bare(line));
                if (login.matches() && login.group(5).equals(MailServer.PASSWORD)) {
                    serve(in, out, login.group(3), login.group(1));
                    return;
                }
                out.write(Wire.bytes(answer(Wire.bare(line))));
            }
        } catch (IOException _) {
            // The client went away, or the test is over.
        } finally {
            close();
        }
    }

    @Override
    public void close() {
        try {
            client.close();
            if (imapd != null) {
                imapd.destroyForcibly();
                imapd.waitFor();
            }
        } catch (IOException _) {
            // It was closed already.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(InputStream in, OutputStream out, String user, String tag)
            throws IOException {
        imapd = server.imapd(user);
        InputStream answers = new BufferedInputStream(imapd.getInputStream());
        String greeting = Wire.line(answers);
        boolean ready = greeting != null && greeting.startsWith("* PREAUTH");
        out.write(Wire.bytes(tag + (ready ? " OK LOGIN Ok.\r\n" : " NO Login failed.\r\n")));
        Thread up =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    copy(in, imapd.getOutputStream());
                                    close(imapd.getOutputStream());
                                });
        copy(answers, out);
        client.close();
        up.interrupt();
    }

    private static String answer(String line) {
        String[] words = line.split(" ", 3);
        String tag = words[0];
        return switch (words.length < 2 ? "" : words[1].toUpperCase(Locale.ROOT)) {
            case "CAPABILITY" ->
                    "* CAPABILITY " + CAPABILITY + "\r\n" + tag + " OK CAPABILITY completed\r\n";
            case "NOOP" -> tag + " OK NOOP completed\r\n";
            case "LOGIN" -> tag + " NO Login failed.\r\n";
            default -> tag + " BAD Invalid command\r\n";
        };
    }

    private static void copy(InputStream from, OutputStream to) {
        byte[] buffer = new byte[64 << 10];
        try {
            for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
                to.write(buffer, 0, read);
                to.flush();
            }
        } catch (IOException _) {
            // One side is gone, and the other is told so.
        }
    }

    private static void close(OutputStream stream) {
        try {
            stream.close();
        } catch (IOException _) {
            // Its process is gone.
        }
    }
}
