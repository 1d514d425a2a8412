package mailtally.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import mailtally.journey.Exceptions;
import mailtally.journey.Journey;
import mailtally.journey.View;

/// The pages and what is pressed on them. May be used by several threads.
final class Pages {
    /// What can be pressed whatever the screen shows.
    private static final Set<String> ALWAYS =
            Set.of("pause", "resume", "approve", "takeback", "report");

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]{1,64}");
    private static final int MOST_SEARCH = 200;
    private static final int MOST_PAGES = 1_000_000;

    private final Journey journey;
    private final Doorkeeper doorkeeper;
    private final Clock clock;
    private final Templates templates = new Templates();

    /// Why a press was not done, for the page that is drawn next where there are no scripts.
    private final AtomicReference<String> notice = new AtomicReference<>("");

    Pages(Journey journey, Doorkeeper doorkeeper, Clock clock) {
        this.journey = journey;
        this.doorkeeper = doorkeeper;
        this.clock = clock;
    }

    /// Says which address shows what.
    void on(RoutesConfig routes) {
        routes.get("/enter", doorkeeper::enter);
        routes.get("/", request -> show(request, "home", Map.of()));
        routes.get("/help", request -> show(request, "help", Map.of()));
        routes.get("/report", request -> show(request, "report", Map.of()));
        routes.get("/left", this::causes);
        routes.get("/left/{cause}", this::messages);
        routes.get("/left/{cause}/{id}", this::message);
        routes.post("/press", this::press);
        routes.get(
                "/press",
                _ -> {
                    throw new Refused(405, "A change needs a button. Nothing was changed.", true);
                });
        asset(routes, "/page.css", "page.css", "text/css");
        asset(routes, "/page.js", "page.js", "text/javascript");
        asset(
                routes,
                "/htmx.js",
                "/META-INF/resources/webjars/htmx.org/2.0.8/dist/htmx.min.js",
                "text/javascript");
    }

    /// The pieces of the page that follow the move.
    String pieces(View view) {
        return templates.draw("event", Map.of("shown", shown(view, "")));
    }

    /// What is said instead of a page.
    void refuse(Context answer, int status, String sentence, boolean wayBack) {
        answer.status(status);
        if ("true".equals(answer.header("HX-Request"))) {
            answer.contentType("text/plain; charset=utf-8").result(sentence);
            return;
        }
        html(answer, templates.draw("refused", Map.of("sentence", sentence, "back", wayBack)));
    }

    private void press(Context request) throws IOException {
        Map<String, String> fields = new HashMap<>(Form.of(request));
        doorkeeper.checkForm(fields);
        String action = fields.getOrDefault("action", "");
        String back = fields.getOrDefault("back", "");
        Stream.of("csrf", "action", "back").forEach(fields::remove);
        String said =
                shows(action)
                        ? journey.press(action, fields).orElse("")
                        : "That button belongs to an earlier screen. Nothing was changed. This is"
                                + " where the move stands.";
        if ("true".equals(request.header("HX-Request"))) {
            html(request, templates.draw("press", Map.of("shown", shown(journey.view(), said))));
            return;
        }
        notice.set(said);
        request.status(303)
                .header("Location", NAME.matcher(back).matches() ? "/left/" + back : "/");
    }

    /// True for a button that is on the screen: a page of before may have others.
    private boolean shows(String action) {
        View.Screen screen = journey.view().screen();
        return ALWAYS.contains(action)
                || Stream.concat(screen.primary().stream(), screen.links().stream())
                        .anyMatch(b -> b.action().equals(action));
    }

    private void causes(Context request) {
        show(request, "all", Map.of("causes", journey.exceptions().causes()));
    }

    private void messages(Context request) throws IOException {
        String name = request.pathParam("cause");
        if (name.endsWith(".csv")) {
            csv(request, cause(name.substring(0, name.length() - ".csv".length())));
            return;
        }
        View.Cause cause = cause(name);
        String search = limited(request.queryParam("q"));
        String sort =
                Optional.ofNullable(request.queryParam("sort"))
                        .filter(Browsed.SORTS::contains)
                        .orElse("date");
        int page = page(request.queryParam("page"));
        Exceptions.Page found = journey.exceptions().page(cause.id(), search, sort, page);
        show(
                request,
                "cause",
                Map.of(
                        "list",
                        new Browsed(cause, search, sort, page, found.messages(), found.total())));
    }

    private static String limited(String search) {
        return search == null ? "" : search.substring(0, Math.min(search.length(), MOST_SEARCH));
    }

    private static int page(String number) {
        try {
            return number == null ? 0 : Math.clamp(Integer.parseInt(number), 0, MOST_PAGES);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private void message(Context request) {
        String id = request.pathParam("id");
        View.Cause cause = cause(request.pathParam("cause"));
        Exceptions.Beside beside =
                Optional.of(id)
                        .filter(NAME.asMatchPredicate())
                        .flatMap(journey.exceptions()::message)
                        .orElseThrow(Pages::notLeft);
        show(request, "message", Map.of("cause", cause, "beside", beside));
    }

    private View.Cause cause(String id) {
        return journey.exceptions().causes().stream()
                .filter(c -> c.id().equals(id))
                .findFirst()
                .orElseThrow(Pages::notLeft);
    }

    private static Refused notLeft() {
        return new Refused(
                404, "There is no such message among what is left: it may be safe by now.", true);
    }

    /// All pages of a cause, one after the other: never all of them in memory.
    private void csv(Context request, View.Cause cause) throws IOException {
        request.contentType("text/csv; charset=utf-8");
        request.header(
                "Content-Disposition", "attachment; filename=\"left-" + cause.id() + ".csv\"");
        try (Writer out = new OutputStreamWriter(request.outputStream(), StandardCharsets.UTF_8)) {
            Csv csv = new Csv(out);
            csv.head();
            List<Exceptions.Left> some;
            int page = 0;
            do {
                some = journey.exceptions().page(cause.id(), "", "date", page++).messages();
                for (Exceptions.Left one : some) {
                    csv.message(one);
                }
            } while (some.size() == Exceptions.Page.SIZE && page < MOST_PAGES);
        }
    }

    private void show(Context request, String template, Map<String, Object> more) {
        Map<String, Object> parameters = new HashMap<>(more);
        parameters.put("shown", shown(journey.view(), notice.getAndSet("")));
        html(request, templates.draw(template, parameters));
    }

    private static void html(Context answer, String text) {
        answer.contentType("text/html; charset=utf-8").result(text);
    }

    private Shown shown(View view, String said) {
        return new Shown(view, doorkeeper.csrf(), Shown.visible(said), clock);
    }

    private static void asset(RoutesConfig routes, String path, String resource, String type) {
        byte[] bytes = bytes(resource);
        routes.get(path, answer -> answer.contentType(type + "; charset=utf-8").result(bytes));
    }

    private static byte[] bytes(String resource) {
        try (InputStream in = Pages.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks " + resource);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException("the program's " + resource + " cannot be read", e);
        }
    }
}
