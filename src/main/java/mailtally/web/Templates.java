package mailtally.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.Map;

/// The page's templates, compiled with the program. May be used by several threads.
final class Templates {
    private final TemplateEngine engine =
            TemplateEngine.createPrecompiled(
                    null, ContentType.Html, Templates.class.getClassLoader(), "mailtally.web");

    String draw(String name, Map<String, Object> parameters) {
        StringOutput out = new StringOutput(16 * 1024);
        engine.render(name + ".jte", parameters, out);
        return out.toString();
    }
}
