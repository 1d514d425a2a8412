package mailtally.demo.exchange;

import java.util.Base64;
import tools.jackson.databind.json.JsonMapper;

/// An answer within an answer: JSON as it is, all else in base64.
final class GraphBatchBody {
    private GraphBatchBody() {}

    static Object of(GraphAnswer answer) {
        return answer.type().equals("application/json")
                ? JsonMapper.shared().readTree(answer.body())
                : Base64.getEncoder().encodeToString(answer.body());
    }
}
