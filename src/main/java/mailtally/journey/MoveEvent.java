package mailtally.journey;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mailtally.store.StoreUnavailableException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Something that happened in a move, as it is kept. What is not kept here never happened; what is
/// kept never changes. A new kind, or a new field, is one that older versions do not know.
sealed interface MoveEvent {
    /// What happened, as a report tells it.
    String what();

    /// An account was chosen.
    ///
    /// @param id in the library
    /// @param kind `IMAP`, `POP`, `EXCHANGE`, …
    record Begun(
            String version,
            String id,
            String kind,
            String address,
            String host,
            String user,
            String library)
            implements MoveEvent {
        @Override
        public String what() {
            return address + " was chosen.";
        }
    }

    /// The person said how the move goes.
    ///
    /// @param server the address of the mailbox that the account is on
    /// @param newMailbox the address of the new mailbox, side by side; else empty
    /// @param backups the folder for backups
    /// @param otherMacs what was said of other Macs: "none" or names
    /// @param otherMacsSettled true if there are none, or each was looked at by itself
    /// @param by who said so
    record Readied(
            boolean sideBySide,
            String server,
            String newMailbox,
            String backups,
            String otherMacs,
            boolean otherMacsSettled,
            String by)
            implements MoveEvent {
        @Override
        public String what() {
            return "The order was chosen: "
                    + (sideBySide ? "side by side" : "switch")
                    + ". Other Macs: "
                    + otherMacs
                    + ", said "
                    + by
                    + ".";
        }
    }

    /// The person said which application the new mailbox is signed in to with.
    ///
    /// @param client the application's id; empty: with none
    /// @param tenant the directory; may be empty
    record Registered(String client, String tenant) implements MoveEvent {
        @Override
        public String what() {
            return client.isEmpty()
                    ? "No application is signed in with any more."
                    : "One signs in with the application " + client + ".";
        }
    }

    /// A place was compared with this Mac.
    ///
    /// @param place "Server", "Backup", "New mailbox"
    /// @param doubts what stands in the way of a proof besides, a sentence each
    record Compared(
            String place, String address, long tally, long found, long proven, List<String> doubts)
            implements MoveEvent {
        @Override
        public String what() {
            return place
                    + ": "
                    + Words.number(proven)
                    + " of "
                    + Words.number(found)
                    + " were proven.";
        }
    }

    /// Messages were put on a server and read back.
    record Put(String place, String address, long planned, long copied) implements MoveEvent {
        @Override
        public String what() {
            return place
                    + ": "
                    + Words.number(copied)
                    + " of "
                    + Words.number(planned)
                    + " were put there and read back.";
        }
    }

    /// A backup was sealed.
    ///
    /// @param manifest SHA-256 of its manifest, in hex
    /// @param others the backups of the rows beside it
    record BackedUp(
            String bag,
            String manifest,
            Instant sealed,
            Instant verified,
            long found,
            long whole,
            String rehearsal,
            List<String> others)
            implements MoveEvent {
        @Override
        public String what() {
            return "A backup was sealed. A second reader found "
                    + Words.number(whole)
                    + " of "
                    + Words.number(found)
                    + ". "
                    + rehearsal;
        }
    }

    /// A frozen list was approved.
    record Approved(
            String place, String cause, long messages, String digest, String by, String reason)
            implements MoveEvent {
        @Override
        public String what() {
            return place
                    + ": "
                    + by
                    + " approved "
                    + Words.count(messages, "message")
                    + ", "
                    + Approvals.Cause.of(cause).map(Approvals.Cause::title).orElse(cause)
                    + ": "
                    + reason;
        }
    }

    /// An approval was taken back.
    record TakenBack(String place, String cause, String by) implements MoveEvent {
        @Override
        public String what() {
            return place + ": the approval for " + cause + " was taken back.";
        }
    }

    /// A step was left behind.
    record Passed(Step step, String note) implements MoveEvent {
        @Override
        public String what() {
            return step.word() + ": " + note;
        }
    }

    /// The person went back to a step: it and all that follow are not left behind any more.
    record WentBack(Step step) implements MoveEvent {
        @Override
        public String what() {
            return "Back to: " + step.word() + ".";
        }
    }

    /// A last count was taken.
    record Counted(String count, long found, String undo) implements MoveEvent {
        @Override
        public String what() {
            return "A last count was taken: " + Words.count(found, "message") + ".";
        }
    }

