package mailtally.demo.exchange;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One mailbox as Microsoft Graph shows it.
///
/// @param address where the service is, for links to next pages
record GraphMailbox(ExchangeMailbox mailbox, GraphRules rules, String address) {
    private static final int USUAL_PAGE = 10;

    /// The names that mean a folder whatever it is called, and the uses that the mailbox knows.
    private static final Map<String, String> WELL_KNOWN =
            Map.of(
                    "inbox", "Inbox",
                    "sentitems", "Sent",
                    "drafts", "Drafts",
                    "deleteditems", "Trash",
                    "junkemail", "Junk",
                    "archive", "Archive");

    GraphAnswer answer(GraphQuestion question) {
        List<String> path = question.path();
        return switch (path.getFirst()) {
            case "mailFolders" -> folders(question);
            case "messages" -> path.size() < 2 ? unknown() : message(question, path.get(1));
            default -> unknown();
        };
    }

    private static GraphAnswer unknown() {
        return GraphAnswer.error(404, "ResourceNotFound");
    }

    private static GraphAnswer gone() {
        return GraphAnswer.error(404, "ErrorItemNotFound");
    }

    private GraphAnswer folders(GraphQuestion question) {
        List<String> path = question.path();
        if (path.size() == 1) {
            return list(question, children(List.of()));
        }
        Optional<ExchangeFolder> folder = folder(path.get(1));
        if (folder.isEmpty()) {
            return gone();
        }
        return switch (String.join("/", path.subList(2, path.size()))) {
            case "" -> GraphAnswer.json(shown(folder.get()));
            case "childFolders" -> list(question, children(folder.get().path()));
            case "messages/delta" -> new GraphDelta(this, question, folder.get()).answer();
            default -> unknown();
        };
    }

    private Optional<ExchangeFolder> folder(String name) {
        Optional<String> use = Optional.ofNullable(WELL_KNOWN.get(name));
        return use.isPresent()
                ? mailbox.folders().stream().filter(f -> f.use().equals(use)).findFirst()
                : mailbox.folder(name).filter(ExchangeFolder::holdsMail);
    }

    private List<ExchangeFolder> children(List<String> parent) {
        return mailbox.folders().stream()
                .filter(ExchangeFolder::holdsMail)
                .filter(f -> f.path().size() == parent.size() + 1)
                .filter(f -> f.path().subList(0, parent.size()).equals(parent))
                .toList();
    }

    private Map<String, Object> shown(ExchangeFolder folder) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", folder.id());
        shown.put(
                "displayName",
                folder.use().filter("Inbox"::equals).isPresent()
                        ? "Posteingang"
                        : folder.path().getLast());
        shown.put("childFolderCount", children(folder.path()).size());
        shown.put("totalItemCount", mailbox.items(folder).size());
        return shown;
    }

    private GraphAnswer list(GraphQuestion question, List<ExchangeFolder> all) {
        int from = Integer.parseInt(question.query().getOrDefault("$skip", "0"));
        int to =
                Math.min(
                        all.size(), from + Math.min(question.page(USUAL_PAGE), rules.mostOnPage()));
        List<Object> shown = new ArrayList<>();
        all.subList(Math.min(from, to), to).forEach(folder -> shown.add(shown(folder)));
        return page(
                question, shown, to < all.size() ? Optional.of("$skip=" + to) : Optional.empty());
    }

    /// A page of a list.
    ///
    /// @param next what the next page's address has in its query, if there is one
    GraphAnswer page(GraphQuestion question, List<Object> shown, Optional<String> next) {
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("@odata.context", address + "/$metadata");
        page.put("value", shown);
        String path = String.join("/", question.path());
        String here = address + "/users/" + encoded(question.user()) + "/" + path;
        switch (rules.harm("/" + path)) {
            case NEXT_LINK_ELSEWHERE -> page.put("@odata.nextLink", rules.elsewhereAddress());
            case NEXT_LINK_CIRCLE -> page.put("@odata.nextLink", here + "?$skip=0");
            default -> {
                if (next.isPresent()) {
                    String name = next.get().startsWith("$delta") ? "deltaLink" : "nextLink";
                    page.put("@odata." + name, here + "?" + next.get());
                }
            }
        }
        return GraphAnswer.json(page);
    }

    private static String encoded(String user) {
        return URLEncoder.encode(user, StandardCharsets.UTF_8);
    }

    /// The id that stands for a message where ids are asked for in this way.
    static String id(ExchangeItem item, GraphQuestion question) {
        return question.immutableIds() ? item.id() : "M" + item.id();
    }

    private GraphAnswer message(GraphQuestion question, String id) {
        boolean other = question.immutableIds() == id.startsWith("M");
        Optional<ExchangeItem> item =
                other ? Optional.empty() : mailbox.item(id.replaceFirst("^M", ""));
        if (item.isEmpty()) {
            return gone();
        }
        if (question.path().getLast().equals("$value")) {
            rules.countContent();
            return GraphAnswer.mime(item.get().mime());
        }
        return GraphAnswer.json(GraphDelta.shown(item.get(), question, rules));
    }
}
