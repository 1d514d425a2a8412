package mailtally;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The walls of docs/architecture.md: which room may use which, and where each outside library
/// lives. A new room or library is a line here, with its reason there.
final class ArchitectureTest {
    private static final String ROOT = "mailtally";

    /// What each room may use. No room is in its own row's reach, so there are no circles. A room
    /// that is not here does not compile into the program unseen: the test fails.
    private static final Map<String, Set<String>> MAY_USE =
            Map.ofEntries(
                    Map.entry("message", Set.of()),
                    Map.entry("ledger", Set.of()),
                    Map.entry("store", Set.of("message")),
                    Map.entry("store.applemail", Set.of("store", "message")),
                    Map.entry("store.mbox", Set.of("store", "message")),
                    Map.entry("store.maildir", Set.of("store", "message")),
                    Map.entry("store.eml", Set.of("store", "message")),
                    Map.entry("store.completed", Set.of("store", "message")),
                    Map.entry("store.server", Set.of("store", "message")),
                    Map.entry("store.imap", Set.of("store.server", "store", "message")),
                    Map.entry("store.ews", Set.of("store.server", "store", "message")),
                    Map.entry("store.pop3", Set.of("store.server", "store", "message")),
                    Map.entry("store.graph", Set.of("store.server", "store", "message")),
                    Map.entry("signin", Set.of("store.server", "store")),
                    Map.entry("profile", Set.of("store.applemail", "store", "message")),
                    Map.entry("trial", Set.of("store", "message")),
                    Map.entry("discovery", Set.of("store.server", "store", "message")),
                    Map.entry("inventory", Set.of("store", "ledger", "message")),
                    Map.entry("tally", Set.of("inventory", "store", "ledger", "message")),
                    Map.entry(
                            "transfer", Set.of("tally", "inventory", "store", "ledger", "message")),
                    Map.entry(
                            "backup",
                            Set.of(
                                    "tally",
                                    "inventory",
                                    "store",
                                    "store.mbox",
                                    "ledger",
                                    "message")),
                    Map.entry("gate", Set.of()),
                    Map.entry("mac", Set.of()),
                    Map.entry(
                            "journey",
                            Set.of(
                                    "gate",
                                    "backup",
                                    "transfer",
                                    "tally",
                                    "inventory",
                                    "mac",
                                    "store",
                                    "store.applemail",
                                    "store.completed",
                                    "store.server",
                                    "ledger",
                                    "message")),
                    Map.entry(
                            "report",
                            Set.of("journey", "backup", "tally", "inventory", "store", "message")));

    /// The doors wire everything, and nothing below knows them.
    private static final Set<String> DOORS = Set.of("cli", "web", "demo");

    /// Packages of outside libraries, and the rooms that may name them.
    private static final Map<String, Set<String>> LIVES_IN =
            Map.ofEntries(
                    Map.entry("org.apache.james.mime4j", Set.of("message")),
                    Map.entry("org.jsoup", Set.of("message")),
                    Map.entry("jakarta.mail", Set.of("store.imap", "demo")),
                    Map.entry("jakarta.activation", Set.of("demo")),
                    Map.entry("org.eclipse.angus", Set.of("store.imap")),
                    Map.entry("com.ongres", Set.of("store.imap")),
                    Map.entry("com.github.javakeyring", Set.of("signin")),
                    Map.entry("com.microsoft.aad.msal4j", Set.of("signin")),
                    Map.entry("javax.net", Set.of("store.server", "discovery", "demo")),
                    Map.entry("javax.naming", Set.of("discovery")),
                    Map.entry("com.dd.plist", Set.of("store.applemail")),
                    Map.entry(
                            "org.jdbi",
                            Set.of("ledger", "inventory", "tally", "transfer", "journey")),
                    Map.entry("org.sqlite", Set.of("ledger", "store.applemail")),
                    Map.entry(
                            "java.sql",
                            Set.of(
                                    "ledger",
                                    "inventory",
                                    "tally",
                                    "transfer",
                                    "journey",
                                    "store.applemail",
                                    "demo")),
                    Map.entry("javax.sql", Set.of("ledger")),
                    Map.entry(
                            "tools.jackson",
                            Set.of(
                                    "backup",
                                    "journey",
                                    "report",
                                    "discovery",
                                    "store.graph",
                                    "cli",
                                    "demo")),
                    Map.entry("io.javalin", Set.of("web")),
                    Map.entry("jakarta.servlet", Set.of("web")),
                    Map.entry("org.eclipse.jetty", Set.of("web")),
                    Map.entry("gg.jte", Set.of("web")),
                    Map.entry("picocli", Set.of("cli")),
                    Map.entry("com.icegreen", Set.of("demo")),
                    Map.entry("com.sun.net.httpserver", Set.of("signin", "demo")),
                    Map.entry(
                            "javax.xml",
                            Set.of("store.applemail", "store.ews", "discovery", "demo")),
                    Map.entry("org.w3c.dom", Set.of("store.applemail", "demo")),
                    Map.entry("org.xml.sax", Set.of("store.applemail", "demo")));

    private static JavaClasses program;

    @BeforeAll
    static void readTheProgram() {
        program =
                new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages(ROOT);
        assertThat(program).isNotEmpty();
    }

    @Test
    void everyRoomUsesOnlyTheRoomsBelowIt() {
        classes().should(dependOnlyOn("use only the rooms it may", this::wrongRoom)).check(program);
    }

    @Test
    void everyOutsideLibraryLivesInItsRoom() {
        classes()
                .should(dependOnlyOn("use libraries in their room", this::wrongLibrary))
                .check(program);
    }

