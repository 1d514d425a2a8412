package mailtally.demo;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import mailtally.store.applemail.AccountRow;

/// Draws the made-up System Settings. Everything that is not ours passes [#escaped].
final class SettingsHtml {
    static final String STYLE =
            """
            :root { color-scheme: light dark; --ground: #fafaf7; --panel: #f0f0eb; --text: #1b1d20;
              --second: #565b62; --stops: #a11f1a; --action: #0a4fa3; --line: #80858c; }
            @media (prefers-color-scheme: dark) { :root { --ground: #16181b; --panel: #202327;
              --text: #ecedef; --second: #a8aeb6; --stops: #ff8f85; --action: #8ab8ff;
              --line: #7c828a; } }
            body { margin: 0; background: var(--ground); color: var(--text);
              font: 17px/1.5 system-ui, sans-serif; }
            .made-up { padding: 12px 20px; border-bottom: 3px dashed var(--line);
              background: var(--panel); }
            main { max-width: 720px; margin: 0 auto; padding: 20px; }
            h1 { font-size: 28px; } h2 { font-size: 20px; margin: 0; }
            section { margin: 16px 0; padding: 16px; border: 1px solid var(--line);
              border-radius: 10px; background: var(--panel); }
            p { margin: 6px 0; } .second { color: var(--second); }
            .stops { border-color: var(--stops); }
            form { display: flex; flex-wrap: wrap; gap: 8px; align-items: end; margin: 8px 0 0; }
            label { display: grid; gap: 4px; }
            input { font: inherit; min-height: 44px; padding: 0 10px; color: var(--text);
              background: var(--ground); border: 1px solid var(--line); border-radius: 6px;
              box-sizing: border-box; max-width: 100%; }
            button, a.button { font: inherit; min-height: 44px; padding: 0 16px; cursor: pointer;
              color: var(--action); background: var(--ground); border: 1px solid var(--line);
              border-radius: 6px; display: inline-flex; align-items: center; box-sizing: border-box;
              text-decoration: none; }
            button.delete { color: var(--stops); }
            :focus-visible { outline: 3px solid var(--action); outline-offset: 2px; }
            """;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm:ss", Locale.UK);

    private SettingsHtml() {}

    /// The page.
    ///
    /// @param asked the id of the row whose deletion is asked about; empty for none
    /// @param notice why the last press did nothing; may be empty
    static String page(
            List<AccountRow> rows, boolean mailRuns, Instant boot, String asked, String notice) {
        StringBuilder html = new StringBuilder();
        html.append(
                """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>Internet Accounts (made up)</title>
                <link rel="stylesheet" href="style.css">
                </head>
                <body>
                <div class="made-up" role="note"><strong>Made up.</strong> This page stands in for
                the System Settings of a Mac that does not exist. Nothing of yours is shown or
                changed here.</div>
                <main>
                <h1>Internet Accounts</h1>
                """);
        if (!notice.isEmpty()) {
            html.append("<section class=\"stops\" role=\"alert\"><p>")
                    .append(escaped(notice))
                    .append("</p></section>\n");
        }
        if (rows.isEmpty()) {
            html.append("<p>There is no account on this Mac.</p>\n");
        }
        rows.forEach(row -> row(html, row, row.id().equals(asked)));
        mac(html, mailRuns, boot);
        return html.append("</main>\n</body>\n</html>\n").toString();
    }

    private static void row(StringBuilder html, AccountRow row, boolean asked) {
        html.append("<section").append(asked ? " class=\"stops\"" : "").append(">\n<h2><bdi>");
        html.append(escaped(row.name())).append("</bdi></h2>\n<p class=\"second\">");
        html.append(escaped(row.kind().equals("EXCHANGE") ? "Exchange" : row.kind()));
        for (String each : List.of(row.address(), row.host())) {
            if (!each.isEmpty()) {
                html.append(", <bdi>").append(escaped(each)).append("</bdi>");
            }
        }
        html.append("</p>\n");
        if (!row.services().isEmpty()) {
            html.append("<p class=\"second\">With ")
                    .append(escaped(String.join(", ", row.services())))
                    .append("</p>\n");
        }
        if (asked) {
            html.append("<p>Delete the account <bdi>")
                    .append(escaped(row.name()))
                    .append("</bdi> from this Mac? Its mail on this Mac goes with it.</p>\n");
            html.append(form("delete", row.id()))
                    .append("<button class=\"delete\">OK</button>")
                    .append("<a class=\"button\" href=\"./\">Cancel</a></form>\n");
        } else {
            html.append("<form method=\"get\"><input type=\"hidden\" name=\"delete\" value=\"")
                    .append(escaped(row.id()))
                    .append("\"><button class=\"delete\" aria-label=\"Delete Account\u2026 ")
                    .append(escaped(row.name()))
                    .append("\">Delete Account\u2026</button></form>\n");
            html.append(form("rename", row.id()))
                    .append("<label>Description <input name=\"name\" maxlength=\"100\" value=\"")
                    .append(escaped(row.name()))
                    .append("\"></label><button aria-label=\"Rename ")
                    .append(escaped(row.name()))
                    .append("\">Rename</button></form>\n");
        }
        html.append("</section>\n");
    }

    private static void mac(StringBuilder html, boolean mailRuns, Instant boot) {
        html.append("<section>\n<h2>Mail</h2>\n<p>Mail is ")
                .append(mailRuns ? "open" : "closed")
                .append(".</p>\n")
                .append(form(mailRuns ? "quit-mail" : "open-mail", ""))
                .append(mailRuns ? "<button>Quit Mail" : "<button>Open Mail")
                .append("</button></form>\n</section>\n");
        html.append("<section>\n<h2>This Mac</h2>\n<p>Started on ")
                .append(escaped(TIME.format(boot.atZone(ZoneId.systemDefault()))))
                .append(".</p>\n")
                .append(form("restart", ""))
                .append("<button>Restart this Mac</button></form>\n</section>\n");
        html.append("<section>\n<h2>Add an Exchange account</h2>\n")
                .append("<p class=\"second\">As if an administrator had moved the mailbox: what")
                .append(" the new mailbox holds comes to this Mac.</p>\n")
                .append(form("add", ""))
                .append("<label>Mail address <input name=\"address\" value=\"")
                .append(escaped(DemoAccount.IMAP.address()))
                .append("\"></label><label>Server <input name=\"host\"")
                .append(" value=\"outlook.example.com\"></label>")
                .append("<button>Add the account</button></form>\n</section>\n");
    }

    private static String form(String action, String id) {
        return "<form method=\"post\" action=\"./\"><input type=\"hidden\" name=\"action\" value=\""
                + action
                + "\"><input type=\"hidden\" name=\"id\" value=\""
                + escaped(id)
                + "\">";
    }

    /// Text that is text wherever it stands: in an element or in a quoted attribute. What cannot be
    /// seen, or turns the direction of writing, is shown as U+FFFD.
    static String escaped(String text) {
        StringBuilder safe = new StringBuilder();
        text.codePoints()
                .forEach(
                        c -> {
                            switch (c) {
                                case '&' -> safe.append("&amp;");
                                case '<' -> safe.append("&lt;");
                                case '>' -> safe.append("&gt;");
                                case '"' -> safe.append("&quot;");
                                case '\'' -> safe.append("&#39;");
                                default -> safe.appendCodePoint(visible(c) ? c : '\ufffd');
                            }
                        });
        return safe.toString();
    }

    private static boolean visible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED ->
                    false;
            default -> true;
        };
    }
}
