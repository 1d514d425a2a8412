package mailtally.demo.exchange;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A folder's list of messages, page by page, and what changed while it was read ('message:
/// delta'). A link carries where it goes on: the last UID, and the mailbox's change at the
/// beginning.
record GraphDelta(GraphMailbox mailbox, GraphQuestion question, ExchangeFolder folder) {
    private static final int USUAL_PAGE = 10;

    GraphAnswer answer() {
        if (question.query().containsKey("$expand") && !mailbox.rules().expands()) {
            return GraphAnswer.error(400, "ErrorInvalidUrlQuery");
        }
        String verbs = question.query().containsKey("$expand") ? ".v" : ".n";
        String[] token =
                question.query()
                        .getOrDefault("$skiptoken", "0." + mailbox.mailbox().change() + verbs)
                        .split("\\.", -1);
        long after = Long.parseLong(token[0]);
        long begun = Long.parseLong(token[1]);
        boolean verb = token[2].equals("v");
        List<ExchangeItem> items =
                mailbox.mailbox().items(folder).stream()
                        .sorted(Comparator.comparingLong(ExchangeItem::uid))
                        .toList();
        int most = Math.min(question.page(USUAL_PAGE), mailbox.rules().mostOnPage());
        List<ExchangeItem> some = items.stream().filter(i -> i.uid() > after).limit(most).toList();
        List<Object> shown = new ArrayList<>();
        some.forEach(item -> shown.add(listed(item, verb)));
        long last = some.isEmpty() ? after : some.getLast().uid();
        if (items.stream().anyMatch(i -> i.uid() > last)) {
            return mailbox.page(
                    question,
                    shown,
                    Optional.of("$skiptoken=" + last + "." + begun + "." + token[2]));
        }
        for (ExchangeItem item : items) {
            if (item.uid() <= after && item.change() > begun) {
                shown.add(listed(item, verb));
            }
        }
        for (ExchangeFolder.Removed removed : folder.removed()) {
            if (removed.change() > begun) {
                shown.add(Map.of("id", removed.id(), "@removed", Map.of("reason", "deleted")));
            }
        }
        return mailbox.page(
                question, shown, Optional.of("$deltatoken=" + mailbox.mailbox().change()));
    }

    private Map<String, Object> listed(ExchangeItem item, boolean verb) {
        Map<String, Object> shown = shown(item, question, mailbox.rules());
        if (verb && item.flags().contains("\\Answered")) {
            shown.put(
                    "singleValueExtendedProperties",
                    List.of(Map.of("id", "Integer 0x1081", "value", "102")));
        }
        return shown;
    }

    /// What the columns of a list say of a message.
    static Map<String, Object> shown(ExchangeItem item, GraphQuestion question, GraphRules rules) {
        Set<String> flags = item.flags();
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("@odata.etag", "W/\"" + item.change() + "\"");
        shown.put("id", GraphMailbox.id(item, question));
        shown.put("changeKey", "CQAAABYAAAD" + Long.toHexString(item.change()));
        shown.put("receivedDateTime", item.received().truncatedTo(ChronoUnit.SECONDS).toString());
        Instant stored =
                rules.isNewcomer(item.id())
                        ? Instant.now().plus(1, ChronoUnit.HOURS)
                        : item.stored();
        shown.put("createdDateTime", stored.truncatedTo(ChronoUnit.SECONDS).toString());
        shown.put("isRead", flags.contains("\\Seen"));
        shown.put("isDraft", item.draft() || flags.contains("\\Draft"));
        shown.put(
                "flag",
                Map.of("flagStatus", flags.contains("\\Flagged") ? "flagged" : "notFlagged"));
        return shown;
    }
}
