package mailtally.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mailtally.store.StoreUnavailableException;
import mailtally.store.server.Secret;
import mailtally.store.server.Secrets;
import mailtally.store.server.ServerAddress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigninTest {
    private static final String SECRET = "Tr0ub4dor&3 ünd mehr";
    private static final String OPAQUE = "ya29.a0AfH6SMBx-token";

    @TempDir Path place;

    private final List<String> questions = new ArrayList<>();
    private Optional<String> typed = Optional.empty();
    private InputStream standardInput = InputStream.nullInputStream();
    private ServerAddress jane;

    @BeforeEach
    void address() throws Exception {
        jane = ServerAddress.parse("imaps://jane@example.com@mail.example.com");
    }

    @Test
    void thePasswordIsTheFirstLineOfTheFile() throws Exception {
        for (String text : List.of("", "\n", "\r\n", "\nuser: jane\nurl: x\0\n")) {
            assertThat(passwordOf(mine(SECRET + text))).isEqualTo(SECRET);
        }
        assertThat(passwordOf(mine("  blanks stay \n"))).isEqualTo("  blanks stay ");
        assertThat(questions).isEmpty();
    }

    @Test
    void aFileThatOthersMayReadOrWriteIsRefused() throws Exception {
        for (String mode : List.of("rw-r-----", "rw----r--", "rw--w----", "rw-----w-")) {
            Path file = mine(SECRET);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
            assertThat(refused(passwordFile(file.toString())))
                    .contains(file.toString(), "--source-password-file", "chmod 600");
        }
    }

    @Test
    void aLinkToAFileThatOthersMayReadIsRefusedAndOneToAFileOfOnesOwnIsNot() throws Exception {
        Path file = mine(SECRET);
        Path link = Files.createSymbolicLink(place.resolve("link"), file);
        assertThat(passwordOf(link)).isEqualTo(SECRET);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(refused(passwordFile(link.toString()))).contains("chmod 600");
    }

    @Test
    void whatIsNoPasswordIsRefusedWithItsReason() throws Exception {
        assertThat(refusedFile(new byte[0])).contains("its first line is empty");
        assertThat(refusedFile(bytes("\n" + SECRET))).contains("its first line is empty");
        assertThat(refusedFile(bytes("\uFEFF" + SECRET))).contains("byte order mark");
        assertThat(refusedFile(SECRET.getBytes(StandardCharsets.UTF_16))).contains("no UTF-8");
        assertThat(refusedFile(SECRET.getBytes(StandardCharsets.ISO_8859_1))).contains("no UTF-8");
        assertThat(refusedFile(bytes(SECRET + "\0"))).contains("control character");
        assertThat(refusedFile(bytes(SECRET + "\r QUIT"))).contains("control character");
        assertThat(refusedFile(bytes("x".repeat(64 * 1024 + 1)))).contains("longer than 64 KiB");
        assertThat(passwordOf(mine("x".repeat(64 * 1024)))).hasSize(64 * 1024);
    }

    @Test
    void whatIsNoFileIsRefusedWithItsReason() {
        assertThat(refused(passwordFile(place.resolve("none").toString()))).contains("no such");
        assertThat(refused(passwordFile(place.toString()))).contains("folder");
        assertThat(refused(passwordFile("a\0b"))).contains("no such file");
    }

    @Test
    void standardInputGivesOneLineAndKeepsTheRest() throws Exception {
        standardInput = new ByteArrayInputStream(bytes(SECRET + "\nyes\n"));
        Secrets secrets = secrets(passwordFile("-"));
        assertThat(secrets.ask(jane)).isEqualTo(new Secret.Password(SECRET));
        assertThat(secrets.ask(jane)).isEqualTo(new Secret.Password(SECRET));
        assertThat(new String(standardInput.readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("yes\n");
    }

    @Test
    void anEmptyStandardInputIsRefused() {
        assertThat(refused(passwordFile("-"))).contains("standard input", "first line is empty");
    }

    @Test
    void aPipeIsReadWhateverItsMode() throws Exception {
        Path pipe = place.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", "-m", "644", pipe.toString()).start().waitFor())
                .isZero();
        Thread.ofVirtual().start(() -> write(pipe, SECRET + "\n"));
        assertThat(passwordOf(pipe)).isEqualTo(SECRET);
    }

    @Test
    void aTokenFileGivesAToken() throws Exception {
        Path file = mine(OPAQUE + " \r\n");
        assertThat(secrets(tokenFile(file.toString())).ask(jane))
                .isEqualTo(new Secret.Token(OPAQUE));
        for (String wrong : List.of("two words", OPAQUE + "\1", "tökên", " ")) {
            assertThat(refused(tokenFile(mine(wrong).toString()))).contains("no access token");
        }
    }

    @Test
    void aQuestionIsAskedOncePerMailboxAndBothSidesKnowTheAnswer() throws Exception {
        typed = Optional.of(SECRET);
        Signin signin = new Signin(this::ask, standardInput);
        Secrets source = signin.secrets(sources("source", null, null, null));
        Secrets target = signin.secrets(sources("target", null, null, null));
        for (Secrets side : List.of(source, target, source)) {
            assertThat(side.ask(jane)).isEqualTo(new Secret.Password(SECRET));
        }
        assertThat(questions)
                .containsExactly("Password for jane@example.com at mail.example.com: ");
        target.ask(ServerAddress.parse("imaps://jane@example.com@other.example.com"));
        assertThat(questions).hasSize(2);
    }

    @Test
    void aFileIsForItsSideAlone() throws Exception {
        typed = Optional.of("typed");
        Signin signin = new Signin(this::ask, standardInput);
        Secrets source = signin.secrets(passwordFile(mine(SECRET).toString()));
        Secrets target = signin.secrets(sources("target", null, null, null));
        assertThat(source.ask(jane)).isEqualTo(new Secret.Password(SECRET));
        assertThat(target.ask(jane)).isEqualTo(new Secret.Password("typed"));
        assertThat(source.ask(jane)).isEqualTo(new Secret.Password(SECRET));
    }

    @Test
    void aFileThatFailsIsNotPassedOver() {
        typed = Optional.of(SECRET);
        refused(passwordFile(place.resolve("none").toString()));
        assertThat(questions).isEmpty();
    }

    @Test
    void whereNobodyAnswersTheWaysAreNamed() {
        String sentence = refused(sources("target", null, null, null));
        assertThat(sentence)
                .contains("jane@example.com", "mail.example.com port 993")
                .contains("--target-password-file", "--target-token-file", "--target-token-command")
                .contains("standard input", "terminal", "Nothing was sent or changed.");
        typed = Optional.of("");
        assertThat(refused(sources("target", null, null, null))).isEqualTo(sentence);
    }

    @Test
    void onOneSideOnlyOneSourceFits() {
        assertThat(sources("source", "a", "b", null).problem())
                .hasValueSatisfying(
                        p ->
                                assertThat(p)
                                        .contains("--source-password-file", "--source-token-file"));
        assertThat(sources("target", null, null, "a | b").problem())
                .hasValueSatisfying(p -> assertThat(p).contains("--target-token-command"));
        assertThat(sources("target", null, null, "a b").problem()).isEmpty();
        assertThat(sources("source", "-", null, null).readsStandardInput()).isTrue();
        assertThat(sources("source", null, "-", null).readsStandardInput()).isTrue();
        assertThat(sources("source", null, null, "-").readsStandardInput()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Linux", "Mac OS X"})
    void aKeychainThatIsNotToBeHadIsPassedOver(String system) throws Exception {
        String here = System.getProperty("os.name");
        assumeFalse(here.startsWith("Mac"));
        System.setProperty("os.name", system);
        try {
            assertThat(Keychain.find(jane)).isEmpty();
            typed = Optional.of(SECRET);
            assertThat(secrets(sources("source", null, null, null)).ask(jane))
                    .isEqualTo(new Secret.Password(SECRET));
        } finally {
            System.setProperty("os.name", here);
            removeUnpacked();
        }
    }

    @Test
    void aSecretIsNeverPartOfATextForm() throws Exception {
        Secrets secrets = secrets(passwordFile(mine(SECRET).toString()));
        Secret secret = secrets.ask(jane);
        for (Object one :
                List.of(
                        secret,
                        secrets,
                        new Secret.Token(OPAQUE),
                        sources("source", null, null, "token --key " + OPAQUE),
                        new TokenCommand(OPAQUE, "x", TokenCommand.USUAL_PATIENCE))) {
            assertThat(one.toString()).doesNotContain(SECRET).doesNotContain(OPAQUE);
        }
    }

    /// What the Keychain's library unpacks and does not remove.
    private static void removeUnpacked() throws IOException {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        try (DirectoryStream<Path> unpacked =
                Files.newDirectoryStream(temporary, "osxkeychain*.so")) {
            for (Path one : unpacked) {
                Files.deleteIfExists(one);
            }
        }
    }

    private Optional<String> ask(String question) {
        questions.add(question);
        return typed;
    }

    private Secrets secrets(SecretSources sources) {
        return new Signin(this::ask, standardInput).secrets(sources);
    }

    static SecretSources sources(String side, String password, String token, String command) {
        return new SecretSources(
                side,
                Optional.ofNullable(password),
                Optional.ofNullable(token),
                Optional.ofNullable(command));
    }

    private static SecretSources passwordFile(String name) {
        return sources("source", name, null, null);
    }

    private static SecretSources tokenFile(String name) {
        return sources("source", null, name, null);
    }

    private String passwordOf(Path file) throws StoreUnavailableException {
        return switch (secrets(passwordFile(file.toString())).ask(jane)) {
            case Secret.Password(String value) -> value;
            case Secret.Token _ -> throw new AssertionError("a token");
        };
    }

    private String refusedFile(byte[] content) throws IOException {
        return refused(passwordFile(mine(content).toString()));
    }

    /// What is said, with nothing of a secret in it, nor in the trace.
    private String refused(SecretSources sources) {
        StoreUnavailableException failure =
                catchThrowableOfType(
                        StoreUnavailableException.class, () -> secrets(sources).ask(jane));
        assertThat(failure).isNotNull();
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString())
                .doesNotContain(SECRET)
                .doesNotContain("Tr0ub4dor")
                .doesNotContain(OPAQUE);
        return failure.getMessage();
    }

    private Path mine(String text) throws IOException {
        return mine(bytes(text));
    }

    private Path mine(byte[] content) throws IOException {
        Path file =
                Files.createTempFile(
                        place,
                        "secret",
                        "",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        return Files.write(file, content);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void write(Path pipe, String text) {
        try {
            Files.writeString(pipe, text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aFolderNamedAsTokenFileIsRefused() {
        assertThatThrownBy(() -> secrets(tokenFile(place.toString())).ask(jane))
                .isInstanceOf(StoreUnavailableException.class);
    }
}
