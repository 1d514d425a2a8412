package mailtally.store.ews;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Answers of a mailbox that has an inbox with one message, written by hand.
final class SmallTree {
    private SmallTree() {}

    /// What such a server answers to a question, but for messages.
    static String answer(String question) {
        if (question.contains("<m:GetFolder>")) {
            List<String> all = new ArrayList<>();
            for (String id : List.of("root", "inbox")) {
                all.add(success("GetFolder", "<m:Folders>" + folder(id) + "</m:Folders>"));
            }
            for (int i = 0; i < 4; i++) {
                all.add(error("GetFolder", "ErrorFolderNotFound"));
            }
            return wrapped("GetFolder", String.join("", all));
        }
        if (question.contains("<m:FindFolder")) {
            return wrapped(
                    "FindFolder",
                    success(
                            "FindFolder",
                            "<m:RootFolder TotalItemsInView=\"1\""
                                    + " IncludesLastItemInRange=\"true\"><t:Folders>"
                                    + folder("inbox")
                                    + "</t:Folders></m:RootFolder>"));
        }
        return wrapped(
                "FindItem",
                success(
                        "FindItem",
                        "<m:RootFolder TotalItemsInView=\"1\" IncludesLastItemInRange=\"true\">"
                                + "<t:Items><t:Message><t:ItemId Id=\"item\" ChangeKey=\"one\"/>"
                                + "<t:Size>1000</t:Size></t:Message></t:Items></m:RootFolder>"));
    }

    /// The message with this base64.
    static String message(String base64) {
        return wrapped(
                "GetItem",
                success(
                        "GetItem",
                        "<m:Items><t:Message><t:MimeContent>"
                                + base64
                                + "</t:MimeContent><t:ItemId Id=\"item\"/></t:Message></m:Items>"));
    }

    /// The inbox with so many items, as GetFolder answers.
    static String inbox(int count) {
        return wrapped(
                "GetFolder",
                success(
                        "GetFolder",
                        "<m:Folders>"
                                + folder("inbox")
                                        .replace(
                                                ">1</t:TotalCount>",
                                                ">" + count + "</t:TotalCount>")
                                + "</m:Folders>"));
    }

    /// A mailbox whose inbox has so many messages of 100 KB, as the server guesses.
    static String manyItems(String question, int count) {
        if (question.contains("<m:FindItem")) {
            int offset = Integer.parseInt(question.replaceFirst("(?s).*Offset=\"(\\d+)\".*", "$1"));
            StringBuilder items = new StringBuilder();
            int end = Math.min(count, offset + 500);
            for (int i = offset; i < end; i++) {
                items.append("<t:Message><t:ItemId Id=\"item")
                        .append(i)
                        .append("\"/><t:Size>100000</t:Size></t:Message>");
            }
            return wrapped(
                    "FindItem",
                    success(
                            "FindItem",
                            "<m:RootFolder TotalItemsInView=\""
                                    + count
                                    + "\" IncludesLastItemInRange=\""
                                    + (end == count)
                                    + "\"><t:Items>"
                                    + items
                                    + "</t:Items></m:RootFolder>"));
        }
        if (question.contains("<m:GetItem")) {
            StringBuilder all = new StringBuilder();
            Matcher id = Pattern.compile("ItemId Id=\"(item\\d+)\"").matcher(question);
            while (id.find()) {
                all.append(
                        success(
                                "GetItem",
                                "<m:Items><t:Message><t:MimeContent>QTogYQ==</t:MimeContent>"
                                        + "<t:ItemId Id=\""
                                        + id.group(1)
                                        + "\"/></t:Message></m:Items>"));
            }
            return wrapped("GetItem", all.toString());
        }
        return answer(question).replace(">1</t:TotalCount>", ">" + count + "</t:TotalCount>");
    }

    /// A refusal of all of a request.
    static String fault(String code) {
        return ScriptedEws.HEAD
                + "<s:Fault><faultcode>a:"
                + code
                + "</faultcode><faultstring>No.</faultstring><detail><ResponseCode>"
                + code
                + "</ResponseCode></detail></s:Fault>"
                + ScriptedEws.FOOT;
    }

    static String error(String operation, String code) {
        return "<m:"
                + operation
                + "ResponseMessage ResponseClass=\"Error\"><m:MessageText>No.</m:MessageText>"
                + "<m:ResponseCode>"
                + code
                + "</m:ResponseCode></m:"
                + operation
                + "ResponseMessage>";
    }

    static String success(String operation, String content) {
        return "<m:"
                + operation
                + "ResponseMessage ResponseClass=\"Success\"><m:ResponseCode>NoError"
                + "</m:ResponseCode>"
                + content
                + "</m:"
                + operation
                + "ResponseMessage>";
    }

    static String wrapped(String operation, String messages) {
        return ScriptedEws.HEAD
                + "<m:"
                + operation
                + "Response><m:ResponseMessages>"
                + messages
                + "</m:ResponseMessages></m:"
                + operation
                + "Response>"
                + ScriptedEws.FOOT;
    }

    private static String folder(String id) {
        return "<t:Folder><t:FolderId Id=\""
                + id
                + "\"/><t:ParentFolderId Id=\"root\"/><t:DisplayName>Posteingang</t:DisplayName>"
                + "<t:TotalCount>1</t:TotalCount></t:Folder>";
    }
}
