package mailtally.demo.exchange;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Microsoft Graph, as far as it shows mail ('Outlook mail API overview'): folders, delta, MIME
/// content and batches, with the limits for one application and mailbox ('Microsoft Graph
/// service-specific throttling limits'). It only shows.
///
/// Used by several threads.
public final class GraphDoor implements HttpHandler {
    /// Where it is, behind the stand-in's own address.
    public static final String PATH = "/v1.0";

    private static final int MOST_AT_ONCE = 4;
    private static final int MOST_IN_BATCH = 20;
    private static final int MOST_BYTES = 4 << 20;

    private final ExchangeStandIn standIn;
    private final GraphRules rules = new GraphRules();

    GraphDoor(ExchangeStandIn standIn) {
        this.standIn = standIn;
    }

    /// How it behaves, and what it saw.
    public GraphRules rules() {
        return rules;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            int active = rules.begin();
            try {
                answer(exchange, active);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                rules.end();
            }
        }
    }

    private void answer(HttpExchange exchange, int active)
            throws IOException, InterruptedException {
        Thread.sleep(rules.slow());
        URI asked = exchange.getRequestURI();
        String token = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        String prefer =
                String.join(
                        ",",
                        Optional.ofNullable(exchange.getRequestHeaders().get("Prefer"))
                                .orElse(List.of()));
        GraphAnswer answer;
        if (active > MOST_AT_ONCE) {
            rules.countRefused();
            answer = GraphAnswer.error(429, "ApplicationThrottled");
        } else if (rules.throttles()) {
            rules.countRefused();
            answer = GraphAnswer.error(429, "TooManyRequests").after(rules.retryAfter());
        } else if (asked.getPath().equals(PATH + "/$batch")) {
            answer = batch(exchange, token, prefer);
        } else if (!exchange.getRequestMethod().equals("GET")) {
            answer = GraphAnswer.error(405, "MethodNotAllowed");
        } else {
            answer = one(asked, token, prefer);
        }
        GraphRules.Harm harm = rules.harm(asked.getPath());
        switch (harm) {
            case NONE, NEXT_LINK_ELSEWHERE, NEXT_LINK_CIRCLE -> answer.send(exchange);
            default -> GraphAnswer.harm(exchange, harm);
        }
    }

    private GraphAnswer one(URI asked, String authorization, String prefer) {
        GraphQuestion question = GraphQuestion.of(asked, prefer);
        if (question.user().isEmpty()) {
            return GraphAnswer.error(404, "ResourceNotFound");
        }
        String token = authorization.replaceFirst("^Bearer ", "");
        TokenAccess access =
                standIn.tokens().book().isFor(token, "graph.microsoft.com")
                        ? standIn.opens(question.user(), token)
                        : TokenAccess.REFUSED;
        Optional<ExchangeStandIn.Account> account = standIn.account(question.user());
        if (access == TokenAccess.REFUSED) {
            return GraphAnswer.error(401, "InvalidAuthenticationToken");
        }
        if (account.isEmpty()) {
            return GraphAnswer.error(404, "ErrorInvalidUser");
        }
        if (access == TokenAccess.NO_RIGHT) {
            return GraphAnswer.error(403, "ErrorAccessDenied");
        }
        if (rules.isOnPremises(question.user())) {
            return GraphAnswer.error(404, "MailboxNotEnabledForRESTAPI");
        }
        return new GraphMailbox(account.get().mailbox(), rules, standIn.webAddress() + PATH)
                .answer(question);
    }

    /// Several questions in one ('Combine multiple HTTP requests using JSON batching'). What is no
    /// JSON comes in base64.
    private GraphAnswer batch(HttpExchange exchange, String token, String prefer)
            throws IOException {
        JsonNode asked =
                JsonMapper.shared()
                        .readTree(exchange.getRequestBody().readNBytes(MOST_BYTES))
                        .path("requests");
        if (!asked.isArray() || asked.isEmpty() || asked.size() > MOST_IN_BATCH) {
            return GraphAnswer.error(400, "BadRequest");
        }
        List<Map<String, Object>> answers = new ArrayList<>();
        for (JsonNode request : asked) {
            String url = request.path("url").asString("");
            String own = request.path("headers").path("Prefer").asString(prefer);
            GraphAnswer answer = one(URI.create(PATH + url), token, own);
            answers.add(
                    Map.of(
                            "id", request.path("id").asString(""),
                            "status", answer.status(),
                            "headers", Map.of("Content-Type", answer.type()),
                            "body", GraphBatchBody.of(answer)));
        }
        return GraphAnswer.json(Map.of("responses", answers));
    }
}
