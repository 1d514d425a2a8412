package mailtally.tally;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import mailtally.tally.CheckRun.Outcome;
import mailtally.tally.CheckRun.Place;
import mailtally.testing.Choices;
import mailtally.testing.Placed;
import mailtally.testing.StoreWriter;
import mailtally.testing.TreeDigest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Invariant 10 of the rules of proof, on libraries full of rubbish: the check ends, its balance is
/// right, nothing in the library is written, nothing outside of it is read, and what was not
/// touched is still proven.
class HostileLibraryTest {
    private static final int LIBRARIES = 60;
    private static final int MESSAGES = 12;
    private static final int TRICKS = 5;
    private static final int OUTSIDE = 777;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir Path folder;

    @Test
    void anyRubbishInALibraryIsCountedAndNothingIsWritten() throws IOException {
        Path outside = folder.resolve("outside.emlx");
        Placed other = Placed.set(Choices.of(1), OUTSIDE, 1, 1).getFirst();
        Files.write(outside, StoreWriter.emlx(other.bytes(), other));
        try (CheckRun run = new CheckRun(Files.createDirectory(folder.resolve("state")))) {
            for (int seed = 0; seed < LIBRARIES; seed++) {
                check(run, seed, outside);
            }
        }
    }

    private void check(CheckRun run, int seed, Path outside) throws IOException {
        Choices choices = Choices.of(seed);
        List<Placed> whole = Placed.set(choices, 0, MESSAGES, 3);
        Path library = folder.resolve("library" + seed);
        Path copy = folder.resolve("copy" + seed);
        StoreWriter.APPLE_MAIL.write(library, whole, choices);
        StoreWriter.MAILDIR.write(copy, whole, choices);
        Random random = new Random(seed);
        for (int i = 0; i < TRICKS; i++) {
            Trick.values()[random.nextInt(Trick.values().length)].play(library, outside, random);
        }
        Map<String, String> before = TreeDigest.of(library);
        Outcome outcome =
                assertTimeoutPreemptively(
                        LIMIT,
                        () ->
                                run.check(
                                        new Place.Written(StoreWriter.APPLE_MAIL, library),
                                        new Place.Written(StoreWriter.MAILDIR, copy)));
        assertThat(TreeDigest.of(library)).as("seed " + seed).isEqualTo(before);
        assertThat(outcome.all().balanced()).as("seed " + seed).isTrue();
        assertThat(outcome.ended()).as("seed " + seed).noneMatch(e -> e.number() == OUTSIDE);
        long identical = outcome.all().of(Bucket.IDENTICAL);
        assertThat(identical).as("seed " + seed).isGreaterThanOrEqualTo(MESSAGES - TRICKS);
    }

    /// What may lie in a library. Each spoils one message at most.
    private enum Trick {
        RANDOM_BYTES {
            @Override
            void play(Path library, Path outside, Random random) throws IOException {
                byte[] bytes = new byte[random.nextInt(3000)];
                random.nextBytes(bytes);
                Files.write(any(library, random), bytes);
            }
        },
        CUT {
            @Override
            void play(Path library, Path outside, Random random) throws IOException {
                Path file = any(library, random);
                byte[] bytes = Files.readAllBytes(file);
                Files.write(file, Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)));
            }
        },
        HUGE_LENGTH {
            @Override
            void play(Path library, Path outside, Random random) throws IOException {
                text(any(library, random), "99999999999999999999\nFrom: x\n\n");
            }
        },
        DEEP_PARTS {
            @Override
            void play(Path library, Path outside, Random random) throws IOException {
                String part = "Content-Type: multipart/mixed; boundary=b\n\n--b\n";
                String message = "From: s1@example.net\n" + part.repeat(3000);
                text(any(library, random), message.length() + "\n" + message);
            }
        },
        MANY_HEADERS {
            @Override
            void play(Path library, Path outside, Random random) throws IOException {
                String message = "X-Header: a\n".repeat(50_000) + "\nend\n";
                text(any(library, random), message.length() + "\n" + message);
            }
        },
        FOLDER_FOR_FILE {
            @Override
            void play(Path library, Path outside, Random random) throws IOException {
                Path file = any(library, random);
                Files.delete(file);
                Files.createDirectory(file);
            }
        },
        LINK_OUT {
            @Override
            void play(Path library, Path outside, Random random) throws IOException {
                Path file = any(library, random);
                Files.delete(file);
                Files.createSymbolicLink(file, outside);
            }
        },
        LINK_IN_A_CIRCLE {
            @Override
            void play(Path library, Path outside, Random random) throws IOException {
                Path messages = any(library, random).getParent();
                Path link = messages.resolve("circle" + random.nextInt(99) + ".mbox");
                Files.createSymbolicLink(link, library);
            }
        },
        PIPE {
            @Override
            void play(Path library, Path outside, Random random) throws IOException {
                Path file = any(library, random);
                Files.delete(file);
                try {
                    new ProcessBuilder("mkfifo", file.toString()).start().waitFor();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        },
        ODD_NAMES {
            @Override
            void play(Path library, Path outside, Random random) throws IOException {
                Path messages = any(library, random).getParent();
                for (String name : List.of("\u0001\n.emlx", "..emlx", "007.emlx", "-1.emlx", "9")) {
                    text(messages.resolve(name), "3\nab\n");
                }
                Path deep = messages;
                for (int i = 0; i < 70; i++) {
                    deep = deep.resolve("d.mbox");
                }
                Files.createDirectories(deep);
            }
        },
        ATTACHMENT_FROM_OUTSIDE {
            @Override
            void play(Path library, Path outside, Random random) throws IOException {
                Path file = any(library, random);
                String number = file.getFileName().toString().replace(".emlx", "");
                String message =
                        """
                        From: x@example.net
                        Content-Type: multipart/mixed; boundary=b

                        --b
                        Content-Type: text/plain; name="../../../outside.emlx"
                        X-Apple-Content-Length: 99999999999

                        --b--
                        """;
                Files.delete(file);
                Path partial = file.resolveSibling(number + ".partial.emlx");
                text(partial, message.length() + "\n" + message);
                Path part =
                        file.getParent().resolveSibling("Attachments").resolve(number).resolve("1");
                Files.createDirectories(part);
                Files.deleteIfExists(part.resolve("f"));
                Files.createSymbolicLink(part.resolve("f"), outside);
            }
        },
        SPOILED_INDEX {
            @Override
            void play(Path library, Path outside, Random random) throws IOException {
                Path index = library.resolve("V10/MailData/Envelope Index");
                byte[] bytes = Files.readAllBytes(index);
                for (int i = 0; i < 200; i++) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                }
                Files.write(index, bytes);
                text(library.resolve("PersistenceInfo.plist"), "bplist00" + "\u0000".repeat(40));
            }
        };

        abstract void play(Path library, Path outside, Random random) throws IOException;

        /// Any regular .emlx; there are always more than tricks.
        private static Path any(Path library, Random random) throws IOException {
            try (Stream<Path> all = Files.walk(library)) {
                List<Path> files =
                        all.filter(f -> f.toString().endsWith(".emlx"))
                                .filter(f -> Files.isRegularFile(f) && !Files.isSymbolicLink(f))
                                .sorted()
                                .toList();
                return files.get(random.nextInt(files.size()));
            }
        }

        private static void text(Path file, String text) throws IOException {
            Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
        }
    }
}
