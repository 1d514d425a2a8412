package mailtally.transfer;

import java.util.List;
import mailtally.ledger.Schema;

/// The tables of this room.
///
/// - `put`: a message that a run meant to put on the target, and what became of it (`state`, see
///   [State]). `run` is the number of the tally that the plan was made of; `source` is the holding,
///   `place` the new one's locator where the target told it, `copies_before` how many equal
///   messages the folder had then, `attempts` how often the store was told.
/// - `planned`: the plan of the run on its way. `part` is the number of the target folder in the
///   plan, or -1 for what is not put; `reason` says why.
public final class TransferSchema {
    /// The steps that make them.
    public static final Schema SCHEMA =
            new Schema(
                    "transfer",
                    List.of(
                            """
                            CREATE TABLE put (
                                run BIGINT NOT NULL,
                                source BIGINT NOT NULL,
                                body ${bytes} NOT NULL,
                                wire_digest ${bytes} NOT NULL,
                                target_folder ${bytes} NOT NULL,
                                target_inventory BIGINT NOT NULL,
                                generation ${bytes} NOT NULL,
                                next_number BIGINT NOT NULL,
                                copies_before BIGINT NOT NULL,
                                attempts INTEGER NOT NULL,
                                state TEXT NOT NULL,
                                place ${bytes},
                                reason ${bytes},
                                changed_ms BIGINT NOT NULL,
                                PRIMARY KEY (run, source)
                            );
                            CREATE INDEX put_state ON put (state);
                            CREATE INDEX put_body ON put (body);
                            CREATE INDEX put_wire ON put (run, target_folder, wire_digest);
                            CREATE TABLE planned (
                                source BIGINT PRIMARY KEY,
                                folder BIGINT NOT NULL,
                                part INTEGER NOT NULL,
                                copies_before BIGINT NOT NULL,
                                size_bytes BIGINT NOT NULL,
                                bucket TEXT NOT NULL,
                                reason ${bytes}
                            );
                            CREATE INDEX planned_order ON planned (part, folder, source)
                            """));

    private TransferSchema() {}
}