    @Test
    void theRoomsHaveNoCircles() {
        Set<String> done = new TreeSet<>();
        int before = -1;
        while (done.size() > before) {
            before = done.size();
            MAY_USE.forEach(
                    (room, uses) -> {
                        if (done.containsAll(uses)) {
                            done.add(room);
                        }
                    });
        }
        assertThat(done).isEqualTo(new TreeSet<>(MAY_USE.keySet()));
    }

    @Test
    void eachKindOfStoreShowsOnePublicClass() {
        // Besides the store: the mbox writer that backups use, and what there is to say of an
        // account before any store is opened, of its row in System Settings, and of what waits;
        // and its reader of property lists, by which profiles are read back.
        Map<String, Integer> allowed = Map.of("store.mbox", 2, "store.applemail", 5);
        Map<String, Set<String>> shown = new java.util.TreeMap<>();
        for (JavaClass one : program) {
            String room = roomOf(one.getPackageName());
            boolean visible =
                    one.isTopLevelClass()
                            && one.getModifiers()
                                    .contains(com.tngtech.archunit.core.domain.JavaModifier.PUBLIC);
            if (room.startsWith("store.") && !room.equals("store.server") && visible) {
                shown.computeIfAbsent(room, r -> new TreeSet<>()).add(one.getSimpleName());
            }
        }
        assertThat(shown)
                .allSatisfy(
                        (room, names) ->
                                assertThat(names)
                                        .as("public classes of " + room)
                                        .hasSizeLessThanOrEqualTo(allowed.getOrDefault(room, 1)));
    }

    @Test
    void onlyTheMainClassEndsTheProgram() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("mailtally.cli.Main")
                .should()
                .callMethod(System.class, "exit", int.class)
                .check(program);
    }

    @Test
    void onlyTheDoorsSpeakToTheTerminal() {
        noClasses()
                .that()
                .resideOutsideOfPackages("mailtally.cli..", "mailtally.demo..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(program);
    }

    @Test
    void base64IsNeverDecodedByTheJdksSlowStream() {
        noClasses()
                .should()
                .callMethod(java.util.Base64.Decoder.class, "wrap", java.io.InputStream.class)
                .because("it is twenty times slower than decoding buffers")
                .check(program);
    }

    @Test
    void aClearanceIsMadeInOnePlaceAndKeptNowhere() {
        JavaClass clearance = program.get("mailtally.gate.Clearance");
        assertThat(clearance.getConstructorReferencesToSelf()).isEmpty();
        assertThat(clearance.getFieldsWithTypeOfSelf()).isEmpty();
        assertThat(clearance.getConstructorCallsToSelf())
                .extracting(
                        call -> call.getOriginOwner().getName() + "." + call.getOrigin().getName())
                .containsExactly("mailtally.gate.Gate.clear");
    }

    @Test
    void theGateLooksAtNothingNotEvenAtAClock() {
        noClasses()
                .that()
                .resideInAPackage("mailtally.gate")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.io..", "java.nio..", "java.net..", "java.lang.reflect..")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(
                        System.class, Thread.class, java.time.Clock.class, java.util.Random.class)
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .because("evidence and the time go in, conditions come out")
                .check(program);
    }

    private Optional<String> wrongRoom(JavaClass from, JavaClass to) {
        if (!to.getPackageName().startsWith(ROOT)) {
            return Optional.empty();
        }
        String source = roomOf(from.getPackageName());
        String target = roomOf(to.getPackageName());
        if (source.equals(target) || source.equals("cli")) {
            return Optional.empty();
        }
        if (DOORS.contains(source) && !DOORS.contains(target)) {
            return Optional.empty();
        }
        if (!MAY_USE.containsKey(source) && !DOORS.contains(source)) {
            return Optional.of("the room " + source + " has no place in MAY_USE");
        }
        return MAY_USE.getOrDefault(source, Set.of()).contains(target)
                ? Optional.empty()
                : Optional.of(source + " may not use " + target);
    }

    private Optional<String> wrongLibrary(JavaClass from, JavaClass to) {
        String name = to.getBaseComponentType().getPackageName();
        for (Map.Entry<String, Set<String>> library : LIVES_IN.entrySet()) {
            if (name.equals(library.getKey()) || name.startsWith(library.getKey() + ".")) {
                String room = roomOf(from.getPackageName());
                return library.getValue().contains(room)
                        ? Optional.empty()
                        : Optional.of(room + " may not use " + library.getKey());
            }
        }
        boolean ours = name.equals(ROOT) || name.startsWith(ROOT + ".");
        boolean known = ours || name.isEmpty() || name.startsWith("java.");
        return known ? Optional.empty() : Optional.of(name + " has no room in LIVES_IN");
    }

    /// `mailtally.store.mbox.internal` is in the room store.mbox; `mailtally.tally.x` in tally.
    private static String roomOf(String packageName) {
        List<String> names = List.of(packageName.split("\\.", -1));
        int length = names.size() > 2 && names.get(1).equals("store") ? 3 : 2;
        return names.size() < 2
                ? packageName
                : String.join(".", names.subList(1, Math.min(length, names.size())));
    }

    private interface Judge {
        /// What is wrong with this arrow, if anything.
        Optional<String> judge(JavaClass from, JavaClass to);
    }

    private static ArchCondition<JavaClass> dependOnlyOn(String text, Judge judge) {
        return new ArchCondition<>(text) {
            @Override
            public void check(JavaClass from, ConditionEvents events) {
                for (Dependency arrow : from.getDirectDependenciesFromSelf()) {
                    judge.judge(from, arrow.getTargetClass())
                            .ifPresent(
                                    wrong ->
                                            events.add(
                                                    SimpleConditionEvent.violated(
                                                            from,
                                                            wrong
                                                                    + ": "
                                                                    + arrow.getDescription())));
                }
            }
        };
    }
}
