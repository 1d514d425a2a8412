package mailtally.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What the DNS says, from a small server of the test's own (RFC 1035).
@Timeout(600)
class DomainRecordsTest {
    private static final String JANE = "jane@example.com";

    @TempDir Path folder;

    @Test
    void recordsThatPointToExchangeOnlineSpeakForIt() throws Exception {
        try (NameServer dns =
                        new NameServer(
                                Map.of(
                                        "15 example.com", mx("example-com.mail.online.example"),
                                        "5 autodiscover.example.com",
                                                name("autodiscover.online.example")));
                WebStandIn online = answering()) {
            Discovered found =
                    new Searching(folder).online(online.place()).dns(dns.place()).find(JANE);
            assertThat(found.kind()).isEqualTo(MailboxKind.EXCHANGE_ONLINE);
            assertThat(found.doubts()).isEmpty();
            assertThat(found.evidence())
                    .anyMatch(e -> e.asked().equals("MX of example.com"))
                    .anyMatch(e -> e.means().equals("It points to Exchange Online."));
        }
    }

    @Test
    void aServiceRecordNamesAnotherHostToAsk() throws Exception {
        try (WebStandIn server = answering();
                NameServer dns =
                        new NameServer(
                                Map.of("33 _autodiscover._tcp.example.com", srv(server.place())))) {
            Discovered found = new Searching(folder).dns(dns.place()).find(JANE);
            assertThat(found.kind()).isEqualTo(MailboxKind.EXCHANGE_SERVER);
            assertThat(found.because()).contains(server.place()).contains("the domain names it");
        }
    }

    @Test
    void aServerThatSaysNothingOrNonsenseIsNoEnd() throws Exception {
        try (NameServer silent = new NameServer(null);
                NameServer odd =
                        new NameServer(
                                Map.of("33 _autodiscover._tcp.example.com", new byte[] {1, 2, 3}));
                WebStandIn online = answering()) {
            for (NameServer dns : List.of(silent, odd)) {
                Discovered found =
                        new Searching(folder)
                                .online(online.place())
                                .dns(dns.place())
                                .patience(Duration.ofSeconds(2))
                                .find(JANE);
                assertThat(found.kind()).isEqualTo(MailboxKind.EXCHANGE_ONLINE);
            }
        }
    }

    private static WebStandIn answering() throws IOException {
        return WebStandIn.good(
                e ->
                        WebStandIn.say(
                                e,
                                200,
                                "application/json",
                                "{\"Protocol\":\"EWS\",\"Url\":\"https://"
                                        + e.getRequestHeaders().getFirst("Host")
                                        + "/EWS/Exchange.asmx\"}"));
    }

    private static byte[] mx(String host) {
        return joined(new byte[] {0, 10}, name(host));
    }

    /// `127.0.0.1:port` as priority, weight, port and target.
    private static byte[] srv(String place) {
        int port = Integer.parseInt(place.substring(place.indexOf(':') + 1));
        byte[] numbers =
                ByteBuffer.allocate(6).putShort(2, (short) 0).putShort(4, (short) port).array();
        return joined(numbers, name("127.0.0.1"));
    }

    private static byte[] joined(byte[] one, byte[] other) {
        return ByteBuffer.allocate(one.length + other.length).put(one).put(other).array();
    }

    private static byte[] name(String text) {
        ByteArrayOutputStream name = new ByteArrayOutputStream();
        for (String label : text.split("\\.", -1)) {
            name.write(label.length());
            name.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
        }
        name.write(0);
        return name.toByteArray();
    }

    /// Answers from a table of type and name; without one it answers nothing at all.
    private static final class NameServer implements AutoCloseable {
        private static final int NO_SUCH_NAME = 0x8183;
        private static final int FOUND = 0x8180;

        private final DatagramSocket socket;
        private final Map<String, byte[]> records;

        NameServer(Map<String, byte[]> records) throws IOException {
            this.records = records;
            this.socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
            Thread.ofVirtual().start(this::serve);
        }

        String place() {
            return "127.0.0.1:" + socket.getLocalPort();
        }

        private void serve() {
            try {
                while (true) {
                    DatagramPacket packet = new DatagramPacket(new byte[1500], 1500);
                    socket.receive(packet);
                    if (records != null) {
                        byte[] answer =
                                answer(ByteBuffer.wrap(packet.getData(), 0, packet.getLength()));
                        socket.send(
                                new DatagramPacket(
                                        answer, answer.length, packet.getSocketAddress()));
                    }
                }
            } catch (IOException e) {
                // the test is over
            }
        }

        private byte[] answer(ByteBuffer question) throws IOException {
            short id = question.getShort(0);
            question.position(12);
            List<String> labels = new ArrayList<>();
            for (int length = question.get(); length > 0; length = question.get()) {
                byte[] label = new byte[length];
                question.get(label);
                labels.add(new String(label, StandardCharsets.US_ASCII));
            }
            short type = question.getShort();
            String wanted = String.join(".", labels);
            byte[] data = records.get(type + " " + wanted);
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(all);
            out.writeShort(id);
            out.writeShort(data == null ? NO_SUCH_NAME : FOUND);
            out.writeShort(1);
            out.writeShort(data == null ? 0 : 1);
            out.writeInt(0);
            out.write(name(wanted));
            out.writeShort(type);
            out.writeShort(1);
            if (data != null) {
                out.write(name(wanted));
                out.writeShort(type);
                out.writeShort(1);
                out.writeInt(60);
                out.writeShort(data.length);
                out.write(data);
            }
            return all.toByteArray();
        }

        @Override
        public void close() {
            socket.close();
        }
    }
}
