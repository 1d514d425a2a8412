package mailtally.tally;

import java.util.List;
import mailtally.ledger.Schema;

/// The tables of this room.
///
/// - `tally`: a comparison, which names two inventories.
/// - `pair`: where a source's holding ended, with the target's holding that proves it, if any.
/// - `open_source`, `content` and `edge`: work of a tally on its way; empty between runs. One tally
///   at a time: the ledger's lock sees to that.
public final class TallySchema {
    /// The steps that make them.
    public static final Schema SCHEMA =
            new Schema(
                    "tally",
                    List.of(
                            """
                            CREATE TABLE tally (
                                id BIGINT PRIMARY KEY,
                                source_inventory BIGINT NOT NULL,
                                target_inventory BIGINT NOT NULL,
                                made_ms BIGINT NOT NULL
                            );
                            CREATE TABLE pair (
                                tally BIGINT NOT NULL,
                                source BIGINT NOT NULL,
                                target BIGINT,
                                bucket TEXT NOT NULL,
                                reason ${bytes} NOT NULL,
                                PRIMARY KEY (tally, source)
                            );
                            CREATE TABLE open_source (
                                holding BIGINT PRIMARY KEY,
                                bucket TEXT NOT NULL,
                                reason ${bytes} NOT NULL,
                                message_id ${bytes} NOT NULL,
                                subject ${bytes} NOT NULL,
                                date_ms BIGINT,
                                wire_digest ${bytes} NOT NULL
                            );
                            CREATE INDEX open_message_id ON open_source (message_id);
                            CREATE INDEX open_date ON open_source (date_ms, subject);
                            CREATE INDEX open_wire ON open_source (wire_digest);
                            CREATE TABLE content (
                                holding BIGINT PRIMARY KEY,
                                content_digest ${bytes} NOT NULL
                            );
                            CREATE TABLE edge (
                                source BIGINT NOT NULL,
                                target BIGINT NOT NULL,
                                bucket TEXT NOT NULL,
                                lost BIGINT NOT NULL,
                                added BIGINT NOT NULL,
                                other_folder INTEGER NOT NULL,
                                distance_ms BIGINT NOT NULL,
                                place ${bytes} NOT NULL,
                                reason ${bytes} NOT NULL,
                                PRIMARY KEY (source, target)
                            )
                            """));

    private TallySchema() {}
}
