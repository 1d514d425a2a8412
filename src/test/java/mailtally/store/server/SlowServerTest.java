package mailtally.store.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import mailtally.store.StoreUnavailableException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A server that sends a byte now and then never lets one read wait too long, and would keep us for
/// ever all the same.
@Timeout(60)
final class SlowServerTest {
    private static final int PAUSE_MS = 100;

    @TempDir private Path spill;

    private ServerSocket listening;

    @BeforeEach
    void listen() throws IOException {
        listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void stop() throws IOException {
        listening.close();
    }

    /// Says the beginning at once, and then a byte now and then.
    private void dripping(byte[] begin) {
        Thread.ofVirtual()
                .start(
                        () -> {
                            try (Socket one = listening.accept()) {
                                OutputStream out = one.getOutputStream();
                                out.write(begin);
                                for (int i = 0; i < 100_000; i++) {
                                    Thread.sleep(PAUSE_MS);
                                    out.write(' ');
                                    out.flush();
                                }
                            } catch (IOException | InterruptedException e) {
                                // nobody listens any more
                            }
                        });
    }

    private ServerOptions options() {
        Duration some = Duration.ofSeconds(4);
        return new ServerOptions(1, some, some, Optional.empty(), spill);
    }

    @Test
    void aHandshakeThatDripsEnds() throws Exception {
        dripping(new byte[] {0x16, 3, 3, 0x3f, (byte) 0xff, 2}); // a long record begins
        ServerAddress address =
                ServerAddress.parse("imaps://jane@127.0.0.1:" + listening.getLocalPort());
        try (Dialer dialer = new Dialer(options())) {
            assertThatThrownBy(() -> dialer.dial(address).close())
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("did not answer in time");
        }
    }

    @Test
    void aGreetingThatDripsEndsWhereTlsIsAskedFor() throws Exception {
        dripping("* OK ".getBytes(StandardCharsets.US_ASCII));
        ServerAddress address =
                ServerAddress.parse("imap://jane@127.0.0.1:" + listening.getLocalPort());
        try (Dialer dialer = new Dialer(options(), false)) {
            assertThatThrownBy(() -> dialer.dial(address).close())
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("did not answer in time");
        }
    }

    @Test
    void anAnswerThatDripsEnds() throws Exception {
        dripping(
                "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
        URI there = URI.create("http://127.0.0.1:" + listening.getLocalPort() + "/");
        try (WebClient web = WebClient.open(options())) {
            assertThatThrownBy(
                            () -> {
                                try (WebAnswer answer = web.send(WebRequest.get(there))) {
                                    answer.bytes(200_000);
                                }
                            })
                    .isInstanceOf(IOException.class)
                    .satisfies(
                            e ->
                                    assertThat(WebClient.explain((IOException) e))
                                            .isEqualTo("it did not answer in time"));
        }
    }

    @Test
    void aPortThatIsNoneIsNotAsked() throws Exception {
        try (WebClient web = WebClient.open(options())) {
            for (int port : new int[] {0, 65_536, 99_999}) {
                URI there = URI.create("https://127.0.0.1:" + port + "/");
                assertThatThrownBy(() -> web.send(WebRequest.get(there)).close())
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("port");
            }
        }
    }
}
