package mailtally.web;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import mailtally.journey.Journey;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// Shows a journey as a page on this computer: at 127.0.0.1 alone, to the browser that opens
/// [#address] first. May be used by several threads. The journey is not closed with it.
public final class PageServer implements AutoCloseable {
    private static final int MOST_THREADS = 40;
    private static final int MOST_HEADER_BYTES = 8 * 1024;
    private static final int WAITING_CONNECTIONS = 32;
    private static final Duration SILENCE = Duration.ofSeconds(30);
    private static final Duration LEAVING = Duration.ofSeconds(3);

    private final Journey journey;
    private final Doorkeeper doorkeeper;
    private final Pages pages;
    private final Events events;
    private final Javalin javalin;
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile long lastAsked = System.nanoTime();

    private PageServer(Journey journey, Options options, ServerSocketChannel socket) {
        this.journey = journey;
        doorkeeper = new Doorkeeper(socket.socket().getLocalPort());
        pages = new Pages(journey, doorkeeper, options.clock());
        events = new Events(journey, pages::pieces);
        javalin = Javalin.create(config -> configure(config, socket));
    }

    /// Starts.
    ///
    /// @throws IOException where the port is taken
    public static PageServer start(Journey journey, Options options) throws IOException {
        ServerSocketChannel socket = ServerSocketChannel.open();
        try {
            socket.bind(new InetSocketAddress(loopback(), options.port()), WAITING_CONNECTIONS);
            PageServer server = new PageServer(journey, options, socket);
            server.javalin.start();
            options.stopWhenIdle().ifPresent(server::stopAfter);
            return server;
        } catch (IOException e) {
            socket.close();
            throw new IOException(
                    "Cannot show the page at port "
                            + options.port()
                            + " of this computer: "
                            + e.getMessage()
                            + ". Nothing was changed. Name another port, or none.",
                    e);
        }
    }

    /// The address that opens the page, with its token: it opens one browser, once. It is a secret
    /// until then.
    public String address() {
        return doorkeeper.address();
    }

    /// Waits until the server was closed, or stopped itself.
    public void awaitEnd() throws InterruptedException {
        end.await();
    }

    @Override
    public void close() {
        events.end();
        try {
            javalin.stop();
        } catch (JavalinException _) {
            // An answer was still under way; the server is gone with it.
        } finally {
            end.countDown();
        }
    }

    private void configure(JavalinConfig config, ServerSocketChannel socket) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.maxRequestSize = Form.MOST_BYTES;
        config.http.asyncTimeout = 0;
        QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, 2);
        threads.setName("page");
        threads.setDaemon(true);
        config.jetty.threadPool = threads;
        config.jetty.modifyHttpConfiguration(PageServer::limit);
        config.jetty.modifyServer(
                server -> {
                    server.setErrorHandler(new BareTrouble());
                    server.setStopTimeout(LEAVING.toMillis());
                });
        config.jetty.modifyServletContextHandler(
                context -> context.setErrorHandler(new BareTrouble()));
        config.jetty.addConnector((server, http) -> connector(server, http, socket));
        config.routes.before(
                request -> {
                    lastAsked = System.nanoTime();
                    Headers.on(request);
                    doorkeeper.look(request);
                });
        pages.on(config.routes);
        config.routes.before("/events", _ -> events.look());
        config.routes.sse("/events", events::take);
        config.routes.exception(
                Refused.class,
                (refused, answer) ->
                        pages.refuse(
                                answer, refused.status(), refused.getMessage(), refused.wayBack()));
        config.routes.exception(
                Exception.class,
                (trouble, answer) ->
                        pages.refuse(
                                answer,
                                500,
                                "Mailtally could not draw this page ("
                                        + trouble.getClass().getSimpleName()
                                        + "). What is counted stays counted.",
                                true));
        config.routes.error(
                404, "html", answer -> pages.refuse(answer, 404, "There is no such page.", true));
    }

    /// This computer alone, whatever its name server says of "localhost".
    private static InetAddress loopback() throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    }

    private static void limit(HttpConfiguration http) {
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(MOST_HEADER_BYTES);
        http.setIdleTimeout(SILENCE.toMillis());
        // Also on what Jetty answers by itself.
        http.addCustomizer(
                (request, headers) -> {
                    add(headers);
                    return request;
                });
    }

    private static void add(HttpFields.Mutable headers) {
        Headers.ALL.forEach(headers::put);
    }

    private static ServerConnector connector(
            Server server, HttpConfiguration http, ServerSocketChannel socket) {
        ServerConnector connector =
                new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setIdleTimeout(SILENCE.toMillis());
        try {
            connector.open(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return connector;
    }

    /// Stops by itself once nobody looks and nothing runs.
    private void stopAfter(Duration idle) {
        Thread.ofPlatform()
                .daemon()
                .name("page-idle")
                .start(
                        () -> {
                            try {
                                while (!end.await(
                                        idle.toMillis() / 10 + 1, TimeUnit.MILLISECONDS)) {
                                    boolean busy =
                                            events.open() > 0 || journey.view().work().isPresent();
                                    if (busy) {
                                        lastAsked = System.nanoTime();
                                    } else if (System.nanoTime() - lastAsked > idle.toNanos()) {
                                        close();
                                    }
                                }
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
    }
}
