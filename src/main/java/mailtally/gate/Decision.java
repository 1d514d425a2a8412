package mailtally.gate;

import java.util.List;
import java.util.Optional;

/// What the gate says: a finding for each condition that concerns this move, and a clearance where
/// none of them stops it.
public record Decision(List<Finding> findings, Optional<Clearance> clearance) {
    public Decision {
        findings = List.copyOf(findings);
        boolean stopped = findings.stream().anyMatch(f -> f.colour() == Colour.RED);
        if (clearance.isPresent() && (stopped || findings.isEmpty())) {
            throw new IllegalArgumentException("a clearance beside what stops it");
        }
    }

    /// The first condition that stops it.
    public Optional<Finding> firstRed() {
        return findings.stream().filter(f -> f.colour() == Colour.RED).findFirst();
    }
}
