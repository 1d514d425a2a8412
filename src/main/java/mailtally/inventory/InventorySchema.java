package mailtally.inventory;

import java.util.List;
import mailtally.ledger.Schema;

/// The tables of this room.
///
/// - `inventory`: one reading of one store.
/// - `folder`: a folder of an inventory, with how many holdings were found in it. `expires` is 1
/// where the store removes mail from it after a time, `purges` where mail goes away by itself for
/// what the folder is or where it lies.
/// - `witness`: a second opinion on that.
/// - `body`: what a message's bytes are, once for all copies, by exact digest.
/// - `sheet`: what a body consists of, by exact digest and sheet version.
/// - `remark`: a finding on a holding (or, with an empty locator, on a folder).
/// - `holding`: one copy, with its body and the first and last inventory that saw it without a gap
/// (its sighting). `other_body` is the body under the mbox's other quoting rule. A holding without
/// a body is unreadable; `problem` says why. `wire_bytes` is kept where sizes alone are
/// compared: the message's length with every line end as CRLF, as a server counts it.
public final class InventorySchema {
    /// The steps that make them.
    public static final Schema SCHEMA =
            new Schema(
                    "inventory",
                    List.of(
                            """
                            CREATE TABLE inventory (
                                id BIGINT PRIMARY KEY,
                                store ${bytes} NOT NULL,
                                keeps_forever INTEGER NOT NULL,
                                started_ms BIGINT NOT NULL,
                                finished_ms BIGINT
                            );
                            CREATE TABLE folder (
                                id BIGINT PRIMARY KEY,
                                inventory BIGINT NOT NULL,
                                path ${bytes} NOT NULL,
                                folder_key ${bytes} NOT NULL,
                                special_use TEXT,
                                found BIGINT NOT NULL DEFAULT 0
                            );
                            CREATE TABLE witness (
                                folder BIGINT NOT NULL,
                                kind TEXT NOT NULL,
                                messages BIGINT NOT NULL
                            );
                            CREATE TABLE body (
                                exact_digest ${bytes} PRIMARY KEY,
                                raw_digest ${bytes} NOT NULL,
                                core_digest ${bytes} NOT NULL,
                                wire_digest ${bytes} NOT NULL,
                                size_bytes BIGINT NOT NULL,
                                line_ends TEXT NOT NULL,
                                message_id ${bytes} NOT NULL,
                                subject ${bytes} NOT NULL,
                                sender ${bytes} NOT NULL,
                                date_ms BIGINT
                            );
                            CREATE TABLE holding (
                                id BIGINT PRIMARY KEY,
                                store ${bytes} NOT NULL,
                                folder_path ${bytes} NOT NULL,
                                locator ${bytes} NOT NULL,
                                folder BIGINT NOT NULL,
                                body ${bytes},
                                other_body ${bytes},
                                internal_date_ms BIGINT,
                                flags ${bytes} NOT NULL,
                                apple_flags BIGINT,
                                remote_id ${bytes},
                                completeness TEXT NOT NULL,
                                missing ${bytes},
                                problem ${bytes},
                                first_inventory BIGINT NOT NULL,
                                last_inventory BIGINT NOT NULL,
                                UNIQUE (store, folder_path, locator)
                            );
                            CREATE INDEX holding_last ON holding (last_inventory);
                            CREATE INDEX holding_body ON holding (body);
                            CREATE TABLE remark (
                                inventory BIGINT NOT NULL,
                                folder_path ${bytes} NOT NULL,
                                locator ${bytes} NOT NULL,
                                weight TEXT NOT NULL,
                                remark ${bytes} NOT NULL
                            );
                            CREATE INDEX remark_inventory ON remark (inventory)
                            """,
                            """
                            ALTER TABLE folder ADD COLUMN expires INTEGER NOT NULL DEFAULT 0
                            """,
                            """
                            ALTER TABLE folder ADD COLUMN purges INTEGER NOT NULL DEFAULT 0;
                            ALTER TABLE holding ADD COLUMN wire_bytes BIGINT
                            """,
                            """
                            CREATE TABLE IF NOT EXISTS sheet (
                                body ${bytes} NOT NULL,
                                version INTEGER NOT NULL,
                                sheet ${bytes} NOT NULL,
                                PRIMARY KEY (body, version)
                            )
                            """));

    private InventorySchema() {}
}
