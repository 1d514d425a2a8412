package mailtally.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Stands before a real IMAP server and lets in by XOAUTH2 alone. Each connection is cut after so
/// many bytes of answers, so that a reader has to log in again and again.
final class TokenFront implements AutoCloseable {
    private static final Pattern SHOWN = Pattern.compile("user=(.*)\1auth=Bearer (.*)\1\1");

    private final ServerSocket socket;
    private final int behind;
    private final String password;
    private final Function<String, Boolean> good;
    private final int mostBytes;
    private final String refusal;
    private final List<Boolean> logins = Collections.synchronizedList(new ArrayList<>());

    /// @param behind the port of the real server
    /// @param good whether a token lets in
    /// @param refusal what stands behind `NO`
    TokenFront(
            int behind,
            String password,
            Function<String, Boolean> good,
            int mostBytes,
            String refusal)
            throws IOException {
        this.behind = behind;
        this.password = password;
        this.good = good;
        this.mostBytes = mostBytes;
        this.refusal = refusal;
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    String address(String user) {
        return "imap://" + user + "@127.0.0.1:" + socket.getLocalPort();
    }

    /// Which logins were good, in order.
    List<Boolean> logins() {
        return List.copyOf(logins);
    }

    private void accept() {
        try {
            while (true) {
                Socket one = socket.accept();
                Thread.ofVirtual().start(() -> serve(one));
            }
        } catch (IOException e) {
            // the test is over
        }
    }

    private void serve(Socket one) {
        try (one;
                Socket real = new Socket(InetAddress.getLoopbackAddress(), behind)) {
            OutputStream out = one.getOutputStream();
            say(out, "* OK ready");
            InputStream in = one.getInputStream();
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                String tag = line.substring(0, line.indexOf(' '));
                if (line.contains("CAPABILITY")) {
                    say(out, "* CAPABILITY IMAP4rev1 AUTH=XOAUTH2 SASL-IR");
                    say(out, tag + " OK done");
                } else if (line.contains("AUTHENTICATE XOAUTH2 ")) {
                    String shown = line.substring(line.lastIndexOf(' ') + 1);
                    Matcher parts =
                            SHOWN.matcher(
                                    new String(
                                            Base64.getDecoder().decode(shown),
                                            StandardCharsets.UTF_8));
                    boolean letIn = parts.matches() && good.apply(parts.group(2));
                    logins.add(letIn);
                    if (!letIn) {
                        say(out, tag + " NO " + refusal);
                        return;
                    }
                    BufferedReader answers =
                            new BufferedReader(
                                    new InputStreamReader(
                                            real.getInputStream(), StandardCharsets.ISO_8859_1));
                    answers.readLine();
                    say(real.getOutputStream(), "x LOGIN " + parts.group(1) + " " + password);
                    while (!answers.readLine().startsWith("x OK")) {
                        // what stands between
                    }
                    say(out, tag + " OK done");
                    Thread.ofVirtual().start(() -> copy(in, real, Integer.MAX_VALUE));
                    copy(real.getInputStream(), one, mostBytes);
                    return;
                } else {
                    say(out, tag + " BAD what");
                }
            }
        } catch (IOException e) {
            // the client left
        }
    }

    private static void copy(InputStream from, Socket to, int most) {
        byte[] piece = new byte[512];
        try {
            int all = 0;
            for (int got = from.read(piece); got > 0 && all < most; got = from.read(piece)) {
                to.getOutputStream().write(piece, 0, got);
                all += got;
            }
            to.close();
        } catch (IOException e) {
            // one of them left
        }
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            line.append((char) b);
        }
        return line.toString().strip();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
