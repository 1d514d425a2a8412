package mailtally.ledger;

import java.util.List;

/// The tables one room owns, as steps that are applied once each, in order, and never changed once
/// they were released. In a step, `${bytes}` stands for the database's type for bytes.
///
/// @param room the room's name, such as `inventory`
/// @param steps SQL statements, one or more a step, separated by `;`
public record Schema(String room, List<String> steps) {
    public Schema {
        steps = List.copyOf(steps);
    }
}
