package mailtally.web;

import java.io.IOException;
import java.net.URI;
import mailtally.journey.Step;
import mailtally.testing.Chromium;
import mailtally.testing.FakeJourney;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/// A page that plays a journey, open in a real browser: one browser for a class, one journey and
/// one server for a test.
abstract class InChromium {
    static Chromium chromium;

    final FakeJourney journey = new FakeJourney(Step.ACCOUNT);
    PageServer server;
    String origin;

    @BeforeAll
    static void startChromium() throws IOException {
        chromium = Chromium.start();
    }

    @AfterAll
    static void endChromium() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void start() throws Exception {
        server = PageServer.start(journey, Options.usual());
        origin = "http://" + URI.create(server.address()).getAuthority();
        chromium.desktop();
        chromium.dark(false);
        chromium.open(server.address());
    }

    @AfterEach
    void stop() {
        chromium.open("about:blank");
        server.close();
    }
}
