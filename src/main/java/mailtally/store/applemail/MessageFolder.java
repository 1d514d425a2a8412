package mailtally.store.applemail;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import mailtally.store.PathText;

/// One folder of message files on disk, usually called `Messages`. A mailbox has many.
///
/// @param path where it is
/// @param encodedPath its place in the library as a locator has it, ending in a slash
record MessageFolder(Path path, String encodedPath) {
    private static final String FULL = ".emlx";
    private static final String PARTIAL = ".partial.emlx";

    /// Where the detached attachments of its messages are.
    Path attachments() {
        return path.resolveSibling("Attachments");
    }

    /// What is in it, by name only: nothing was opened.
    ///
    /// @param full the numbers that have an `N.emlx`, ascending
    /// @param partial the numbers that have an `N.partial.emlx`, ascending
    /// @param odd message files whose name is no plain number, by name
    /// @param strangers how many entries are no message files and not Finder's own either
    /// @param stranger one of their names
    /// @param problem why the listing is not complete
    record Listing(
            Numbers full,
            Numbers partial,
            List<Path> odd,
            long strangers,
            String stranger,
            Optional<String> problem) {
        Listing {
            odd = List.copyOf(odd);
        }

        /// True where the message of this number has a file.
        boolean has(long number) {
            return full.has(number) || partial.has(number);
        }
    }

    /// Ascending numbers in little memory.
    static final class Numbers {
        private long[] values = new long[16];
        private int count;

        private void add(long value) {
            if (count == values.length) {
                values = Arrays.copyOf(values, count * 2);
            }
            values[count++] = value;
        }

        private void sort() {
            Arrays.sort(values, 0, count);
        }

        int count() {
            return count;
        }

        long get(int index) {
            return values[index];
        }

        boolean has(long value) {
            return Arrays.binarySearch(values, 0, count, value) >= 0;
        }
    }

    /// Reads the names.
    Listing list() {
        Numbers full = new Numbers();
        Numbers partial = new Numbers();
        List<Path> odd = new ArrayList<>();
        long strangers = 0;
        String stranger = "";
        Optional<String> problem = Optional.empty();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                long number = number(name, PARTIAL);
                if (number >= 0) {
                    partial.add(number);
                    continue;
                }
                number = number(name, FULL);
                if (number >= 0) {
                    full.add(number);
                } else if (isMessageFile(name)) {
                    odd.add(entry);
                } else if (!isFindersOwn(name)) {
                    strangers++;
                    stranger = PathText.display(entry);
                }
            }
        } catch (DirectoryIteratorException e) {
            problem = Optional.of(Reasons.of(e.getCause()));
        } catch (IOException e) {
            problem = Optional.of(Reasons.of(e));
        }
        full.sort();
        partial.sort();
        odd.sort(null);
        return new Listing(full, partial, odd, strangers, stranger, problem);
    }

    /// True for a name that a message's file can have.
    static boolean isMessageFile(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(FULL) && !isFindersOwn(name);
    }

    /// True for what macOS strews about: it says nothing about mail.
    static boolean isFindersOwn(String name) {
        return name.equals(".DS_Store")
                || name.equals(".localized")
                || name.startsWith("._")
                || name.equals("Icon\r");
    }

    /// The number before the suffix, or -1 where the name is not exactly a number as Mail writes
    /// it.
    private static long number(String name, String suffix) {
        int digits = name.length() - suffix.length();
        if (digits < 1 || digits > 18 || !name.endsWith(suffix)) {
            return -1;
        }
        long number = 0;
        for (int i = 0; i < digits; i++) {
            char c = name.charAt(i);
            if (c < '0' || c > '9' || (c == '0' && i == 0 && digits > 1)) {
                return -1;
            }
            number = number * 10 + (c - '0');
        }
        return number;
    }
}