    /// The row was given a short name, so that it is the only one of it.
    record Coded(String code) implements MoveEvent {
        @Override
        public String what() {
            return "More than one row could be meant. This one is to be called " + code + ".";
        }
    }

    /// The gate opened, and the person cleared the account. Tells that it happened; a clearance is
    /// made by the gate alone.
    record Cleared(String count, Instant until, long approved, String typed, long onlyInBackup)
            implements MoveEvent {
        @Override
        public String what() {
            return "The account was cleared, "
                    + Words.number(approved)
                    + " by approval, "
                    + Words.number(onlyInBackup)
                    + " only in the backup.";
        }
    }

    /// A clearance ended before the removal.
    record Voided(String change) implements MoveEvent {
        @Override
        public String what() {
            return "The clearance ended: " + change;
        }
    }

    /// What was there before the removal: written before the person is sent to remove it.
    ///
    /// @param rows every row of System Settings, by id
    /// @param counts messages of every other account of the library, by id
    record Before(Map<String, String> rows, Map<String, Long> counts, String row)
            implements MoveEvent {
        @Override
        public String what() {
            return "Before the removal there were " + Words.count(rows.size(), "account") + ".";
        }
    }

    /// The row was seen to be gone.
    record Removed(Instant at, boolean cleared, String seen) implements MoveEvent {
        @Override
        public String what() {
            return seen;
        }
    }

    /// Another row was seen to be gone.
    record WrongRow(String gone, String seen) implements MoveEvent {
        @Override
        public String what() {
            return seen;
        }
    }

    /// Messages were put back from a backup or the undo copy.
    record Restored(String from, String to, long messages) implements MoveEvent {
        @Override
        public String what() {
            return Words.count(messages, "message") + " were put back to " + to + ".";
        }
    }

    /// The Mac was seen to have been started anew.
    record Restarted(Instant booted) implements MoveEvent {
        @Override
        public String what() {
            return "The Mac was restarted.";
        }
    }

    /// The new account was looked at on this Mac.
    record Looked(String row, long messages, boolean works) implements MoveEvent {
        @Override
        public String what() {
            return works
                    ? "The new account shows " + Words.count(messages, "message") + " on this Mac."
                    : "The new account was not seen on this Mac yet.";
        }
    }

    /// A report was saved.
    record Reported(String place) implements MoveEvent {
        @Override
        public String what() {
            return "A report was saved.";
        }
    }

    /// The undo copy was removed, by its own button.
    record UndoRemoved(String place) implements MoveEvent {
        @Override
        public String what() {
            return "The undo copy was removed.";
        }
    }

    /// The event as one line of JSON.
    default String line(Instant at) {
        ObjectNode node = Json.MAPPER.valueToTree(this);
        ObjectNode line = Json.MAPPER.createObjectNode();
        line.put("event", getClass().getSimpleName());
        line.put("at", at.toString());
        line.setAll(node);
        return line.toString();
    }

    /// Reads a line back.
    ///
    /// @throws StoreUnavailableException if a newer version wrote it
    static MoveEvent of(String line) throws StoreUnavailableException {
        try {
            JsonNode node = Json.MAPPER.readTree(line);
            Optional<Class<? extends MoveEvent>> kind = Json.kind(node.path("event").asString(""));
            if (kind.isPresent()) {
                return Json.MAPPER.treeToValue(node, kind.get());
            }
        } catch (JacksonException e) {
            throw newer(e);
        }
        throw newer(null);
    }

    private static StoreUnavailableException newer(Exception cause) {
        return new StoreUnavailableException(
                "This move was kept by another version of Mailtally, which this one cannot read."
                        + " Nothing was changed. Use that version, or begin the move anew with"
                        + " another --state.",
                cause);
    }

    /// How events become lines.
    final class Json {
        private static final JsonMapper MAPPER =
                JsonMapper.builder()
                        .disable(
                                tools.jackson.databind.DeserializationFeature
                                        .FAIL_ON_UNKNOWN_PROPERTIES)
                        .build();

        private Json() {}

        @SuppressWarnings("unchecked")
        private static Optional<Class<? extends MoveEvent>> kind(String name) {
            for (Class<?> one : MoveEvent.class.getPermittedSubclasses()) {
                if (one.getSimpleName().equals(name)) {
                    return Optional.of((Class<? extends MoveEvent>) one);
                }
            }
            return Optional.empty();
        }
    }
}
