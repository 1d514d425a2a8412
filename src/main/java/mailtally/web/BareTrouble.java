package mailtally.web;

import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/// What is answered where a request does not even reach our own pages: a sentence, and nothing of
/// the request or of the program.
final class BareTrouble extends ErrorHandler {
    private static final String SENTENCE = "This request cannot be served. Nothing was changed.\n";

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Headers.ALL.forEach(response.getHeaders()::put);
        response.getHeaders().put("Content-Type", "text/plain; charset=utf-8");
        Content.Sink.write(response, true, SENTENCE, callback);
        return true;
    }
}
