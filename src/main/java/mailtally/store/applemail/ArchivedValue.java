package mailtally.store.applemail;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A value of ZACCOUNTPROPERTY: a property list, plain or as NSKeyedArchiver writes it (`$objects`
/// with the value, `$top` with a reference to it).
final class ArchivedValue {
    /// Under which names the server stands, in lower case.
    static final List<String> HOST_KEYS =
            List.of("hostname", "host", "serverhostname", "server", "ewsexternalurl");

    /// Under which names the mail address stands, in lower case.
    static final List<String> ADDRESS_KEYS =
            List.of("identityemailaddress", "emailaddress", "emailaddresses", "identityemail");

    /// All names that matter here.
    static final Set<String> KEYS =
            Stream.concat(HOST_KEYS.stream(), ADDRESS_KEYS.stream()).collect(Collectors.toSet());

    private ArchivedValue() {}

    /// The text or number that was archived; of a list, its first.
    static Optional<String> text(byte[] archived) {
        if (archived == null || archived.length == 0) {
            return Optional.empty();
        }
        Optional<Object> value = PropertyList.value(archived, 0, archived.length);
        if (value.isEmpty()) {
            return plainText(archived);
        }
        Optional<Map<String, Object>> archive = PropertyList.asDictionary(value.get());
        if (archive.isPresent() && archive.get().get("$objects") instanceof List<?> objects) {
            Object root =
                    PropertyList.asDictionary(archive.get().get("$top"))
                            .map(top -> top.get("root"))
                            .orElse(null);
            return unarchived(root, objects, 0);
        }
        return unarchived(value.get(), List.of(), 0);
    }

    private static Optional<String> unarchived(Object value, List<?> objects, int depth) {
        if (depth > 8) {
            return Optional.empty();
        }
        return switch (value) {
            case BinaryPropertyList.Uid uid -> {
                boolean inside = uid.value() >= 0 && uid.value() < objects.size();
                yield inside
                        ? unarchived(objects.get((int) uid.value()), objects, depth + 1)
                        : Optional.empty();
            }
            case List<?> list when !list.isEmpty() ->
                    unarchived(list.getFirst(), objects, depth + 1);
            case Map<?, ?> map when map.get("NS.objects") != null ->
                    unarchived(map.get("NS.objects"), objects, depth + 1);
            case Map<?, ?> map when map.get("NS.relative") != null ->
                    unarchived(map.get("NS.relative"), objects, depth + 1);
            case Map<?, ?> map when map.get("NS.string") != null ->
                    unarchived(map.get("NS.string"), objects, depth + 1);
            case Map<?, ?> map when map.get("CF$UID") instanceof Long uid ->
                    unarchived(new BinaryPropertyList.Uid(uid), objects, depth + 1);
            case null, default -> PropertyList.text(value).filter(t -> !t.equals("$null"));
        };
    }

    /// Some values are bare text.
    private static Optional<String> plainText(byte[] value) {
        String text = new String(value, StandardCharsets.UTF_8).strip();
        boolean printable =
                text.length() <= 255 && text.chars().allMatch(c -> c > ' ' && c != 127 && c != '<');
        return printable && !text.isEmpty() && !text.startsWith("bplist")
                ? Optional.of(text)
                : Optional.empty();
    }
}
