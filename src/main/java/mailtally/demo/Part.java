package mailtally.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A part of a message (RFC 2046), as it is written, in octets with LF.
sealed interface Part {
    /// A part without parts.
    ///
    /// @param header its fields, each ended with LF
    /// @param body its body, encoded
    /// @param file the name and the decoded content, where Mail would keep it beside the message
    record Leaf(String header, String body, Optional<AttachedFile> file) implements Part {}

    /// A multipart.
    record Multi(String subtype, String boundary, List<Part> parts) implements Part {
        public Multi {
            parts = List.copyOf(parts);
        }
    }

    /// A file that is attached.
    ///
    /// @param octets its decoded content
    record AttachedFile(String name, String octets) {}

    /// A file that lies beside a partial message.
    ///
    /// @param partNumber as IMAP counts, such as `2.2`
    record Detached(String partNumber, AttachedFile file) {}

    /// The whole part: header, empty line, body.
    default String whole() {
        return write("", false, new ArrayList<>());
    }

    /// The part as a .partial.emlx has it: without the bodies of attached files.
    ///
    /// @param detached gets what was left out
    default String partial(List<Detached> detached) {
        return write("", true, detached);
    }

    private String write(String number, boolean partial, List<Detached> detached) {
        return switch (this) {
            case Leaf leaf when partial && leaf.file().isPresent() -> {
                detached.add(new Detached(number.isEmpty() ? "1" : number, leaf.file().get()));
                yield leaf.header() + "X-Apple-Content-Length: " + leaf.body().length() + "\n\n";
            }
            case Leaf leaf -> leaf.header() + "\n" + leaf.body();
            case Multi multi -> {
                StringBuilder text = new StringBuilder("Content-Type: multipart/");
                text.append(multi.subtype()).append(";\n\tboundary=\"").append(multi.boundary());
                text.append("\"\n\n");
                for (int i = 0; i < multi.parts().size(); i++) {
                    String child = number.isEmpty() ? "" + (i + 1) : number + "." + (i + 1);
                    text.append("\n--").append(multi.boundary()).append('\n');
                    text.append(multi.parts().get(i).write(child, partial, detached));
                }
                yield text.append("\n--").append(multi.boundary()).append("--\n").toString();
            }
        };
    }
}
